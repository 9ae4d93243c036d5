"""Milestones and deliverables of a charter: lines that begin or end with a date.

Reads the sentences outside the numbered items and the dates; writes which lines are milestones.
"""

import re
from bisect import bisect_left
from datetime import date

from dabir.domain.calendars import DeadlineMention
from dabir.domain.calendars.mentions import last_day_of
from dabir.domain.outline.deeds import Deadline, DutyContext
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.sentences import Sentence

_HEADING = rx(
    r"(?:[\w-]+ ){0,2}(?:milestones?|deliverables?|timeline|timetable|schedule|work ?plan|roadmap|"
    r"key dates)\b|"
    r"(?:نقاط عطف|برنامه زمانی|زمان‌بندی|جدول زمانی|گاه‌شمار|برنامه کار|مراحل و زمان|دستاوردها|"
    r"خروجی‌ها)",
    re.IGNORECASE,
)
# Marks of what is done: a participle in brackets, at the beginning or the end, or after a stroke.
# "Complete the map" and «انجام می‌شود» are yet to be done.
_DONE_WORDS = r"(?:done|completed?|achieved|delivered|closed|finished)"
_DONE = rx(
    rf"[(\[]\s*(?:{_DONE_WORDS})\b|\b{_DONE_WORDS}[\s.)\]]*$|"
    rf"(?:(?<= )- |[:;,|] ){_DONE_WORDS}(?=\W*$| on\b| in\b| \w+ \d{{4}})|"
    rf"\b(?:was|were|has been|have been) {_DONE_WORDS}\b|"
    r"\[x\]|✓|✔|✅|انجام‌شد|انجام گرفت|تکمیل شد|پایان یافت|خاتمه یافت|محقق شد",
    re.IGNORECASE,
)
_DONE_FIRST = rx(rf"\W*(?:{_DONE_WORDS}\b|انجام‌شد)", re.IGNORECASE)
_AFTER_DATE = re.compile(r"\s*(?:[-:|.)،]|\s{2,}|\s(?=[A-Zا-ی]))\s*")
_METADATA = rx(
    r"\W*(?:تاریخ|شماره|date|approved|adopted|start|last|updated)(?!\w)[^:]{0,20}:", re.IGNORECASE
)
_BEFORE_DATE = re.compile(r"(?:[-:|(،]\s*|\s{2,})(?:by |due |تا )?$")


def is_milestone_heading(text: str, start: int, end: int) -> bool:
    """Tell whether the line is the heading of a list of milestones."""
    return end - start < 60 and bool(_HEADING.match(text, start, end))


_COMPLETION = rx(
    r"\W*(?:(?:expected|estimated|planned|target)(?: \w+)?(?: date)?|completion(?: date)?|due(?: "
    r"date)?|deadline|delivery(?: date)?|مهلت|موعد|سررسید|تاریخ (?:تحویل|تکمیل|پایان|اتمام)|"
    r"زمان (?:تحویل|تکمیل))[^:\n]{0,25}:\s*",
    re.IGNORECASE,
)


def completion(context: DutyContext, start: int, end: int) -> Deadline | None:
    """Return the day of a line that only says when a deliverable is due: "Due: Q2 2028"."""
    label = _COMPLETION.match(context.text, start, end)
    if label is None:
        return None
    quarter = _QUARTER.match(context.text, label.end(), end)
    if quarter:
        return _quarter(quarter)
    at = bisect_left(context.dates, label.end(), key=lambda date: date.start)
    within = at < len(context.dates) and context.dates[at].end <= end
    return context.dates[at] if within else None


def between_dashes(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the part between the dashes of "Inventory - Ministry of Health - by July"."""
    parts = [match.start() for match in _DASH.finditer(text, start, end)]
    return (parts[-2] + 3, parts[-1]) if len(parts) >= 2 else None


_DASH = re.compile(" - ")


def is_done(text: str, start: int, end: int) -> bool:
    """Tell whether a milestone is marked as done."""
    return bool(_DONE.search(text, start, end) or _DONE_FIRST.match(text, start, end))


def carried_by(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return who carries a milestone: «... توسط BODY», "... carried out by BODY", "BODY to ..."."""
    by = _BY_LAST.search(text, start, end)
    if by:
        return by.span("who")
    to = _WHO_TO.match(text, start, end)
    return to.span("who") if to else None


_BY_LAST = rx(
    r"(?:(?<!\w)(?:توسط|به وسیله|از سوی|به همت)|\bby(?= (?:the |an? )?[A-Z])) +"
    r"(?P<who>[^،.؛:()\d\n]{2,80}?)"
    r"(?: (?:انجام|تهیه|برگزار|تدوین|تکمیل|ارایه|صورت) (?:می‌)?(?:شود|گیرد|گردد|پذیرد))?[\s.؛]*"
    r"(?:\([^()]{2,80}\))?[\s.؛]*$"
)
_WHO_TO = re.compile(r"[\W_]*(?P<who>(?:[Tt]he )?[A-Z][\w' -]{2,80}?) (?:is )?to (?=[a-z]+ )")


def date_beginning(context: DutyContext, sentence: Sentence) -> Deadline | None:
    """Return the date with which the line begins, where a milestone follows it."""
    quarter = _QUARTER.match(context.text, sentence.start, sentence.end)
    if quarter:
        return _quarter(quarter)
    part = _PART_OF_YEAR.match(context.text, sentence.start, sentence.end)
    if part and _AFTER_DATE.match(context.text, part.end(), sentence.end):
        return _part_of_year(part)
    at = bisect_left(context.dates, sentence.start, key=lambda date: date.start)
    if at == len(context.dates) or context.dates[at].start > sentence.start + 2:
        return None
    date = context.dates[at]
    if date.end >= sentence.end or not _AFTER_DATE.match(context.text, date.end, sentence.end):
        return None
    return date


_QUARTER = re.compile(
    r"(?:Q(?P<quarter>[1-4])[ /-]?(?P<year>20\d\d)|(?P<year2>20\d\d)[ /-]?Q(?P<quarter2>[1-4]))\b"
)


_QUARTER_LAST = re.compile(_QUARTER.pattern + r"(?=\W*(?:\([^()]{2,80}\))?\W*$)")
_ENDS = re.compile(r"[ .)؛;,،]*(?:\((?P<who>[^()]{2,80})\))?[ .؛;,،]*")


def in_last_bracket(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the inside of the bracket that ends the line: "... : 31 March (Film Institute)"."""
    match = _LAST_BRACKET.search(text, start, end)
    return match.span("who") if match else None


_LAST_BRACKET = rx(r"\((?:توسط |با مسئولیت |by |lead: ?)?(?P<who>[^()\d]{2,80})\)[ .؛;,،]*$")


def _quarter(match: re.Match[str]) -> Deadline:
    """Return the quarter of a milestone as a deadline on its last day."""
    year = int(match["year"] or match["year2"])
    month = 3 * int(match["quarter"] or match["quarter2"])
    due = date(year, month, 31 if month in {3, 12} else 30)
    mention = DeadlineMention(*match.span(), match.group(), due, None, None)
    return Deadline(*match.span(), mention)


_LAST_MONTHS = {
    "season": {"بهار": 3, "تابستان": 6, "پاییز": 9, "زمستان": 12},
    "quarter": {"اول": 3, "نخست": 3, "دوم": 6, "سوم": 9, "چهارم": 12},
    "half": {"اول": 6, "نخست": 6, "دوم": 12},
}
_PART_OF_YEAR = rx(
    r"(?:پایان )?(?:(?:فصل )?(?P<season>بهار|تابستان|پاییز|زمستان)|"
    r"(?:سه‌ماهه|فصل) (?P<quarter>اول|نخست|دوم|سوم|چهارم)|"
    r"(?:نیمه|نیم‌سال|شش‌ماهه) (?P<half>اول|نخست|دوم))(?: سال)? (?P<year>1[2-5]\d\d)(?!\w)"
)


_PART_LAST = re.compile(_PART_OF_YEAR.pattern + r"(?=\W*(?:\([^()]{2,80}\))?\W*$)")


def _part_of_year(match: re.Match[str]) -> Deadline:
    """Return the season, quarter or half of a Jalali year as a deadline on its last day."""
    name, word = next((n, match[n]) for n in _LAST_MONTHS if match[n])
    due = last_day_of("jalali", int(match["year"]), _LAST_MONTHS[name][word])
    mention = DeadlineMention(*match.span(), match.group(), due, None, None)
    return Deadline(*match.span(), mention)


def date_ending(context: DutyContext, start: int, end: int) -> Deadline | None:
    """Return the date that ends the line after a colon, a dash or an opening bracket."""
    if _METADATA.match(context.text, start, end):
        return None
    at = bisect_left(context.dates, start, key=lambda date: date.start)
    found = None
    while at < len(context.dates) and context.dates[at].end <= end:
        found = context.dates[at]
        at += 1
    quarter = _QUARTER_LAST.search(context.text, start, end) if found is None else None
    part = _PART_LAST.search(context.text, start, end) if found is None else None
    if quarter or part:
        found = _quarter(quarter) if quarter else _part_of_year(part) if part else None
    if found is None or not _ENDS.fullmatch(context.text, found.end, end):
        return None
    before = context.text[max(start, found.start - 12) : found.start]
    return found if _BEFORE_DATE.search(before) else None
