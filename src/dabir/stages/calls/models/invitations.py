"""Who is asked to take part."""

from __future__ import annotations

from django.db import models

from dabir.foundation.letters.models import Letter
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Body
from dabir.stages.calls.models.calls import Call


class Invitation(Named):
    """A group or body that is asked to take part; for an inquiry, an addressee.

    An addressee owes one official reply; `letter` is the covering letter it was asked with.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="invitations")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
