"""Days and instants as readers see them: their calendar, their language, their digits."""

from datetime import date, datetime, tzinfo
from typing import Literal

from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.months import (
    GREGORIAN_EN,
    GREGORIAN_FA,
    JALALI_EN,
    JALALI_FA,
    Calendar,
)
from dabir.domain.language.digits import to_persian_digits

Language = Literal["fa", "en"]
Digits = Literal["persian", "latin"]
Style = Literal["numeric", "long"]

_MONTHS = {
    ("jalali", "fa"): JALALI_FA,
    ("jalali", "en"): JALALI_EN,
    ("gregorian", "fa"): GREGORIAN_FA,
    ("gregorian", "en"): GREGORIAN_EN,
}


def format_day(
    day: date,
    *,
    calendar: Calendar,
    language: Language,
    digits: Digits,
    style: Style = "long",
) -> str:
    """Return ``day`` in words (۱۸ مرداد ۱۴۰۰, 9 August 2021) or figures (۱۴۰۰/۰۵/۱۸, 2021-08-09).

    Figures have the year first, with ``/`` in Persian and ``-`` in English. ``read_day`` reads all
    of it back. Raises ValueError for a Jalali day before the year 1.
    """
    year, month, day_of_month = _parts(day, calendar)
    if style == "long":
        shown = f"{day_of_month} {_MONTHS[calendar, language][month - 1]} {year}"
    else:
        mark = "/" if language == "fa" else "-"
        shown = f"{year:04}{mark}{month:02}{mark}{day_of_month:02}"
    return to_persian_digits(shown) if digits == "persian" else shown


def month_name(month: int, *, calendar: Calendar, language: Language) -> str:
    """Return what month 1 … 12 of a calendar is called."""
    return _MONTHS[calendar, language][month - 1]


def format_instant(
    instant: datetime,
    timezone: tzinfo,
    *,
    calendar: Calendar,
    language: Language,
    digits: Digits,
    style: Style = "long",
) -> str:
    """Return ``instant`` as day and time of day (24 hours) in ``timezone``.

    Raises ValueError for an instant without a time zone of its own.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant carries its time zone")
    local = instant.astimezone(timezone)
    day = format_day(local.date(), calendar=calendar, language=language, digits=digits, style=style)
    comma = "،" if language == "fa" else ","
    shown = f"{local:%H:%M}"
    time = to_persian_digits(shown) if digits == "persian" else shown
    return f"{day} {time}" if style == "numeric" else f"{day}{comma} {time}"


def _parts(day: date, calendar: Calendar) -> tuple[int, int, int]:
    if calendar == "jalali":
        jalali = Jalali.from_gregorian(day)
        return jalali.year, jalali.month, jalali.day
    return day.year, day.month, day.day
