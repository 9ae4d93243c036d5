"""What a text says about a day: the calendar it uses, what it names, and what is wrong with it."""

import calendar as gregorian_calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dabir.domain.calendars.jalali import Jalali, days_in_month
from dabir.domain.calendars.months import Calendar

Problem = Literal["impossible", "ambiguous", "incomplete"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text: ``source[start:end] == text``.

    ``year``, ``month`` and ``day_of_month`` are as read, in ``calendar``; ``day`` is the day they
    name, None unless the precision is "day" and there is no problem. ``problem`` is "impossible"
    (no such day in its calendar), "ambiguous" (several days could be meant: none is chosen) or
    "incomplete" (the year is missing).
    """

    start: int
    end: int
    text: str
    calendar: Calendar
    day: date | None
    problem: Problem | None
    precision: Precision
    year: int | None = None
    month: int | None = None
    day_of_month: int | None = None

    @property
    def last_day(self) -> date | None:
        """The named day, or the last day of the named month or year; None if there is a problem."""
        if self.problem is not None or self.year is None:
            return None
        if self.precision == "day":
            return self.day
        return last_day_of(self.calendar, self.year, self.month or 12)


def day_in(calendar: Calendar, year: int, month: int, day_of_month: int) -> date | None:
    """Return the day that the figures name in ``calendar``, or None if there is no such day."""
    try:
        if calendar == "jalali":
            return Jalali(year, month, day_of_month).to_gregorian()
        return date(year, month, day_of_month)
    except ValueError:
        return None


def last_day_of(calendar: Calendar, year: int, month: int) -> date | None:
    """Return the last day of a month, or None for a month or year that does not exist."""
    try:
        if calendar == "jalali":
            return Jalali(year, month, days_in_month(year, month)).to_gregorian()
        return date(year, month, gregorian_calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def calendar_of_year(year: int) -> Calendar | None:
    """Return the calendar a four-digit year belongs to: 1200-1500 Jalali, 1700-2200 Gregorian."""
    if 1200 <= year <= 1500:
        return "jalali"
    if 1700 <= year <= 2200:
        return "gregorian"
    return None
