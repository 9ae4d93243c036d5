"""Deadlines that a mandate counts from an event: from what they count, and to which day."""

from __future__ import annotations

from datetime import date

from dabir.domain.calendars import find_deadlines, parse_duration
from dabir.domain.calendars.months import Calendar
from dabir.stages.mandates.models import Duty


def anchor_in(due_text: str) -> str:
    """Return what a deadline's words count from, as a `Duty.Anchor` value; "" where they do not."""
    for mention in find_deadlines(due_text, adopted=None, language="fa"):
        if mention.relative is not None:
            return mention.anchor or ""
    return ""


def counted_due(duty: Duty) -> date | None:
    """Return the day to which the duty's deadline counts, for a person to confirm.

    None where it counts from another event, or the mandate's day of approval or notification is
    unknown. Months are those of the calendar of the mandate's language: Persian documents count
    Jalali months.
    """
    mandate = duty.clause.mandate if duty.clause else None
    if mandate is None or not duty.within:
        return None
    begins = {
        Duty.Anchor.APPROVAL.value: mandate.adopted_on,
        Duty.Anchor.NOTIFICATION.value: mandate.notified_on,
    }.get(duty.anchor)
    if begins is None:
        return None
    calendar: Calendar = "jalali" if duty.group.language == "fa" else "gregorian"
    try:
        return parse_duration(duty.within).add_to(begins, calendar=calendar)
    except (ValueError, OverflowError):
        return None
