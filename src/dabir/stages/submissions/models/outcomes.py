"""What followed for the contributor: a reply, a seat."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Membership, Person
from dabir.stages.submissions.models.submissions import Submission


class Reply(models.Model):
    """What the secretariat wrote to a contributor, read behind the follow-up link."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return self.text[:80]


class Admission(models.Model):
    """That an expression of interest led to a seat in the group or a committee."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="admissions")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="admission")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.membership}"
