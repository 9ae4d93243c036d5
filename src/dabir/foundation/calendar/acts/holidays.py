"""Holidays come into a calendar: one by one, as a list, or as a country's official ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from dabir.domain.calendars.official_days import (
    LARGEST_SPAN_YEARS,
    NoSuchCountry,
    OfficialDay,
    official_days,
)
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.calendar import policy
from dabir.foundation.calendar.models import Holiday, HolidayCalendar
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.record.acts import act, record

MOVED_BY_SIGHTING = timedelta(days=3)
"""A confirmed holiday this near to an estimated one of the same name is the same holiday."""


def _kept(names: Mapping[str, str]) -> dict[str, str]:
    return {language: name.strip() for language, name in names.items() if name.strip()}


@act
def add_holiday(
    *,
    calendar: HolidayCalendar,
    day: date,
    names: Mapping[str, str],
    actor: Person,
    at: datetime,
) -> Holiday:
    """Add a holiday, or rename the one on that day; what a person enters is no estimate.

    Raises:
        NotPermitted: the actor may not edit the calendar.
    """
    calendar = lock(calendar)
    policy.may_edit(actor, calendar).require()
    holiday, _added = Holiday.objects.update_or_create(
        calendar=calendar, day=day, defaults={"names": _kept(names), "estimated": False}
    )
    record(
        actor=actor, at=at, group=calendar.group, calendar=calendar.pk, day=day, names=holiday.names
    )
    return holiday


@act
def confirm_holiday(
    *, holiday: Holiday, actor: Person, at: datetime, day: date | None = None
) -> Holiday:
    """Confirm an estimated holiday, on its day or on the `day` that was announced.

    Raises:
        NotPermitted: the actor may not edit the calendar.
        Refused: another holiday stands on that day already.
    """
    calendar = lock(holiday.calendar)
    policy.may_edit(actor, calendar).require()
    holiday = lock(holiday)
    before = holiday.day
    day = day or holiday.day
    if calendar.holidays.filter(day=day).exclude(pk=holiday.pk).exists():
        raise Refused(_("Another holiday stands on %(day)s already.") % {"day": show_day(day)})
    holiday.day, holiday.estimated = day, False
    holiday.save(update_fields=["day", "estimated"])
    record(actor=actor, at=at, group=calendar.group, calendar=calendar.pk, before=before, after=day)
    return holiday


@act
def remove_holiday(*, holiday: Holiday, actor: Person, at: datetime) -> None:
    """Take a holiday out of its calendar.

    Raises:
        NotPermitted: the actor may not edit the calendar.
    """
    calendar = lock(holiday.calendar)
    policy.may_edit(actor, calendar).require()
    holiday = lock(holiday)
    record(
        actor=actor,
        at=at,
        group=calendar.group,
        calendar=calendar.pk,
        day=holiday.day,
        names=holiday.names,
    )
    holiday.delete()


@act
def import_holidays(
    *,
    calendar: HolidayCalendar,
    days: Mapping[date, str],
    language: str,
    actor: Person,
    at: datetime,
) -> int:
    """Add the holidays of a list: names by day, in one language. Return how many were new.

    A day that is a holiday already keeps its name, and is an estimate no longer.

    Raises:
        NotPermitted: the actor may not edit the calendar.
        Refused: the list is empty.
    """
    calendar = lock(calendar)
    policy.may_edit(actor, calendar).require()
    if not days:
        raise Refused(_("No day was found in this list."))
    calendar.holidays.filter(day__in=days, estimated=True).update(estimated=False)
    known = set(calendar.holidays.values_list("day", flat=True))
    new = sorted(set(days) - known)
    for day in new:
        Holiday.objects.create(calendar=calendar, day=day, names=_kept({language: days[day]}))
    record(actor=actor, at=at, group=calendar.group, calendar=calendar.pk, days=len(days), new=new)
    return len(new)


@act
def load_official_holidays(
    *,
    calendar: HolidayCalendar,
    country: str,
    first: date,
    last: date,
    actor: Person,
    at: datetime,
) -> int:
    """Take over a country's official holidays from `first` to `last`; return how many are new.

    What people entered or confirmed stays: an estimate that they moved by a few days does not
    come back. Estimates of an earlier loading are replaced.

    Raises:
        NotPermitted: the actor may not edit the calendar.
        Refused: the country is unknown, or the span is empty or longer than twelve years.
    """
    calendar = lock(calendar)
    policy.may_edit(actor, calendar).require()
    try:
        found = official_days(country, first, last)
    except NoSuchCountry as error:
        raise Refused(_("The official holidays of this country are not known.")) from error
    except ValueError as error:
        raise Refused(
            _("Please choose between one and %(years)s years.")
            % {"years": show_digits(LARGEST_SPAN_YEARS)}
        ) from error
    stale = calendar.holidays.filter(day__range=(first, last), estimated=True)
    estimated_before = set(stale.values_list("day", flat=True))
    stale.delete()
    kept = list(calendar.holidays.all())
    taken = {holiday.day for holiday in kept}
    new = [each for each in found if each.day not in taken and not _moved(each, kept)]
    for each in new:
        Holiday.objects.create(
            calendar=calendar, day=each.day, names=dict(each.names), estimated=each.estimated
        )
    calendar.country = country
    calendar.save(update_fields=["country"])
    record(
        actor=actor,
        at=at,
        group=calendar.group,
        calendar=calendar.pk,
        country=country,
        first=first,
        last=last,
        days=[each.day for each in new],
    )
    return sum(each.day not in estimated_before for each in new)


def _moved(official: OfficialDay, kept: Collection[Holiday]) -> bool:
    """Whether people have this holiday already, on a day near by."""
    return official.estimated and any(
        abs(holiday.day - official.day) <= MOVED_BY_SIGHTING
        and set(holiday.names.values()) & set(official.names.values())
        for holiday in kept
    )
