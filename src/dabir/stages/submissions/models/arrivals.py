"""What has arrived by the form or the API: durable, acknowledged, and not yet taken in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.submissions import Submission


class Arrival(models.Model):
    """One row for all that somebody sent, so that a rush is taken down as it comes.

    `sealed` is the canonical JSON of everything (answers, who sends, consents, the follow-up
    secret, names of files), encrypted under the key in `wrapped`, which is itself encrypted under
    the installation's. Workers make a `Submission` of it; it then stays as the original. `once`
    is the proof of work's challenge or the form's own token: each counts once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("arrival", "waiting to be taken in")
        HELD = "held", pgettext_lazy("arrival", "held until its sender confirms")
        TAKEN = "taken", pgettext_lazy("arrival", "taken in")
        LAPSED = "lapsed", pgettext_lazy("arrival", "never confirmed")

    call = models.ForeignKey(Call, models.PROTECT, related_name="arrivals", db_index=False)
    receipt = models.CharField(max_length=20, unique=True)
    secret_digest = models.CharField(max_length=64)
    once = models.CharField(max_length=64, unique=True, null=True, blank=True)
    wrapped = models.BinaryField(max_length=200, null=True)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    road = models.CharField(max_length=10, choices=Submission.Road, default=Submission.Road.FORM)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    late = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="arrival"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("arrival")
        indexes = (
            models.Index(
                fields=("id",),
                name="arrival_not_taken",
                condition=models.Q(state__in=("waiting", "held")),
            ),
        )

    def __str__(self) -> str:
        return self.receipt
