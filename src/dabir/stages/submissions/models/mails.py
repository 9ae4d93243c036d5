"""Messages that came into the mailboxes of calls, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.foundation.files.models import ErasableKey, Original
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.mailboxes import Mailbox
from dabir.stages.submissions.models.submissions import Submission


class ReceivedMail(models.Model):
    """One message: kept byte for byte before it is read, and taken in at most once.

    `digest` is of what does not change on the way, so that a message that comes twice, by
    whichever way, is one; `message_digest` is of its Message-ID, `sender_digest` of the sender's
    address, both keyed. `original` and `sealed` (who sent it, what was set apart, names of files)
    are encrypted under `key`. `submission` is what it became, or what it replies to.
    """

    class Kind(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "not read yet")
        SUBMISSION = "submission", pgettext_lazy("mail", "taken in")
        COMPLETION = "completion", pgettext_lazy("mail", "added to a submission")
        REPLY = "reply", pgettext_lazy("mail", "reply")
        REFUSED = "refused", pgettext_lazy("mail", "came when the call was not open")
        AUTO = "auto", pgettext_lazy("mail", "automatic")
        BOUNCE = "bounce", pgettext_lazy("mail", "undeliverable")
        LOOP = "loop", pgettext_lazy("mail", "loop")
        AGAIN = "again", pgettext_lazy("mail", "sent again, changed")
        UNREADABLE = "unreadable", pgettext_lazy("mail", "unreadable")

    class Proof(models.TextChoices):
        NONE = "none", _("sender not proven")
        PASSED = "passed", _("sender proven by the receiving server")
        FAILED = "failed", _("the receiving server doubts the sender")

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="mails")
    call = models.ForeignKey(Call, models.PROTECT, related_name="mails")
    digest = models.CharField(max_length=64)
    message_digest = models.CharField(max_length=64, blank=True, db_index=True)
    sender_digest = models.CharField(max_length=64, blank=True, db_index=True)
    original = models.OneToOneField(Original, models.PROTECT, related_name="mail")
    key = models.OneToOneField(ErasableKey, models.PROTECT, related_name="mail")
    sealed = models.BinaryField(null=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WAITING)
    why = models.CharField(max_length=30, blank=True)
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.NONE)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="mails"
    )
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("received mail")
        constraints = (
            models.UniqueConstraint(fields=("call", "digest"), name="one_mail_is_kept_once"),
        )
        indexes = (
            models.Index(fields=("call", "-at"), name="mails_of_a_call"),
            models.Index(
                fields=("id",),
                name="mail_not_read",
                condition=models.Q(kind="waiting"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
