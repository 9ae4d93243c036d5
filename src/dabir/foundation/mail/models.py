"""Mails as they are recorded: exactly once, whatever becomes of workers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Address


class Message(models.Model):
    """One mail. `key` says what it is about, so that asking twice records one.

    Mails carry links, not contents. The Message-ID is derived from `key`, so that a mail that
    goes out twice over SMTP is known as one. `in_reply_to` is the Message-ID of what it answers,
    `reply_to` where answers to it are read. What is `sealed` is shown to nobody but its receiver.
    """

    class State(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="mails")
    about = models.ForeignKey(Address, models.PROTECT, null=True, blank=True, related_name="mails")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    in_reply_to = models.CharField(max_length=250, blank=True)
    reply_to = models.EmailField(blank=True)
    sealed = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.RECORDED)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.subject
