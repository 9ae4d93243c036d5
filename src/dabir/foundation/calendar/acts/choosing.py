"""A group decides how it counts days, and when it reminds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.calendar import policy
from dabir.foundation.calendar.models import (
    REMINDERS,
    GroupCalendar,
    HolidayCalendar,
)
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record

EARLIEST_REMINDER = 90
MOST_REMINDERS = 6


def _reminders(days: Collection[int]) -> list[int]:
    kept = sorted(set(days), reverse=True)
    if len(kept) > MOST_REMINDERS or any(not 0 <= day <= EARLIEST_REMINDER for day in kept):
        raise Refused(_("Reminders go out at most 90 days before, and at most six times."))
    return kept


@act
def choose_calendar(
    *,
    group: Group,
    calendar: HolidayCalendar | None,
    actor: Person,
    at: datetime,
    rolls: bool = False,
    reminders: Collection[int] = REMINDERS,
    digest_on: int | None = None,
) -> GroupCalendar:
    """Decide how a group counts days and reminds.

    `calendar` None counts no holidays; `rolls` moves a last day on which nobody works to the next
    that is worked; `reminders` are the days before at which those who carry a duty are reminded
    (none: not at all); `digest_on` is the day of the week, Monday 0, on which the chair hears of
    what is overdue (None: the first working day). Days confirmed before stay as they are.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the calendar is another group's, or a day or reminder is out of range.
    """
    group = lock(group)
    policy.may_choose(actor, group).require()
    policy.may_be_chosen(calendar, group).require()
    if digest_on is not None and digest_on not in range(7):
        raise Refused(_("A week has seven days."))
    choice, _made = GroupCalendar.objects.update_or_create(
        group=group,
        defaults={
            "calendar": calendar,
            "rolls": rolls,
            "reminders": _reminders(reminders),
            "digest_on": digest_on,
        },
    )
    record(
        actor=actor,
        at=at,
        group=group,
        calendar=calendar.pk if calendar else None,
        rolls=rolls,
        reminders=choice.reminders,
        digest_on=digest_on,
    )
    return choice
