"""The days that an open date may mean: what is ambiguous or lacks its year is not guessed."""

import re
from collections.abc import Iterator
from datetime import date

from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.mentions import DateMention, day_in, last_day_of
from dabir.domain.calendars.months import Calendar
from dabir.domain.language.digits import to_ascii_digits

_FIGURES = re.compile(r"\d{1,4}")
_CENTURY = 1400
_MILLENNIUM = 2000


def candidate_days(mention: DateMention, near: date | None) -> tuple[date, ...]:
    """Return the days that an open date may mean, the likeliest first; () where it is not open.

    ``near`` is the day of the text, or another from which missing years are counted: its year, the
    next and the one before; without it a missing year stays missing. A month without a day means
    its last day.
    """
    if mention.problem == "incomplete" and near is not None:
        return tuple(dict.fromkeys(_in_years_around(mention, near)))
    if mention.problem == "ambiguous":
        figures = [int(each) for each in _FIGURES.findall(to_ascii_digits(mention.text))]
        if len(figures) == 3:
            days = dict.fromkeys(_orders(*figures))
            return tuple(sorted(days, key=lambda day: abs((day - near).days)) if near else days)
    return ()


def _in_years_around(mention: DateMention, near: date) -> Iterator[date]:
    year = Jalali.from_gregorian(near).year if mention.calendar == "jalali" else near.year
    for each in (year, year + 1, year - 1):
        month = mention.month
        if month is None:
            return
        if mention.day_of_month is None:
            day = last_day_of(mention.calendar, each, month)
        else:
            day = day_in(mention.calendar, each, month, mention.day_of_month)
        if day is not None:
            yield day


def _orders(first: int, middle: int, third: int) -> Iterator[date]:
    """Yield the days of three figures in each order that writers use."""
    for year, month, day in (
        (first, middle, third),
        (third, middle, first),
        (third, first, middle),
    ):
        for calendar, full in _full_years(year):
            found = day_in(calendar, full, month, day)
            if found is not None:
                yield found


def _full_years(year: int) -> Iterator[tuple[Calendar, int]]:
    if year < 100:
        yield "jalali", _CENTURY + year
        yield "gregorian", _MILLENNIUM + year
    elif year >= 1700:
        yield "gregorian", year
    else:
        yield "jalali", year
