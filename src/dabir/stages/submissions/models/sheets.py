"""Filled-in comment sheets that the secretariat was sent."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.submissions import Submission


class ReceivedSheet(models.Model):
    """A comment sheet as it came, looked at before it is entered for its author.

    `submission` is what was made of it; a sheet `set_aside_at` was none, or came twice.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="received_sheets")
    original = models.OneToOneField(Original, models.PROTECT, related_name="received_sheet")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="received_sheet"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.original}"
