"""Where, behind a covering letter, the instrument begins that it sends.

Reads the lines of the copy; writes the place of the instrument's heading, if the text is both.
"""

from collections.abc import Callable

from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import Line, ReadingCopy

_Test = Callable[[ReadingCopy, Line], bool]
_LOOK_AT = 60  # lines in which the letter ends and the instrument begins

_SALUTATION = rx(
    r"\W*(?:جناب|سرکار|با سلام|سلام علیکم|با احترام|همکاران محترم|Dear |To the Mayors?|Excellency)"
)
_SENDS = rx(
    r"به پیوست|پیوست|ضمیمه|به شرح (?:زیر|ذیل|پیوست)|ابلاغ می|ارسال می|ایفاد می|"
    r"[Aa]ttached|[Ee]nclosed|[Hh]erewith|[Aa]nnexed"
)
_DATE_LINE = rx(
    r"(?:[A-Zا-ی][\w' -]{1,30}[,،] )?(?:\d{1,2} \w+ \d{4}|\d{2,4}[/-]\d{1,2}[/-]\d{1,4})\W*$"
)
_INSTRUMENT = rx(
    r"[«\"\s]*(?:مصوبه|تصویب‌نامه|آیین‌نامه|شیوه‌نامه|دستورالعمل|ضوابط|اساسنامه|نظام‌نامه|منشور|"
    r"صورت‌جلسه|فراخوان|(?:RESOLUTION|DECISION|CHARTER|BYLAWS|ORDER|TERMS OF REFERENCE|MINUTES|"
    r"STATUTES|REGULATIONS|Resolution|Decision|Charter|Bylaws|Terms of Reference|Minutes|Statutes|"
    r"Regulations|Rules)(?!\w))"
)


def instrument_behind_letter(copy: ReadingCopy) -> int | None:
    """Return where the heading of an instrument begins that stands behind a covering letter."""
    lines = copy.lines[:_LOOK_AT]
    greeted = _first(copy, lines, 0, _greets)
    if greeted is None:
        return None
    sent = _first(copy, lines, greeted, _sends)
    found = None if sent is None else _first(copy, lines, sent + 1, _heads)
    if found is None:
        return None
    dated = found - 1 > (sent or 0) and _DATE_LINE.match(
        copy.text, lines[found - 1].start, lines[found - 1].end
    )
    return lines[found - 1 if dated else found].start


def _first(copy: ReadingCopy, lines: tuple[Line, ...], start: int, test: _Test) -> int | None:
    return next((i for i in range(start, len(lines)) if test(copy, lines[i])), None)


def _greets(copy: ReadingCopy, line: Line) -> bool:
    return bool(_SALUTATION.match(copy.text, line.start, line.end))


def _sends(copy: ReadingCopy, line: Line) -> bool:
    return bool(_SENDS.search(copy.text, line.start, line.end))


def _heads(copy: ReadingCopy, line: Line) -> bool:
    short = line.end - line.start < 120 and copy.text[line.end - 1] not in ".:؛،,;"
    return short and bool(_INSTRUMENT.match(copy.text, line.start, line.end))
