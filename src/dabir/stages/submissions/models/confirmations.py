"""Whether a submission really comes from whom it names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Person
from dabir.stages.submissions.models.submissions import Submission


class Confirmation(models.Model):
    """That somebody was asked whether a submission is theirs, and what they said.

    It is asked at an address that the secretariat knows, never at one that stands in the
    submission alone. `to` is an organisation's; a person's own address stays sealed and is not
    repeated here. `secret_digest` is the SHA-256 of the secret in the link that answers.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", _("not answered yet")
        OURS = "ours", _("confirmed")
        NOT_OURS = "not_ours", _("denied")
        ENDED = "ended", _("asked no more")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="confirmations")
    to = models.EmailField(blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=models.Q(answer="waiting"),
                name="one_open_confirmation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission}: {self.answer}"
