"""Days as people type them into a form, in either calendar and language."""

import re
from datetime import date, timedelta
from typing import Literal

from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.mentions import calendar_of_year, day_in
from dabir.domain.calendars.months import (
    ANY_MONTH_PATTERN,
    WEEKDAY_PATTERN,
    Calendar,
    read_month,
)
from dabir.domain.calendars.reading import read_figures, read_jalali_year
from dabir.domain.language.letters import fold_with_offsets
from dabir.domain.language.numbers import read_number

Why = Literal["empty", "unreadable", "impossible", "ambiguous", "incomplete"]

_LONGEST = 80
_WEEKDAY = re.compile(rf"\A(?:روز\s+)?(?:{WEEKDAY_PATTERN})(?!\w)[\s،,.]*", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,4})\s*[-/.,٫\s]\s*(\d{1,2})\s*[-/.,٫\s]\s*(\d{1,4})", re.ASCII)
_TOGETHER = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
_MONTH = re.compile(
    rf"(?<![^\W\d_])(?P<month>{ANY_MONTH_PATTERN})\.?(?:[\s\u200c]*ماه)?(?![^\W\d_])",
    re.IGNORECASE,
)
_DAY_THEN_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[\s,]+(\d{2,4}))?", re.ASCII)
_AROUND = " \t\r\n\u200c،,.-"
_ERA = re.compile(
    r"[\s\u200c]*(?:\(?(?:هجری\s+)?(?:خورشیدی|شمسی)\)?|ه\.?\s?ش\.?|\(?میلادی\)?|[AS]\.?[DH]\.?)\Z"
)
_NEAR = {
    **dict.fromkeys(("امروز", "today"), 0),
    **dict.fromkeys(("فردا", "tomorrow"), 1),
    **dict.fromkeys(("دیروز", "yesterday"), -1),
    **dict.fromkeys(("پسفردا", "day after tomorrow"), 2),
}


class UnreadableDay(ValueError):
    """What was typed names no single day.

    ``text`` is what was typed; ``why`` says what is wrong: "empty", "unreadable" (no form of date),
    "impossible" (no such day in its calendar), "ambiguous" (several days could be meant) or
    "incomplete" (the year is missing).
    """

    def __init__(self, text: str, why: Why) -> None:
        super().__init__(f"{why}: {text[:_LONGEST]!r}")
        self.text = text
        self.why: Why = why


def read_day(text: str, *, today: date | None = None, prefer: Calendar = "jalali") -> date:
    """Return the day that somebody typed: ۱۴۰۰/۵/۱۸, 18 مرداد 1400, 2021-08-09, 9 Aug 2021.

    A year of 1700 or later is Gregorian, one of 1200 to 1500 Jalali; where ``prefer`` is "jalali",
    two digits above 31 are a Jalali year of the 1300s. With ``today`` a day without a year is of
    this year, and امروز, فردا and tomorrow are understood. Raises UnreadableDay.
    """
    plain = fold_with_offsets(text[: 4 * _LONGEST]).text.strip(" \t\r\n.،,\u200c")
    if not plain:
        raise UnreadableDay(text, "empty")
    if len(plain) > _LONGEST:
        raise UnreadableDay(text, "unreadable")
    near = _NEAR.get(plain.casefold().replace("\u200c", "").replace("پس فردا", "پسفردا"))
    if near is not None and today is not None:
        return today + timedelta(days=near)
    plain = _ERA.sub("", _WEEKDAY.sub("", plain))
    return _read_figures(text, plain, prefer) or _read_named(text, plain, today)


def _read_figures(text: str, plain: str, prefer: Calendar) -> date | None:
    match = _FIGURES.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if match is None:
        return None
    short = len(match[1]) < 4 and len(match[3]) < 4
    reading = read_figures(match[1], match[2], match[3])
    if reading is None:
        raise UnreadableDay(text, "impossible" if short else "unreadable")
    calendar, year, month, day_of_month, problem, _ = reading
    if problem or year is None or month is None or day_of_month is None:
        raise UnreadableDay(text, "ambiguous")
    if short and prefer != "jalali":
        raise UnreadableDay(text, "ambiguous")
    return _existing(text, calendar, year, month, day_of_month)


def _read_named(text: str, plain: str, today: date | None) -> date:
    found = _MONTH.search(plain)
    month = read_month(found["month"]) if found else None
    if found is None or month is None:
        raise UnreadableDay(text, "unreadable")
    before = plain[: found.start()].removesuffix("of ").strip(_AROUND)
    after: str | None = plain[found.end() :].strip(_AROUND).removeprefix("سال").strip() or None
    if not before:  # August 9, 2021
        day_then_year = _DAY_THEN_YEAR.fullmatch(after or "")
        before, after = day_then_year.groups() if day_then_year else ("", None)
    day_of_month = read_number(before)
    if day_of_month is None:
        raise UnreadableDay(text, "unreadable")
    calendar, number = month
    year = _year(text, after, calendar, today)
    return _existing(text, calendar, year, number, day_of_month)


def _year(text: str, written: str | None, calendar: Calendar, today: date | None) -> int:
    if written is None:
        if today is None:
            raise UnreadableDay(text, "incomplete")
        return Jalali.from_gregorian(today).year if calendar == "jalali" else today.year
    year = read_jalali_year(written)
    if year is None:
        raise UnreadableDay(text, "unreadable")
    short = len(written.lstrip("'")) < 4
    if short and (calendar == "gregorian" or not 1332 <= year < 1400):
        raise UnreadableDay(text, "ambiguous")
    if calendar_of_year(year) != calendar:
        raise UnreadableDay(text, "impossible")
    return year


def _existing(text: str, calendar: Calendar, year: int, month: int, day_of_month: int) -> date:
    day = day_in(calendar, year, month, day_of_month)
    if day is None:
        raise UnreadableDay(text, "impossible")
    return day
