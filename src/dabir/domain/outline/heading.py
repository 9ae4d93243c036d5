"""Title, number and issuer of a text.

Reads the lines before the first item and, for metadata, the lines after the last; writes each
verbatim, with the rule that found it.
"""

import re

from dabir.domain.outline.model import Finding, Kind
from dabir.domain.outline.names_en import is_agent, without_article
from dabir.domain.outline.names_fa import KnownNames, begins_body, body_before, name_at
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy
from dabir.domain.outline.structure import Structure

_SUBJECT = rx(r"\W*(?:موضوع|عنوان|با موضوع|Subject|Re|Title)\s*:\s*(?=\S)", re.IGNORECASE)
_INSTRUMENT = rx(
    r"[«\"\W]*(?:(?:متن(?: کامل)?|نص) )?(?:فراخوان|صورت‌جلسه|آیین‌نامه|اساسنامه|شیوه‌نامه|ضوابط|"
    r"دستورالعمل|نظام‌نامه|"
    r"منشور|شرح وظایف|مصوبه|تصویب‌نامه|تصمیم|قطعنامه|حکم|ابلاغیه|دستور|بخشنامه|دعوت)|"
    r".{0,60}\b(?:Minutes|Summary record|Record of|Call for|Charter|Terms of Reference|Bylaws|"
    r"By-laws|Rules of Procedure|Statutes|Constitution|Order|Decision|Resolution|Invitation)\b",
    re.IGNORECASE,
)
_ONLY_SESSION = rx(
    r"\W*(?:مصوبه|مصوبات|تصمیمات|تصویب‌نامه|resolution|decision)s?(?:ی)?(?: شماره \S+)?(?: (?:of|"
    r"adopted at|in))?.{0,40}(?:جلسه|نشست|اجلاس|meeting|session)\b.{0,60}$",
    re.IGNORECASE,
)
_SKIP = rx(
    r"\W*(?:بسمه تعالی|به نام خدا|بسم الله|باسمه تعالی|شماره|تاریخ|پیوست|دارد|ندارد|طبقه‌بندی|"
    r"نهاد |date|no\b|ref\b|"
    r"جناب|سرکار|با سلام|dear|united nations|agenda item|distr)",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"(?P<number>\d{1,4}/\d{1,4})\. +(?P<title>[A-Z].{5,})")
_NUMBER = rx(
    r"(?:^|(?<=\n)|(?<=  )|(?<=\()|(?<=مصوبه )|(?<=ابلاغیه )|(?<=نامه )|(?<=حکم ))\W{0,3}"
    r"(?:شماره(?: (?:مصوبه|ابلاغ|ابلاغیه|نامه|ثبت|تصویب‌نامه|سند|حکم|آیین‌نامه|دستورالعمل|"
    r"پرونده))?|ش)\s*:?\s*"
    r"(?P<value>(?=[\w/.-]*\d)[\w][\w/.-]*[\w])(?!\w)"
)
_NUMBER_EN = re.compile(
    r"(?:^|(?<=\n)|(?<=  ))(?:(?:[A-Z][\w ]{0,30})?(?:No\.?|Number|Ref(?:erence)?\.?(?: No\.?)?|"
    r"Doc(?:ument)?(?: No)?\.?|Symbol)\s*:?\s*"
    r"(?P<value>(?=\S*\d)[\w][\w/.() -]{0,30}?[\w)])(?=\s{2,}|\n|$|,|;| of ))|"
    r"(?<![\w/])(?P<un>[A-Z]{1,8}/(?:[A-Z]+/)?[\w./-]*\d[\w/]*)|"
    r"(?:(?i:resolution|decision|executive order|"
    r"order))\s+(?:No\.?\s*)?(?:\([A-Z]{2,5}\)\s+)?(?P<named>\d[\w/.-]*\w)",
    re.MULTILINE,
)
_NOT_OWN = rx(r"(?:پیشنهاد|پیوست|جلسه|انتشار|ضمیمه|بند|ماده|نسخه|صفحه|تماس|تلفن|نامه) ?$")


def read_title(structure: Structure, kind: Kind, language: str) -> Finding[str] | None:
    """Return the line that says what the document is about."""
    copy = structure.copy
    lines = [line for line in copy.lines[:30] if line.start < structure.first]
    if kind in {"news"} and lines:
        return copy.finding(lines[0].start, lines[0].end, "headline", 0.9)
    for line in lines:
        numbered = _NUMBERED_TITLE.match(copy.text, line.start, line.end)
        if numbered:
            return copy.finding(*numbered.span("title"), "numbered-title", 0.95)
        subject = _SUBJECT.match(copy.text, line.start, line.end)
        if subject:
            return copy.finding(subject.end(), line.end, "subject-line", 0.95)
    newsy = _SKIP.match(copy.text, lines[0].start, lines[0].end) is None if lines else False
    if kind == "resolution" and newsy and _reported(copy, structure) and lines:
        return copy.finding(lines[0].start, lines[0].end, "headline", 0.8)
    if (
        kind == "charter"
        and len(lines) > 1
        and not _INSTRUMENT.match(copy.text, lines[0].start, lines[0].end)
    ):
        return _unquoted(copy, lines[0].start, lines[0].end)
    for line in lines[:15]:
        if line.end - line.start > 220 or _SKIP.match(copy.text, line.start, line.end):
            continue
        if _INSTRUMENT.match(copy.text, line.start, line.end):
            if copy.text[line.end - 1] in ":." or _ONLY_SESSION.match(
                copy.text, line.start, line.end
            ):
                continue
            return _unquoted(copy, line.start, line.end)
    for line in lines[:4]:
        long = line.end - line.start > 160
        if (
            long
            or _SKIP.match(copy.text, line.start, line.end)
            or copy.text[line.end - 1] in ":.،,"
        ):
            continue
        if kind in {"charter", "letter", "bylaws"} and not begins_body(
            copy.text, line.start, line.end
        ):
            return _unquoted(copy, line.start, line.end)
        if (
            kind in {"resolution", "order"}
            and lines.index(line) == 0
            and not _body_line(copy, line.start, line.end, language)
        ):
            return _unquoted(copy, line.start, line.end)
    return None


def _unquoted(copy: ReadingCopy, start: int, end: int) -> Finding[str]:
    if (
        copy.text[start] in '«"'
        and copy.text[end - 1] in '»"'
        and copy.text.count("«", start, end) <= 1
    ):
        return copy.finding(start + 1, end - 1, "heading", 0.9)
    return copy.finding(start, end, "heading", 0.9)


def _reported(copy: ReadingCopy, structure: Structure) -> bool:
    return bool(_REPORT.search(copy.text, 0, min(structure.first, 4_000)))


_REPORT = rx(
    r"به گزارش|به نقل از|خبرنگار|خبرگزاری|told reporters|spokes(?:man|woman|person)", re.IGNORECASE
)


def _body_line(copy: ReadingCopy, start: int, end: int, language: str) -> bool:
    if language == "en":
        return is_agent(copy.text, start, end)
    return begins_body(copy.text, start, end)


def read_number(structure: Structure, language: str) -> Finding[str] | None:
    """Return the document's own number, in ASCII digits and without spaces."""
    copy = structure.copy
    zone = min(structure.first, 3_000)
    pattern = _NUMBER_EN if language == "en" else _NUMBER
    for match in pattern.finditer(copy.text, 0, zone):
        if _NOT_OWN.search(copy.text, max(0, match.start() - 25), match.start() + 1):
            continue
        group = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(group)
        if copy.text[end : end + 1] == "-" and copy.original[copy.ends[end] - 1] == "ـ":
            end += 1  # هـ: the tatweel belongs to the abbreviation
        value = re.sub(r"\s+", "", copy.text[start:end])
        if value.endswith("-"):
            value = value[:-1] + "ـ"
        return Finding(value, copy.span(start, end), "number", 0.9)
    return None


_ACTING_FA = rx(
    r"(?:\s(?:در|طی|براساس|به استناد)\s[^،.؛\n]{0,50}?(?:جلسه|نشست|اجلاس)|\s(?:تصویب|مقرر|"
    r"تصمیم)\S* (?:کرد|نمود|گرفت|می))"
)
_AFTER_MEETING = rx(
    r"(?:جلسه|نشست|اجلاس)(?:ی)? (?:شماره \d{1,4} )?(?:مورخه? .{4,25}? )?(?=(?:کمیسیون|شورا|هیئت|"
    r"ستاد|کارگروه|کمیته|مجمع))"
)
_DECREE_OF = rx(r"\W*(?:حکم|دستور|ابلاغیه|فرمان|بخشنامه)(?:ی)? (?=\S)")
_SPEAKER = rx(r"سخنگوی? ")


def read_issuer(
    structure: Structure,
    kind: Kind,
    language: str,
    group_title: Finding[str] | None,
    known: KnownNames,
) -> Finding[str] | None:
    """Return the body or office whose act the document is."""
    copy = structure.copy
    text = copy.text
    zone = min(structure.first, 4_000)
    if language == "en":
        return _english_issuer(structure, kind)
    if kind == "minutes" and group_title:
        return group_title
    decree = _DECREE_OF.match(text, copy.lines[0].start, copy.lines[0].end)
    if decree and kind == "order" and begins_body(text, decree.end(), copy.lines[0].end):
        named = name_at(text, decree.end(), copy.lines[0].end, known)
        if named:
            end = text.find(" چنین", *named)
            return copy.finding(named[0], end if end > 0 else named[1], "decree-of", 0.9)
    if kind == "news":
        speaker = _SPEAKER.search(text, 0, zone)
        if speaker:
            named = name_at(text, speaker.end(), copy.lines[copy.line_at(speaker.end())].end, known)
            if named:
                return copy.finding(*_until_noun(text, *named), "speaker-of", 0.7)
    if kind == "call":
        return _first_subject(structure, known)
    for match in _ACTING_FA.finditer(text, 0, zone):
        line = copy.lines[copy.line_at(match.start())]
        found = body_before(text, max(line.start, match.start() - 120), match.start())
        if found and found[1] - found[0] > 4:
            return copy.finding(*found, "acts-in-meeting", 0.85)
    meeting = _AFTER_MEETING.search(text, 0, zone)
    if meeting:
        line_end = copy.lines[copy.line_at(meeting.end())].end
        named = name_at(text, meeting.end(), line_end, known)
        if named:
            end = re.search(
                r" (?:با موضوع|مورخ|به شرح|به تصویب|که|ابلاغ)", text[named[0] : named[1]]
            )
            return copy.finding(
                named[0], named[0] + end.start() if end else named[1], "meeting-of", 0.8
            )
    first = copy.lines[0]
    if begins_body(text, first.start, first.end) and first.end - first.start < 90:
        return copy.finding(first.start, first.end, "letterhead", 0.8)
    return None


def _until_noun(text: str, start: int, end: int) -> tuple[int, int]:
    match = re.search(r" (?:جزییات|جزئیات|درباره|از|در|گفت|اعلام)", text[start:end])
    return (start, start + match.start()) if match else (start, end)


def _first_subject(structure: Structure, known: KnownNames) -> Finding[str] | None:
    copy = structure.copy
    for line in copy.lines[:12]:
        if line.end - line.start > 60 and begins_body(copy.text, line.start, line.end):
            named = name_at(copy.text, line.start, line.end, known)
            if named:
                return copy.finding(*named, "first-subject", 0.75)
    return None


_PREAMBLE_SUBJECT = re.compile(r"(?:The|THE) (?P<body>[A-Z][\w' -]{3,80}),\s*$", re.MULTILINE)


def _english_issuer(structure: Structure, kind: Kind) -> Finding[str] | None:
    copy = structure.copy
    text = copy.text
    subject = _PREAMBLE_SUBJECT.search(text, 0, min(structure.first, 4_000))
    if subject:
        return copy.finding(*subject.span("body"), "preamble-subject", 0.85)
    if kind == "charter":
        return None
    for line in copy.lines[:6]:
        if line.start >= structure.first:
            break
        if _INSTRUMENT.match(text, line.start, line.end):
            continue
        if line.end - line.start < 90 and is_agent(text, line.start, line.end):
            return copy.finding(*without_article(text, line.start, line.end), "letterhead", 0.8)
    return None
