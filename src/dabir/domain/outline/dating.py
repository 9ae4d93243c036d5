"""The day of the text, and the dates in it that do not exist.

Reads the dates with what stands before them; writes the day of adoption (for minutes, of the
meeting), failing that the text's own date. Dates of other papers and of communication never count.
"""

import re
from collections.abc import Iterator
from datetime import date

from dabir.domain.calendars import DateMention
from dabir.domain.outline.deeds import Deadline
from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.model import Finding
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_BEFORE = 110  # characters in which the cue of a date stands
_OWN_LINE = 2_000  # characters of the line before a date that may tell of it; lines are shorter
_WEEKDAY_FA = r"(?:روز )?(?:(?:(?:یک|دو|سه|چهار|پنج) ?)?شنبه|جمعه)"
_WEEKDAY_EN = r"(?:\w+day|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?)"

# (rule, score, pattern over what stands before the date); the highest score wins, then the first.
_CUES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        "adoption-label",
        100,
        rx(
            r"تاریخ (?:تصویب|مصوبه)\s*:?\s*$|(?:approved|adopted|date of (?:adoption|"
            r"approval))\s*:?\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "adopted-line",
        98,
        rx(r"(?:^|\n)[\s(]*(?:مصوب|تصویب‌شده|مصوبه)(?: (?:مورخه?|در|جلسه مورخ))? $"),
    ),
    (
        "meeting-label",
        99,
        rx(
            rf"(?:تاریخ|زمان) (?:برگزاری|جلسه|نشست|تشکیل)[^:\n]{{0,20}}:?\s*(?:{_WEEKDAY_FA})?،? ?"
            rf"(?:مورخه?)? ?$|(?:date (?:and time )?of (?:the )?meeting|meeting date)\s*:?\s*"
            rf"(?:{_WEEKDAY_EN},? )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "adopted-on",
        98,
        by_first_letter(
            r"(?:adopted|approved|agreed|decided|passed|"
            r"endorsed)\b[^.\n]{0,80}(?:\n[^.\n]{0,20})?\b(?:on|of|this|"
            r"dated?)\s+(?:\w+day,? )?(?:the )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "meeting-of",
        96,
        rx(
            r"(?:جلسه|نشست|اجلاس|اجلاسیه|صورت‌جلسه)(?![^.\n]{0,60}(?:بعدی|آینده|آتی|نامه|قانون|"
            r"پیشنهاد|ابلاغ))[^.؛\n]{0,70}?(?:مورخه?|به تاریخ|در تاریخ|تاریخ|روز|[،:)]|خود|"
            rf"این \S+)?\s*(?:روز )?(?:{_WEEKDAY_FA})?،? ?(?:مورخه?)? ?$"
        ),
    ),
    (
        "held-on",
        96,
        by_first_letter(
            r"(?:held|meeting|session|convened|met)\b[^.;\n]{0,80}?(?:\bon|\bof|,|:|"
            rf"-)\s*:?\s+(?:{_WEEKDAY_EN},? )?(?:the )?"
            r"(?:\d{1,2}(?:st|nd|rd|th)? ?(?:and|to|-) ?)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "adopted-at",
        95,
        rx(
            r"(?:تصویب|مصوب)[^.؛\n]{0,60}(?:مورخه?|به تاریخ|در تاریخ|تاریخ) "
            rf"(?:{_WEEKDAY_FA})?،? ?$"
        ),
    ),
    ("adopted-in", 94, rx(rf"(?:مورخه?|در تاریخ|به تاریخ) (?:{_WEEKDAY_FA})?،? ?$")),
    (
        "title-date",
        92,
        rx(
            r"(?:^|\n)\W*(?:[A-Z][\w ]{0,40})?(?:مصوبه|تصویب‌نامه|حکم|ابلاغیه|دستور|بخشنامه|تصمیم|"
            r"Order|Decision|"
            r"Resolution|Decree|ORDER|DECISION|RESOLUTION)[^\n]{0,50}(?:مورخه?|\bof|\bdated) $"
        ),
    ),
    (
        "done-at",
        80,
        by_first_letter(
            r"(?:done|signed|given|issued)\b[^.\n]{0,60}?(?:on|,|this)\s+(?:\w+day,? )?(?:the )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "own-label",
        70,
        rx(
            r"(?:^|\n|\s{2,})\W*تاریخ(?: (?:صدور|امضا|انتشار|نامه|تنظیم|سند|ثبت|و (?:ساعت|زمان|"
            rf"محل|مکان|روز)))?\s*:?\s*(?:{_WEEKDAY_FA}،? ?)?(?:مورخه? )?$|"
            r"(?:^|\n|\s{2,})\W*(?:date(?: (?:and|&) (?:time|place|venue|location))?|dated|issued|"
            r"published|signed|date of (?:issue|publication|signature))(?: on)?\s*:?\s*"
            rf"(?:{_WEEKDAY_EN},? )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "time-label",
        97,
        rx(
            r"(?:^|\n|\s{2,})\W*(?:زمان(?: و (?:مکان|محل|تاریخ|ساعت))?|روز|موعد)\s*:\s*"
            rf"(?:{_WEEKDAY_FA}،? ?)?(?:مورخه? )?$|"
            r"(?:^|\n|\s{2,})\W*(?:(?:time|place|venue) (?:and|&) date|when|day|held)\s*:\s*"
            rf"(?:{_WEEKDAY_EN},? )?$",
            re.IGNORECASE,
        ),
    ),
    # The day below a title: "DECISION No 4/2027", then "of 12 May 2027" on a line of its own.
    (
        "title-line-date",
        92,
        rx(r"(?:^|\n)[ (]*(?:of|dated|مورخه?) $"),
    ),
    (
        "modified-label",
        50,
        by_first_letter(
            r"(?:last )?(?:modified|updated|revised|version)(?: on)?\s*:?\s*$", re.IGNORECASE
        ),
    ),
    (
        "start-label",
        60,
        rx(
            r"(?:start(?:s|ing)?(?: date)?|effective(?: date| from)?|established|chartered|"
            r"in force (?:from|since)|begins? on|تاریخ (?:شروع|آغاز)|از تاریخ)\s*:?\s*(?:on )?$",
            re.IGNORECASE,
        ),
    ),
)
# What is adopted on a day that minutes name is the minutes; their own label is the meeting's day.
_IN_MINUTES = {"adoption-label": 40, "adopted-on": 40, "own-label": 97}
_OF_PAPER = {"own-label", "date-line", "beside-number"}
_OF_ADOPTION = {"meeting-of", "held-on", "adopted-in", "adopted-at", "adopted-on"}
_TITLE_DATE = next(pattern for rule, _, pattern in _CUES if rule == "title-date")
_BEFORE_TITLE_DATE = ("مورخ ", "مورخه ", "of ", "dated ")
_RECITAL = re.compile(
    r"\W*(?:having (?:regard|considered|examined)|recall|whereas|pursuant|in accordance|in view|"
    r"considering|noting|taking (?:note|into)|bearing|guided|reaffirm|acting|under|on the basis|"
    r"with reference|further to|following)",
    re.IGNORECASE,
)
_OWN_LABEL = rx(r"تاریخ|date|issued|published|signed", re.IGNORECASE)
_OTHER_PAPER = rx(
    r"(?:پیرو|عطف به|بازگشت به)[^.؛\n]{0,80}$|"
    r"(?:نامه|قانون|پیشنهاد|دستورالعمل|بخشنامه|مصوبه|آیین‌نامه|تصویب‌نامه|سند|حکم|گزارش|استعلام|"
    r"درخواست|بند|ماده)\b(?:(?!جلسه|نشست|اجلاس)[^.؛،\n]){0,60}(?:شماره|مصوب|ابلاغی|"
    r"مورخه?)[^.؛،\n]{0,50}$|"
    r"ابلاغ[^.\n]{0,30}$|مهلت[^.\n]{0,40}$|(?<!\w)(?:تا|لغایت|حداکثر|قبل از|پیش از|از سال|"
    r"از) (?:تاریخ |روز |پایان )?$|"
    r"\b(?:by|until|before|no later than|not later than|deadline[^.\n]{0,20}|"
    r"communicated[^.\n]{0,30}|notified[^.\n]{0,30}|"
    r"letter (?:of|dated)|transmitted[^.\n]{0,30}|regulation[^.\n]{0,40}|directive[^.\n]{0,40}|"
    r"resolution \S+ of|since|from|ending on|read)\s*(?:the )?$",
    re.IGNORECASE,
)
_NEXT_MEETING = rx(r"بعدی|آینده|آتی|\bnext\b|will be held|to be held|خواهد شد", re.IGNORECASE)
_CLOSING = rx(r"تصویب|مصوب|adopted|approved|entered into force", re.IGNORECASE)
_NEWS_LEAD = 700  # characters in which a report says when it was told
_WEEKDAY_BEFORE = rx(r"(?:روز |\S*شنبه |جمعه |امروز،? )\(?$|\b\w+day,? (?:the )?$")
_ALONE_AROUND = re.compile(r"^[^\d\n]{0,40}$")


def invalid_dates(structure: Structure, dates: tuple[Deadline, ...]) -> tuple[Finding[str], ...]:
    """Return every date of the text that does not exist in its calendar."""
    copy = structure.copy
    return tuple(
        copy.finding(found.start, found.end, "impossible-date", 0.97)
        for found in dates
        if found.mention.problem == "impossible"
    )


def read_date(structure: Structure, kind: str, dates: tuple[Deadline, ...]) -> Finding[date] | None:
    """Return the day of the text, or None where it names none or one that does not exist."""
    best: tuple[int, Deadline, str] | None = None
    for found in dates:
        mention = found.mention
        if not isinstance(mention, DateMention) or mention.precision != "day":
            continue
        scored = _score(structure, kind, found)
        if scored and scored[1] in _OF_PAPER and found.start < structure.head[0]:
            scored = scored[0] - 40, scored[1]  # of the covering letter
        if scored and (best is None or scored[0] > best[0]):
            best = (*scored, found)[0], found, scored[1]
    if best is None:
        return None
    _, found, rule = best
    mention = found.mention
    if not isinstance(mention, DateMention) or mention.day is None:
        return None
    return Finding(
        mention.day, structure.copy.span(found.start, found.end), rule, min(0.97, best[0] / 100)
    )


def _score(structure: Structure, kind: str, found: Deadline) -> tuple[int, str] | None:
    copy = structure.copy
    text = copy.text
    before = text[max(0, found.start - _BEFORE) : found.start]
    line = copy.lines[copy.line_at(found.start)]
    own_line = text[max(line.start, found.start - _OWN_LINE) : found.start].rsplit("|", 1)[-1]
    after = text[found.end : min(line.end, found.end + 80)].split("|", 1)[0]
    in_items = found.start >= structure.head[1]
    alone = _alone(own_line, after)
    titled = before.endswith(_BEFORE_TITLE_DATE) and _TITLE_DATE.search(before) is not None
    heading = titled and not in_items and own_line == own_line[-60:]
    cited = titled and _RECITAL.match(own_line)
    if cited or (_OTHER_PAPER.search(before) and not alone and not heading):
        return None
    if _NEXT_MEETING.search(own_line[-80:]) or _NEXT_MEETING.search(after[:40]):
        return None
    for rule, score in _cues(before, titled=titled):
        if not _speaks(rule, kind, within_heading=not in_items and not after.strip(" .،,)")):
            continue
        if in_items and rule in _OF_ADOPTION:
            closing = found.start > len(text) - 1_200 and _CLOSING.search(
                text[line.start : found.start] + after
            )
            if closing:
                return score - 5, rule
        elif (
            rule == "adopted-in"
            and kind != "minutes"
            and not _CLOSING.search(own_line[-100:] + after)
        ):
            return 65, rule
        elif kind == "minutes" and rule in _IN_MINUTES:
            return _IN_MINUTES[rule], rule
        else:
            return score, rule
    if kind == "news" and found.start < _NEWS_LEAD and _WEEKDAY_BEFORE.search(before):
        return 30, "day-of-report"
    if alone:
        early = line.start < 1_500 or not in_items
        return (90 if kind == "minutes" and early else 68 if early else 66), "date-line"
    if (
        not in_items
        and kind in {"resolution", "order", "bylaws"}
        and own_line.strip()
        and _beside_number(text[line.start : min(found.start, line.start + _OWN_LINE)], own_line)
    ):
        return 64, "beside-number"
    return None


def _cues(before: str, *, titled: bool) -> Iterator[tuple[str, int]]:
    """Yield the cues that hold before a date, with their scores."""
    for rule, score, pattern in _CUES:
        if rule == "own-label" and not _OWN_LABEL.search(before):
            continue
        if titled if rule == "title-date" else pattern.search(before):
            yield rule, score


def _speaks(rule: str, kind: str, *, within_heading: bool) -> bool:
    """Tell whether a cue counts in a text of this kind and at this place."""
    if rule == "time-label":
        return kind == "minutes"
    if rule == "title-line-date":
        return within_heading
    return rule != "start-label" or kind == "charter"


def _beside_number(line: str, before: str) -> bool:
    apart = len(before) > 2 and before[-3:].isspace()
    return apart or re.match(r"\W*شماره", line) is not None


_FIRST_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? ?(?:-|to|and|تا|و)$")  # 2-6 November


def _alone(before: str, after: str) -> bool:
    """Tell whether the date is all that its line says, a place and a weekday apart."""
    if after.strip(" .،,)") and not re.fullmatch(
        r"[\s,،]*(?:\d{1,2}[:.]\d{2}\s*[-–]?\s*)+\S{0,4}", after
    ):
        return False
    lead = _FIRST_DAY.sub("", before.strip()).strip()
    if not lead:
        return True
    return bool(
        re.fullmatch(
            r"[A-Zا-ی][\w' -]{1,30}(?:\([^()]{2,25}\))?[,،]"
            rf"(?: (?:\w+day|{_WEEKDAY_FA})،?,?)?|(?:\w+day|{_WEEKDAY_FA})،?,?",
            lead,
        )
    )
