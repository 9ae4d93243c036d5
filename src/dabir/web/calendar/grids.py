"""A year of days as twelve small months, in the reader's calendar."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dabir.domain.calendars import Jalali, days_in_month
from dabir.domain.calendars.months import GREGORIAN_EN, GREGORIAN_FA, JALALI_EN, JALALI_FA
from dabir.foundation.calendar.models import WEEK, WEEKDAYS, Holiday
from dabir.foundation.people.preferences import preferences, show_digits

MONTHS = {
    ("jalali", "fa"): JALALI_FA,
    ("jalali", "en"): JALALI_EN,
    ("gregorian", "fa"): GREGORIAN_FA,
    ("gregorian", "en"): GREGORIAN_EN,
}
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""The Gregorian years of which there is a page; Jalali ones are 621 fewer."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month, or (`number` empty) a place before the first."""

    number: str = ""
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its name, and its weeks of seven cells."""

    name: str
    weeks: list[list[Cell]]


def jalali_years() -> bool:
    """Whether the reader's years are Jalali."""
    return preferences().calendar == "jalali"


def year_of(day: date) -> int:
    """Return the reader's year that a day lies in."""
    return Jalali.from_gregorian(day).year if jalali_years() else day.year


def bounded(year: int) -> int:
    """Return the year, or the nearest of which there is a page."""
    shift = 621 if jalali_years() else 0
    return min(max(year, FIRST_YEAR - shift), LAST_YEAR - shift)


def span(year: int) -> tuple[date, date]:
    """Return the first and the last day of one of the reader's years."""
    if jalali_years():
        first = Jalali(year, 1, 1).to_gregorian()
        return first, Jalali(year + 1, 1, 1).to_gregorian() - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


def week_heads() -> list[str]:
    """Return the names of the days of the week, as the reader's week begins."""
    return [str(WEEKDAYS[day]) for day in _week()]


def _week() -> list[int]:
    return list(WEEK) if jalali_years() else list(range(7))


def months(
    year: int, *, holidays: Iterable[Holiday], weekend: Iterable[int], today: date
) -> list[Month]:
    """Return the twelve months of one of the reader's years, holidays and weekend marked."""
    known = {holiday.day: holiday for holiday in holidays}
    names = MONTHS[preferences().calendar, preferences().language]
    rest = frozenset(weekend)
    return [
        Month(name, _weeks(_days(year, number), known, rest, today))
        for number, name in enumerate(names, start=1)
    ]


def _days(year: int, month: int) -> list[date]:
    if jalali_years():
        first, count = Jalali(year, month, 1).to_gregorian(), days_in_month(year, month)
    else:
        first, count = date(year, month, 1), gregorian.monthrange(year, month)[1]
    return [first + timedelta(days=step) for step in range(count)]


def _weeks(
    days: list[date], known: Mapping[date, Holiday], weekend: frozenset[int], today: date
) -> list[list[Cell]]:
    cells = [Cell()] * _week().index(days[0].weekday())
    for number, day in enumerate(days, start=1):
        cells.append(_cell(number, day, known.get(day), weekend, today))
    cells += [Cell()] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _cell(
    number: int, day: date, holiday: Holiday | None, weekend: frozenset[int], today: date
) -> Cell:
    kinds = []
    title = ""
    if holiday is not None:
        kinds.append("estimated" if holiday.estimated else "holiday")
        title = holiday.name or _("holiday")
        if holiday.estimated:
            title = _("%(name)s (predicted)") % {"name": title}
    elif day.weekday() in weekend:
        kinds.append("weekend")
    if day == today:
        kinds.append("today")
    return Cell(show_digits(number), " ".join(kinds), title)
