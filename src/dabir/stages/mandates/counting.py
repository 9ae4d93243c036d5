"""Deadlines that a mandate counts from an event: from what they count, and to which day.

Days are counted as the law counts them: the day of the event is not among them. A length in
working days leaves out weekend and holidays of the calendar that the group chose; every other
length counts all days. Whether a last day on which nobody works moves on is the group's choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dabir.domain.calendars import DeadlineMention, find_deadlines, parse_duration
from dabir.domain.calendars.months import Calendar
from dabir.foundation.calendar.models import Holiday
from dabir.foundation.calendar.queries import Practice, practice_of
from dabir.stages.mandates.models import Duty


def _length_in(due_text: str) -> DeadlineMention | None:
    """Return the first length of time in the words, if there is one."""
    mentions = find_deadlines(due_text, adopted=None, language="fa")
    return next((mention for mention in mentions if mention.relative is not None), None)


def anchor_in(due_text: str) -> str:
    """Return what a deadline's words count from, as a `Duty.Anchor` value; "" where they do not."""
    mention = _length_in(due_text)
    return (mention.anchor or "") if mention else ""


def counts_working_days(due_text: str) -> bool:
    """Whether a deadline's words count working days."""
    mention = _length_in(due_text)
    return mention is not None and mention.working


@dataclass(frozen=True, slots=True)
class Counted:
    """How a duty's deadline was counted, for a person to confirm.

    It `begins` on the day of approval or notification and comes to `last`; `due` is the day
    proposed: `last`, or the next day that is worked where the group lets it move. `rest` says
    that nobody works on `last`, and `holiday` which holiday it is, where it is no mere weekend.
    """

    duty: Duty
    begins: date
    last: date
    due: date
    rest: bool
    holiday: Holiday | None


def begins_on(duty: Duty) -> date | None:
    """Return the day from which the duty's deadline counts, where the mandate knows it."""
    mandate = duty.clause.mandate if duty.clause else None
    if mandate is None:
        return None
    days: Mapping[str, date | None] = {
        Duty.Anchor.APPROVAL.value: mandate.adopted_on,
        Duty.Anchor.NOTIFICATION.value: mandate.notified_on,
    }
    return days.get(duty.anchor)


def count(duty: Duty, practice: Practice | None = None) -> Counted | None:
    """Count a duty's deadline, by the practice of its group (which is asked for if not given).

    None where it counts from another event, the mandate's day of approval or notification is
    unknown, or it is given in working hours or months, which nobody has defined. Months are those
    of the calendar of the mandate's language: Persian documents count Jalali months.
    """
    begins = begins_on(duty)
    if begins is None or not duty.within:
        return None
    practice = practice or practice_of(duty.group)
    calendar: Calendar = "jalali" if duty.group.language == "fa" else "gregorian"
    try:
        length = parse_duration(duty.within)
        if duty.working_days:
            last = length.add_working_to(begins, practice.working)
        else:
            last = length.add_to(begins, calendar=calendar)
        due = practice.working.add(last, 0) if practice.rolls else last
    except (ValueError, OverflowError):
        return None
    rest = not practice.working.is_working(last)
    return Counted(duty, begins, last, due, rest, practice.holidays.get(last) if rest else None)


def counted_due(duty: Duty) -> date | None:
    """Return the day to which the duty's deadline counts, for a person to confirm; see `count`."""
    counted = count(duty)
    return counted.due if counted else None
