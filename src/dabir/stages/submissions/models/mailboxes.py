"""Mailboxes of calls: where what is sent by e-mail comes in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import ErasableKey
from dabir.stages.calls.models import Call


class Mailbox(models.Model):
    """Where mail for a call is fetched by IMAP, or brought to Dabir's own listener.

    `sealed` is the password under `key`; both are empty for the listener. `last_uid` is the last
    message of `uid_validity` that was kept. `checker` names the receiving server whose checks of
    senders (Authentication-Results) are believed; empty: nobody's are. `trouble` says in a code
    why the last look failed, `failures` how often in a row.
    """

    LIFE = Life(
        "mailbox",
        "active",
        {
            "pause": (("active",), "paused"),
            "resume": (("paused",), "active"),
        },
    )

    class Way(models.TextChoices):
        IMAP = "imap", _("fetched from a mail server (IMAP)")
        LISTENER = "listener", _("brought to Dabir itself (SMTP or LMTP)")

    class Security(models.TextChoices):
        TLS = "tls", _("encrypted from the start (TLS)")
        STARTTLS = "starttls", _("encrypted after the greeting (STARTTLS)")
        PLAIN = "plain", _("not encrypted")

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("mailbox", "active")
        PAUSED = "paused", pgettext_lazy("mailbox", "paused")

    call = models.ForeignKey(Call, models.PROTECT, related_name="mailboxes")
    way = models.CharField(max_length=10, choices=Way)
    address = models.EmailField(unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    username = models.CharField(max_length=254, blank=True)
    key = models.ForeignKey(
        ErasableKey, models.PROTECT, null=True, blank=True, related_name="mailboxes"
    )
    sealed = models.BinaryField(null=True)
    folder = models.CharField(max_length=200, default="INBOX")
    checker = models.CharField(max_length=253, blank=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=30, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("mailbox")
        constraints = (
            models.UniqueConstraint(fields=("call", "way"), name="one_mailbox_a_way_and_call"),
        )

    def __str__(self) -> str:
        return self.address
