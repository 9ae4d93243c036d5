"""Meetings, decisions and submittals in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.decisions.models import Decision, Meeting, Submittal
from dabir.stages.decisions.queries import (
    decisions_visible_to,
    submittals_visible_to,
    visible_to,
)


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings that the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "number", "group", "begins_at", "state")
    list_filter = ("state",)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions that the administrator may see."""

    visible_to = staticmethod(decisions_visible_to)
    list_display = ("wording", "meeting", "number", "outcome", "at")
    list_filter = ("outcome", "majority")


@admin.register(Submittal)
class SubmittalAdmin(ReadOnlyAdmin):
    """Submittals that the administrator may see."""

    visible_to = staticmethod(submittals_visible_to)
    list_display = ("text", "version", "higher_body", "state", "submitted_at")
    list_filter = ("state",)
