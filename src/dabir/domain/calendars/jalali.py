"""Days of the Jalali (Solar Hijri) calendar, the civil calendar of Iran."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from persiantools import jdatetime

# The library carries no annotations.
_LIBRARY: Any = jdatetime.JalaliDate

FIRST_YEAR = 1
LAST_YEAR = 3000


@dataclass(frozen=True, slots=True, order=True)
class Jalali:
    """A day of the Jalali calendar. Raises ValueError when there is no such day.

    The leap years are those of the astronomical calendar; for 1206 to 1500 they agree with the
    published tables.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.day <= days_in_month(self.year, self.month):
            raise ValueError(f"no day {self.day} in month {self.year}-{self.month:02}")

    @classmethod
    def from_gregorian(cls, day: date) -> "Jalali":
        """Return the Jalali day of a Gregorian ``day``; ValueError before 22 March 622."""
        found = _LIBRARY.to_jalali(day.year, day.month, day.day)
        return cls(found.year, found.month, found.day)

    def to_gregorian(self) -> date:
        """Return the same day in the Gregorian calendar."""
        day: date = _LIBRARY(self.year, self.month, self.day).to_gregorian()
        return day


def is_leap(year: int) -> bool:
    """Say whether Esfand of this Jalali ``year`` has 30 days."""
    return days_in_month(year, 12) == 30


def days_in_month(year: int, month: int) -> int:
    """Return the length of a Jalali month; ValueError for a month or year that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Jalali year {year} is not in {FIRST_YEAR}..{LAST_YEAR}")
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return int(_LIBRARY.days_in_month(month, year))
