"""Dates in running text, in both calendars and both languages.

Every form is recognised by one pattern whose repetitions are all bounded, so that the time taken
grows with the length of the text and with nothing else. A pattern is tried only near its anchor: a
month, a year, or figures around a slash (see ``language.nearby``).
"""

import re
from collections.abc import Iterator

from dabir.domain.calendars.mentions import (
    DateMention,
    Precision,
    Problem,
    calendar_of_year,
    day_in,
)
from dabir.domain.calendars.months import (
    GREGORIAN_EN_PATTERN,
    GREGORIAN_FA_PATTERN,
    JALALI_EN_PATTERN,
    JALALI_FA_PATTERN,
    Calendar,
    read_month,
)
from dabir.domain.language.letters import Folded, fold_with_offsets
from dabir.domain.language.nearby import Anchor, matches_at
from dabir.domain.language.numbers import read_number

# Between the parts of a date: spaces, ZWNJ, or one line break of wrapped text.
_GAP = "(?:[ \t\u200c]{0,3}(?:\r?\n)?[ \t\u200c]{0,3})"
_SPACE = "[ \t\u200c]{0,3}"

_NAMED_UNITS = "یکم|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم"
_DAY_WORDS = (
    f"بیست{_SPACE}و{_SPACE}(?:{_NAMED_UNITS})|سی{_SPACE}و{_SPACE}(?:{_NAMED_UNITS})"
    f"|بیستم|سی{_SPACE}ا?م|نوزدهم|هی?جدهم|هفدهم|شانزدهم|پانزدهم|چهاردهم|سیزدهم|دوازدهم|یازدهم"
    f"|دهم|اول|نخست|{_NAMED_UNITS}"
)
_YEAR_WORD = (
    "سیصد|چهارصد|پانصد|دویست|صد|بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|یازده|دوازده|سیزده|چهارده"
    "|پانزده|شانزده|هفده|هی?جده|نوزده|ده|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه"
)
_YEAR_WORDS = (
    f"(?:یک{_SPACE})?هزار(?:{_SPACE}و{_SPACE}(?:{_YEAR_WORD})(?!\\w)|{_SPACE}و(?:{_YEAR_WORD})(?!\\w)"
    f"){{1,3}}"
)
_TWO_DIGITS = "[5-9]\\d(?!\\d|[/.,٫]\\d)"
_ERA_SHAMSI = f"(?:{_SPACE}(?:هجری{_SPACE})?(?:خورشیدی|شمسی)|{_SPACE}ه\\.?{_SPACE}ش\\.?(?!\\w))?"

_TEXT_JALALI = re.compile(
    f"(?<![\\w/.])(?:(?P<day>\\d{{1,2}}(?:{_SPACE}ا?م)?|{_DAY_WORDS}){_GAP}(?:ماه{_SPACE})?)?"
    f"(?P<month>{JALALI_FA_PATTERN})(?P<mah>{_GAP}ماه)?(?![^\\W\\d])"
    f"(?:[،,]?{_GAP}(?:سال{_SPACE})?(?P<year>1[2-5]\\d\\d(?!\\d)|(?<!\n)'?{_TWO_DIGITS}|{_YEAR_WORDS})"
    f"{_ERA_SHAMSI})?"
)
_TEXT_GREGORIAN_FA = re.compile(
    f"(?<![\\w/.])(?:(?P<day>\\d{{1,2}}(?:{_SPACE}ا?م)?|{_DAY_WORDS}){_GAP}(?:ماه{_SPACE})?)?"
    f"(?P<month>{GREGORIAN_FA_PATTERN})(?:{_SPACE}ماه)?(?![^\\W\\d])"
    f"[،,]?{_GAP}(?:سال{_SPACE})?(?P<year>(?:1[7-9]|2[01])\\d\\d)(?!\\d)(?:{_SPACE}میلادی)?"
)
_EN_MONTHS = f"{GREGORIAN_EN_PATTERN}|{JALALI_EN_PATTERN}"
_EN_MONTHS_CAPITAL = f"{_EN_MONTHS}|{_EN_MONTHS.upper()}"  # never "may" and "march"
_EN_GAP = "(?:-|[ \t]{0,2}\r?\n?[ \t]{0,2})"
_EN_YEAR = "(?P<year>(?:1[2-57-9]|2[01])\\d\\d)(?!\\d|[/.,]\\d)"
_ENGLISH_DAY_FIRST = re.compile(
    f"(?<![\\w/.])(?P<day>\\d{{1,2}})(?:st|nd|rd|th)?{_EN_GAP}(?:(?:day )?of )?"
    f"(?P<month>{_EN_MONTHS_CAPITAL})\\b\\.?"
    f"(?:,?{_EN_GAP}{_EN_YEAR})?"
)
_ENGLISH_MONTH_FIRST = re.compile(
    f"(?<!\\w)(?P<month>{_EN_MONTHS_CAPITAL})\\b\\.?[ \t\n]{{1,3}}"
    f"(?:(?P<day>\\d{{1,2}})(?:st|nd|rd|th)?,?[ \t\n]{{1,3}})?{_EN_YEAR}"
)
_NUMERIC = re.compile(
    "(?<![\\d/\\w])(?<!\\d[.\\-])"
    "(?P<first>\\d{1,4})(?:(?P<slash>[ ]{0,2}/[ ]{0,2})|(?P<mark>[.\\-]))"
    "(?P<second>\\d{1,2})(?(slash)[ ]{0,2}/[ ]{0,2}|(?P=mark))"
    "(?P<third>\\d{1,4})(?![\\d/]|[.\\-]\\d|\\w)"
)
_YEAR_ALONE = re.compile(
    f"(?<!\\w)سال{_SPACE}(?P<year>1[2-5]\\d\\d|(?:1[7-9]|2[01])\\d\\d)(?!\\d|[/.]\\d)"
)

# The first letters of a Persian month, after none but the last letter of a day («بیستم»، «نخست»).
_JALALI_MONTH = Anchor(
    re.compile(
        "[فاآخترمشدب](?<![^\\W\\dملته].)(?:رو|رد|رداد|یر|مرداد|هر|بان|ذر|ی(?![^\\W\\d])|همن|سفند)"
    ),
    30,
)
_GREGORIAN_YEAR = Anchor(
    re.compile("[12](?:(?<=1)[7-9]|(?<=2)[01])\\d\\d(?!\\d)"), 60, begins="\\dا-یآئؤ"
)
_ENGLISH_MONTH = Anchor(
    re.compile(
        "[JFMASONDKTEB](?:an|eb|ar|pr|ay|u[nlg]|ep|ct|ov|ec|rd|ho|ir|mo|or|ha|eh|ba|za|ey|ah|sf"
        "|AN|EB|AR|PR|AY|U[NLG]|EP|CT|OV|EC|RD|HO|IR|MO|OR|HA|EH|BA|ZA|EY|AH|SF)"
    ),
    18,
    begins="\\dJFMASONDKTEB",
)
_FIGURES = Anchor(re.compile("\\d(?=\\d{0,3}[ ]{0,2}[/.\\-][ ]{0,2}\\d)"), 0)
_YEAR_WORD_FA = Anchor(re.compile("سال"), 0)

# The lunar calendar is not read: a date that says it is lunar is left alone.
_LUNAR = re.compile(f"{_SPACE}(?:هجری{_SPACE})?(?:قمری|ه\\.?{_SPACE}ق)")
_NUMBER_BEFORE = re.compile(r"(?:شماره|نامه|ش\.|No\.?|number)[\s:]{0,3}\Z", re.IGNORECASE)
_DATE_BEFORE = re.compile(r"(?:مورخ(?:ه)?|تاریخ|dated?|on)[\s:]{1,3}\Z", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?:مورخ(?:ه)?|تاریخ|روز|شنبه|جمعه|(?<!\w)تا|لغایت)[\s:،]{1,3}\Z")
_PERIOD_BEFORE = re.compile(r"(?<!\w)(?:پایان|آخر|انتهای|اواخر|نیمه|اواسط)[\s\u200c]{1,2}\Z")
_THIS_YEAR_AFTER = re.compile(f"{_SPACE}(?:ماه{_SPACE})?(?:سال{_SPACE})?(?:جاری|امسال|آینده|گذشته)")

# As words these also mean kindness, dark, fire, yesterday: alone they are no month.
_EVERYDAY_WORDS = frozenset({4, 7, 9, 10})


def find_dates(text: str) -> list[DateMention]:
    """Return the dates that ``text`` names, in order, none overlapping another.

    Jalali years of two digits are of the fourteenth century (98 is 1398). A weekday before a date
    is not part of the mention. Takes any text, and time proportional to its length.
    """
    return find_dates_in(text, fold_with_offsets(text))


def find_dates_in(text: str, folded: Folded) -> list[DateMention]:
    """Return ``find_dates(text)`` for a text that was folded already."""
    found: list[DateMention] = []
    for start, end, reading in sorted(_all(folded.text), key=lambda each: (each[0], -each[1])):
        original_start, original_end = folded.span(start, end)
        if found and original_start < found[-1].end:
            continue
        found.append(_mention(text, original_start, original_end, reading))
    return found


_Reading = tuple[Calendar, int | None, int | None, int | None, Problem | None, Precision]


def _mention(text: str, start: int, end: int, reading: _Reading) -> DateMention:
    calendar, year, month, day_of_month, problem, precision = reading
    day = None
    if problem is None and precision == "day" and year and month and day_of_month is not None:
        day = day_in(calendar, year, month, day_of_month)
        problem = None if day else "impossible"
    return DateMention(
        start, end, text[start:end], calendar, day, problem, precision, year, month, day_of_month
    )


def _all(text: str) -> Iterator[tuple[int, int, _Reading]]:
    for match in matches_at(_TEXT_JALALI, text, _JALALI_MONTH.starts(text)):
        yield from _read_jalali(text, match)
    english = _ENGLISH_MONTH.starts(text)
    for pattern, starts in (
        (_TEXT_GREGORIAN_FA, _GREGORIAN_YEAR.starts(text)),
        (_ENGLISH_DAY_FIRST, english),
        (_ENGLISH_MONTH_FIRST, english),
    ):
        for match in matches_at(pattern, text, starts):
            yield from _read_named(match)
    for match in matches_at(_NUMERIC, text, _FIGURES.starts(text)):
        reading = _read_numeric(text, match)
        if reading is not None:
            yield match.start(), match.end(), reading
    for match in matches_at(_YEAR_ALONE, text, _YEAR_WORD_FA.starts(text)):
        year = int(match["year"])
        calendar = calendar_of_year(year)
        if calendar and not _LUNAR.match(text, match.end()):
            yield match.start("year"), match.end(), (calendar, year, None, None, None, "year")


def _read_jalali(text: str, match: re.Match[str]) -> Iterator[tuple[int, int, _Reading]]:
    found = read_month(match["month"])
    if found is None:
        return
    month = found[1]
    day = read_number(match["day"]) if match["day"] else None
    year = read_jalali_year(match["year"]) if match["year"] else None
    precision: Precision = "month" if day is None else "day"
    start, end = match.span()
    if year is not None:
        yield start, end, ("jalali", year, month, day, None, precision)
        return
    end = match.end("mah") if match["mah"] else match.end("month")
    period = day is None and _PERIOD_BEFORE.search(text, start - 10, start)  # «پایان شهریور»
    if not match["mah"] and not period and not _THIS_YEAR_AFTER.match(text, end):
        everyday = month in _EVERYDAY_WORDS and not _DAY_BEFORE.search(text, start - 12, start)
        if day is None or everyday:
            return
    yield start, end, ("jalali", None, month, day, "incomplete", precision)


def read_jalali_year(text: str) -> int | None:
    """Return a Jalali year written in figures or words; two digits are of the 1300s."""
    year = read_number(text.lstrip("'"))
    return None if year is None else year + 1300 if year < 100 else year


def _read_named(match: re.Match[str]) -> Iterator[tuple[int, int, _Reading]]:
    found = read_month(match["month"])
    if found is None:
        return
    calendar, month = found
    day = read_number(match["day"]) if match["day"] else None
    precision: Precision = "month" if day is None else "day"
    if match["year"] is None:
        # 1 Tir and 3 Dey in English text need their year; an English month does not.
        if calendar == "gregorian":
            yield (
                match.start(),
                match.end("month"),
                (calendar, None, month, day, "incomplete", precision),
            )
        return
    year = int(match["year"])
    if calendar_of_year(year) == calendar:
        yield match.start(), match.end(), (calendar, year, month, day, None, precision)


def _read_numeric(text: str, match: re.Match[str]) -> _Reading | None:
    if _LUNAR.match(text, match.end()):
        return None
    reading = read_figures(match["first"], match["second"], match["third"])
    if reading is None:
        return None
    calendar, year, month, day, problem, _ = reading
    after_number = _NUMBER_BEFORE.search(text, max(0, match.start() - 12), match.start())
    possible = problem is None and year and month and day and day_in(calendar, year, month, day)
    if after_number and not possible:
        return None  # 1403/45/12 after "number" is a number
    short = len(match["first"]) < 4 and len(match["third"]) < 4
    if short and not match["slash"]:
        return None  # 8-3-86 and 2.1.86 are more often codes and headings
    if problem == "ambiguous" and short:
        dated = _DATE_BEFORE.search(text, max(0, match.start() - 12), match.start())
        return reading if dated else None
    return reading


def read_figures(first: str, second: str, third: str) -> _Reading | None:
    """Read three groups of figures as a date, year first or last; None if they cannot be one."""
    middle = int(second)
    lengths = len(first), len(third)
    if lengths[0] == 4 and lengths[1] <= 2:
        year, day = int(first), int(third)
    elif lengths[1] == 4 and lengths[0] <= 2:
        year, day = int(third), int(first)
    elif max(lengths) <= 2:
        return _read_two_digit_year(int(first), middle, int(third))
    else:
        return None
    calendar = calendar_of_year(year)
    if calendar is None:
        return None
    if calendar == "gregorian" and lengths[1] == 4:
        if day <= 12 and middle <= 12 and day != middle:
            return calendar, year, None, None, "ambiguous", "day"  # 9/8/2021
        if middle > 12:
            middle, day = day, middle
    return calendar, year, middle, day, None, "day"


def _read_two_digit_year(first: int, middle: int, third: int) -> _Reading | None:
    if first > 31 and 0 < third <= 31:
        year, day = first, third
    elif third > 31 and 0 < first <= 31:
        year, day = third, first
    elif first > 31 or third > 31 or not 1 <= middle <= 12:
        return None
    else:
        return "jalali", None, None, None, "ambiguous", "day"
    return ("jalali", 1300 + year, middle, day, None, "day") if 1 <= middle <= 12 else None
