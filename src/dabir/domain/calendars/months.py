"""Names of months and days of the week, as they are printed and as people spell them.

The patterns are for texts folded by ``fold_with_offsets`` (Persian letters, ASCII digits, ZWNJ
kept).
"""

import re
from functools import lru_cache
from typing import Literal

Calendar = Literal["jalali", "gregorian"]

JALALI_FA = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
JALALI_EN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
GREGORIAN_FA = (
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
)
GREGORIAN_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# How each month may be spelled, January or Farvardin first.
_JALALI_FA_SPELLINGS = (
    "فروردین",
    "ارد[یي][\\s\u200c]?بهشت",
    "خرداد",
    "تیر",
    "ا?مرداد",
    "شهر[یي]?ور",
    "مهر",
    "[آا]بان",
    "[آا]ذر",
    "دی",
    "بهمن",
    "اسفند",
)
_JALALI_EN_SPELLINGS = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "(?:Am|M)ordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
_GREGORIAN_FA_SPELLINGS = (
    "ژانوی[هة]",
    "فوری[هة]",
    "مارس|مارچ",
    "[آا]وریل|[آا]پریل",
    "می|مه|ماه[\\s\u200c]می",
    "ژو[ئی]ن|جون",
    "ژو[ئی]یه|ژولای|جولای",
    "اوت|[آا]گوست",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
)
_GREGORIAN_EN_SPELLINGS = (
    "Jan(?:uary)?",
    "Feb(?:ruary)?",
    "Mar(?:ch)?",
    "Apr(?:il)?",
    "May",
    "June?",
    "July?",
    "Aug(?:ust)?",
    "Sept?(?:ember)?",
    "Oct(?:ober)?",
    "Nov(?:ember)?",
    "Dec(?:ember)?",
)

JALALI_FA_PATTERN = "|".join(_JALALI_FA_SPELLINGS)
JALALI_EN_PATTERN = "|".join(_JALALI_EN_SPELLINGS)
GREGORIAN_FA_PATTERN = "|".join(_GREGORIAN_FA_SPELLINGS)
GREGORIAN_EN_PATTERN = "|".join(_GREGORIAN_EN_SPELLINGS)

ANY_MONTH_PATTERN = (
    f"{JALALI_FA_PATTERN}|{GREGORIAN_FA_PATTERN}|{JALALI_EN_PATTERN}|{GREGORIAN_EN_PATTERN}"
)

_TABLES: tuple[tuple[Calendar, tuple[str, ...]], ...] = (
    ("jalali", _JALALI_FA_SPELLINGS),
    ("gregorian", _GREGORIAN_FA_SPELLINGS),
    ("jalali", _JALALI_EN_SPELLINGS),
    ("gregorian", _GREGORIAN_EN_SPELLINGS),
)
_COMPILED = tuple(
    (calendar, number, re.compile(spelling, re.IGNORECASE))
    for calendar, table in _TABLES
    for number, spelling in enumerate(table, start=1)
)

_SHANBEH = "(?:(?:یک|دو|سه|چهار|پنج)[\\s\u200c]?)?شنبه|جمعه|[آا]دینه"
_DAY_EN = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
WEEKDAY_PATTERN = f"(?:{_SHANBEH})|{_DAY_EN}"


@lru_cache(maxsize=512)
def read_month(name: str) -> tuple[Calendar, int] | None:
    """Return (calendar, 1..12) of a month's name in either calendar and language, or None."""
    for calendar, number, pattern in _COMPILED:
        if pattern.fullmatch(name):
            return calendar, number
    return None
