"""Where months, quarters and years begin, named for the axis of a picture in either calendar."""

from dataclasses import dataclass
from datetime import date

from dabir.domain.calendars.display import Digits, Language, month_name
from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.months import Calendar
from dabir.domain.language.digits import to_persian_digits

_STEPS = (1, 2, 3, 6, 12)
_YEARLY = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, with what stands there; `major` where a year begins."""

    day: date
    label: str
    major: bool


def ticks(
    begin: date,
    end: date,
    *,
    calendar: Calendar,
    language: Language,
    digits: Digits,
    most: int = 12,
) -> tuple[Tick, ...]:
    """Return the months that begin from ``begin`` to ``end``, thinned to at most about ``most``.

    They are thinned to every other one, to quarters, half-years, years and groups of years. The
    first and every first month of a year name the year too. Raises ValueError where ``end`` lies
    before ``begin``, or ``most`` is not positive.
    """
    if most < 1:
        raise ValueError("an axis has room for one name at least")
    if end < begin:
        raise ValueError("a window ends on the day it begins or later")
    year, month = _year_and_month(begin, calendar)
    last = _year_and_month(end, calendar)
    months = (last[0] - year) * 12 + last[1] - month + 1
    step = next((each for each in _STEPS if months <= most * each), _YEARLY)
    while months > most * step:
        step += _YEARLY
    found: list[Tick] = []
    for place in range(year * 12 + month - 1, last[0] * 12 + last[1]):
        year, month = place // 12, place % 12 + 1
        aligned = month == 1 and year % (step // 12) == 0 if step > 12 else (month - 1) % step == 0
        day = _first_day(year, month, calendar)
        if not aligned or not begin <= day <= end:
            continue
        name = month_name(month, calendar=calendar, language=language)
        major = month == 1 or not found
        label = f"{name} {year}" if major else name
        if step >= _YEARLY:
            label = str(year)
        shown = to_persian_digits(label) if digits == "persian" else label
        found.append(Tick(day, shown, major))
    return tuple(found)


def _year_and_month(day: date, calendar: Calendar) -> tuple[int, int]:
    if calendar == "jalali":
        jalali = Jalali.from_gregorian(day)
        return jalali.year, jalali.month
    return day.year, day.month


def _first_day(year: int, month: int, calendar: Calendar) -> date:
    if calendar == "jalali":
        return Jalali(year, month, 1).to_gregorian()
    return date(year, month, 1)
