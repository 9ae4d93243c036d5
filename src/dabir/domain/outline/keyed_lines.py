"""Lines and phrases that name the parts of a duty one by one: ``مسئول: ...``, ``Due: ...``.

Reads the sentences of one item or paragraph; writes one deed for all of them.
"""

import re

from dabir.domain.calendars.deadlines import find_deadlines
from dabir.domain.outline.deeds import DutyContext, Range
from dabir.domain.outline.names_en import split_names
from dabir.domain.outline.names_fa import split_bodies
from dabir.domain.outline.patterns import rx

_RESPONSIBLE = rx(
    r"(?:^|(?<=[\n.؛;|()،] )|(?<=[\n(|]))[ •*-]*(?:"
    r"(?:دستگاه |نهاد |واحد |مرجع |شخص )?(?:مسئول|مجری|متولی|اقدام‌کننده|پیگیری‌کننده|پیگیر|"
    r"عهده‌دار)(?: (?:اجرا|پیگیری|اقدام|انجام|اصلی|مستقیم))?"
    r"|اقدام(?:‌کنندگان)?|پیگیری|مسئولان|مسئولین|مسئولیت|Responsible(?: (?:body|party|person|"
    r"unit))?|"
    r"Owner|Lead(?: (?:body|agency|unit))?|Assigned to|Action owner|Action by|By whom|Who)\s*: *",
    re.MULTILINE,
)
_HELPING = rx(
    r"(?:^|(?<=[\n.؛;|()،] )|(?<=[\n(|]))[ •*-]*(?:(?:دستگاه‌های |دستگاه |نهاد |"
    r"نهادهای )?(?:همکار|همکاران|همکاری|مشارکت‌کنندگان|با همکاری)|"
    r"Support(?:ing)?(?: (?:body|bodies|unit))?|Supported by|With|Partners?|In cooperation with|"
    r"Contributing|Contributors?)\s*: *",
    re.MULTILINE,
)
_VALUE_END = rx(
    r"[؛;\n|]|[.](?=\s|$)|\)(?=\W|$)|[،,] ?(?=(?:مهلت|همکار|مسئول|زمان|Due|Deadline|Support|With|"
    r"By|Due date)\S* ?:)|$"
)
_DUE_KEY = rx(
    r"(?:مهلت|موعد|سررسید|زمان|تاریخ|Due|Deadline|Timeline|When)[^:\n]{0,25}:\s*(?=\S)",
    re.IGNORECASE,
)


def keyed_bodies(context: DutyContext, start: int, end: int) -> tuple[list[Range], list[Range]]:
    """Return who is responsible and who helps, as far as keys say so between start and end."""
    return (
        _values(context, _RESPONSIBLE, start, end),
        _values(context, _HELPING, start, end),
    )


def keyed_dues(context: DutyContext, start: int, end: int) -> list[Range]:
    """Return the values of keys that set a deadline."""
    found = []
    for match in _DUE_KEY.finditer(context.text, start, end):
        stop = _VALUE_END.search(context.text, match.end(), end)
        found.append((match.end(), stop.start() if stop else end))
    return found


def length_of_time(value: str, language: str) -> str | None:
    """Return the ISO 8601 duration that is all of a deadline's value: «۱۰ روز کاری», "4 weeks"."""
    lead = "within " if language == "en" else "ظرف "
    found = find_deadlines(lead + value.strip(), adopted=None, language=language)
    whole = found[:1] and found[0].start == 0 and found[0].end == len(lead + value.strip())
    return found[0].relative if whole else None


def _values(context: DutyContext, pattern: re.Pattern[str], start: int, end: int) -> list[Range]:
    text = context.text
    found: list[Range] = []
    # A window from the line break before, so that a key at the very beginning is seen.
    for match in pattern.finditer(text, start, end):
        stop_match = _VALUE_END.search(text, match.end(), end)
        stop = stop_match.start() if stop_match else end
        dashed = " - " in text[match.end() : stop]  # «اقدام: دبیر - ارسال نامه»: a line of its own
        if dashed or stop - match.end() > 300 or stop <= match.end():
            continue
        split = split_names if context.language == "en" else split_bodies
        found += split(text, match.end(), stop)
    return found
