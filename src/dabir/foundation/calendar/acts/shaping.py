"""Holiday calendars are made, copied and edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.calendars import THURSDAY_FRIDAY, WorkingDays
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.calendar import policy
from dabir.foundation.calendar.models import Holiday, HolidayCalendar
from dabir.foundation.calendar.queries import visible_to
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record


def _names(names: Mapping[str, str]) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(_("Please give a name in at least one language."))
    return kept


def _weekend(days: Collection[int]) -> list[int]:
    try:
        return sorted(WorkingDays(frozenset(days)).weekend)
    except ValueError as error:
        raise Refused(_("A week has at least one working day.")) from error


@act
def create_calendar(
    *,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
    group: Group | None = None,
    weekend: Collection[int] = THURSDAY_FRIDAY,
    country: str = "",
) -> HolidayCalendar:
    """Make an empty holiday calendar: of a group, or (`group` None) of the installation.

    `weekend` holds days of the week, Monday 0 (default: Thursday and Friday); `country` is the
    two-letter code of whose official holidays it is meant to hold, if of any.

    Raises:
        NotPermitted: the actor is neither in the group's secretariat nor, for one of the
            installation, an administrator.
        Refused: there is no name, or the weekend is the whole week.
    """
    policy.may_shape(actor, group).require()
    calendar = HolidayCalendar.objects.create(
        names=_names(names),
        group=group,
        weekend=_weekend(weekend),
        country=country,
    )
    record(actor=actor, at=at, group=group, calendar=calendar.pk, names=calendar.names)
    return calendar


@act
def edit_calendar(
    *,
    calendar: HolidayCalendar,
    names: Mapping[str, str],
    weekend: Collection[int],
    actor: Person,
    at: datetime,
) -> HolidayCalendar:
    """Give a calendar another name or weekend.

    Days that were counted before stay as they were confirmed.

    Raises:
        NotPermitted: the actor may not edit it.
        Refused: there is no name, or the weekend is the whole week.
    """
    calendar = lock(calendar)
    policy.may_edit(actor, calendar).require()
    before = calendar.weekend
    calendar.names, calendar.weekend = _names(names), _weekend(weekend)
    calendar.save()
    record(
        actor=actor,
        at=at,
        group=calendar.group,
        calendar=calendar.pk,
        names=calendar.names,
        before=before,
        weekend=calendar.weekend,
    )
    return calendar


@act
def copy_calendar(
    *,
    calendar: HolidayCalendar,
    group: Group | None,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
) -> HolidayCalendar:
    """Copy a calendar with its holidays, so that a group may change them for itself.

    Raises:
        NotPermitted: the actor may not make calendars there.
        Refused: the actor may not see the calendar, or there is no name.
    """
    policy.may_shape(actor, group).require()
    if not visible_to(actor).filter(pk=calendar.pk).exists():
        raise Refused(_("You cannot copy a calendar that you may not see."))
    copied = HolidayCalendar.objects.create(
        names=_names(names), group=group, weekend=calendar.weekend, country=calendar.country
    )
    Holiday.objects.bulk_create(
        Holiday(
            calendar=copied,
            day=holiday.day,
            names=holiday.names,
            name_key=holiday.name_key,
            estimated=holiday.estimated,
        )
        for holiday in calendar.holidays.all()
    )
    record(actor=actor, at=at, group=group, calendar=copied.pk, source=calendar.pk)
    return copied
