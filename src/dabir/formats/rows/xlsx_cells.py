"""Numbers of a workbook's cells as they are shown: days, times, whole numbers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# The formats for days and times that every workbook knows by number (ECMA-376, 18.8.30), those
# of East Asian and Thai versions among them.
_DAYS = frozenset({14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)})
_TIMES = frozenset({18, 19, 20, 21, 45, 46, 47, 32, 33})
_DAYS_WITH_TIME = frozenset({22})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_WHOLE = re.compile(r"(-?[0-9]+)\.0*$")
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001  # a day of a sheet is of no time zone
_FIRST_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  # likewise
_LAST_DAY = 2_958_465  # 9999-12-31


def shows_day(number: int, code: str) -> str:
    """Return what a number format shows: "day", "time", or nothing of either."""
    if number in _DAYS or number in _DAYS_WITH_TIME:
        return "day"
    if number in _TIMES:
        return "time"
    plain = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "general" in plain or not plain:
        return ""
    if "y" in plain or "d" in plain:
        return "day"
    return "time" if "h" in plain or "s" in plain else ""


def shown(value: str, shows: str, *, from_1904: bool = False) -> str:
    """Return the number of a cell as text: a day in ISO form, 12 for 12.0, 0.1 for a long 0.1."""
    value = value.strip()
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  # not a number
        return value
    if shows and 0 <= number <= _LAST_DAY:
        return _moment(number, shows, from_1904=from_1904)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    # Excel writes 17 digits and shows 15: what was typed as 0.1 is 0.1.
    return _WHOLE.sub(r"\1", f"{number:.15g}")


def _moment(number: float, shows: str, *, from_1904: bool) -> str:
    days, seconds = int(number), round(number % 1 * 86_400)
    if days < 60 and not from_1904 and shows == "day" and days > 0:
        # Excel believes that 1900 was a leap year; before that day its count is one off.
        days += 1
    first = _FIRST_OF_1904 if from_1904 else _FIRST
    try:
        moment = first + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return f"{number:.15g}"
    if shows == "time" and number < 1:
        return moment.time().isoformat()
    return moment.isoformat(sep=" ") if seconds else moment.date().isoformat()
