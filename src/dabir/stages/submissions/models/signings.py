"""Who signed a body's official reply, and the letter it came with."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Person
from dabir.stages.submissions.models.answers import Attachment
from dabir.stages.submissions.models.submissions import Submission


class Signing(models.Model):
    """By whom an official reply binds its body: name and post, number and day of the letter.

    `scan` is the signed letter as a picture or PDF. Whoever may read the whole reply reads it.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="signing")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=160)
    letter_number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    scan = models.OneToOneField(
        Attachment, models.PROTECT, null=True, blank=True, related_name="signing"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"
