"""How like submissions are each other: hints, which merge nothing."""

from __future__ import annotations

from django.db import models

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.submissions import Submission


class Fingerprint(models.Model):
    """What is compared of a submission: its words in short, and a keyed digest of who sent it.

    `leader` is the first one in the same call that it is like; None for a leader, whose `alike`
    counts those that follow it, itself included. `author` is "" once the identity is erased.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="fingerprint"
    )
    call = models.ForeignKey(Call, models.PROTECT, related_name="+")
    text = models.BigIntegerField()
    sketch = models.BinaryField(max_length=128)
    author = models.CharField(max_length=64, blank=True)
    leader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    alike = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("call", "text")),)

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Band(models.Model):
    """A part of a leader's sketch, under which those that are like it find it."""

    key = models.BigIntegerField(db_index=True)
    leader = models.ForeignKey(Fingerprint, models.PROTECT, related_name="bands")

    def __str__(self) -> str:
        return f"{self.key}"
