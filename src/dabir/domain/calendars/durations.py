"""Lengths of time as ISO 8601 durations, and days counted from a day."""

import calendar as gregorian_calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dabir.domain.calendars.jalali import Jalali, days_in_month
from dabir.domain.calendars.months import Calendar
from dabir.domain.calendars.working_days import WorkingDays

_ISO = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?"
    r"(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,6})S)?)?",
    re.ASCII,
)
_DATE_PARTS = (("years", "Y"), ("months", "M"), ("weeks", "W"), ("days", "D"))
_TIME_PARTS = (("hours", "H"), ("minutes", "M"), ("seconds", "S"))


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; none of its parts is negative (ValueError)."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: int = 0

    def __post_init__(self) -> None:
        if any(getattr(self, name) < 0 for name, _ in (*_DATE_PARTS, *_TIME_PARTS)):
            raise ValueError("a duration is not negative")

    def __str__(self) -> str:
        """Return the duration in ISO 8601, without parts that are zero (P2M, P45D, PT72H)."""
        days, time = (
            "".join(f"{getattr(self, part)}{sign}" for part, sign in parts if getattr(self, part))
            for parts in (_DATE_PARTS, _TIME_PARTS)
        )
        if not days and not time:
            return "P0D"
        return f"P{days}T{time}" if time else f"P{days}"

    def add_to(self, day: date, *, calendar: Calendar = "gregorian") -> date:
        """Return ``day`` moved on by this duration, years and months counted in ``calendar``.

        A day that the month arrived at does not have becomes its last day (31 Mordad and two
        months is 30 Mehr). Hours, minutes and seconds that begin a day count as a whole day.
        Raises OverflowError beyond the last day of the calendar.
        """
        months = 12 * self.years + self.months
        try:
            moved = _add_months(day, months, calendar) if months else day
        except ValueError as error:
            raise OverflowError(f"{day} and {self} is beyond the calendar") from error
        seconds = 3600 * self.hours + 60 * self.minutes + self.seconds
        return moved + timedelta(days=7 * self.weeks + self.days + -(-seconds // 86_400))

    def add_working_to(self, day: date, working: WorkingDays) -> date:
        """Return ``day`` moved on by this many working days; a week is a week's working days.

        Raises ValueError for anything but days and weeks: nobody has said how many hours a working
        day has, or how many working days a month.
        """
        if self != Duration(weeks=self.weeks, days=self.days):
            raise ValueError(f"working days are not counted in {self}")
        return working.add(day, self.weeks * (7 - len(working.weekend)) + self.days)


def parse_duration(text: str) -> Duration:
    """Read an ISO 8601 duration of whole numbers (P1Y6M, P2W, P45D, PT72H); ValueError if not."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"not an ISO 8601 duration: {text[:40]!r}")
    return Duration(**{part: int(value) for part, value in match.groupdict(default="0").items()})


def _add_months(day: date, months: int, calendar: Calendar) -> date:
    if calendar == "jalali":
        jalali = Jalali.from_gregorian(day)
        year, month = _later(jalali.year, jalali.month, months)
        return Jalali(year, month, min(jalali.day, days_in_month(year, month))).to_gregorian()
    year, month = _later(day.year, day.month, months)
    if year > date.max.year:
        raise ValueError(f"year {year} is out of range")
    return date(year, month, min(day.day, gregorian_calendar.monthrange(year, month)[1]))


def _later(year: int, month: int, months: int) -> tuple[int, int]:
    years, rest = divmod(month - 1 + months, 12)
    return year + years, rest + 1
