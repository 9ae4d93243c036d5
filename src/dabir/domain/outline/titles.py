"""Title and number of a text.

Reads the lines before the first item and, for metadata, the lines after the last; writes each
verbatim, with the rule that found it.
"""

import re

from dabir.domain.language import to_ascii_digits
from dabir.domain.outline.model import Finding, Kind
from dabir.domain.outline.names_en import is_agent
from dabir.domain.outline.names_fa import begins_body
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import Line, ReadingCopy
from dabir.domain.outline.structure import Structure

_SUBJECT = rx(r"\W*(?:موضوع|عنوان|با موضوع|Subject|Re|Title)\s*:\s*(?=\S)", re.IGNORECASE)
INSTRUMENT = rx(
    r"[«\"\W]*(?:(?:متن(?: کامل)?|نص) )?(?:فراخوان|صورت‌جلسه|صورت مذاکرات|آیین‌نامه|اساسنامه|"
    r"شیوه‌نامه|ضوابط|دستورالعمل|نظام‌نامه|منشور|شرح وظایف|مصوبه|تصویب‌نامه|تصمیم|قطعنامه|حکم|"
    r"ابلاغیه|دستور|بخشنامه|دعوت)|"
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
    r"\W*(?:بسمه‌تعالی|بسمه تعالی|هو|به نام خدا|بسم الله|باسمه‌تعالی|شماره|تاریخ|پیوست|"
    r"دارد|ندارد|طبقه‌بندی|نهاد |date|no\b|ref\b|"
    r"جناب|سرکار|با سلام|dear|united nations|agenda item|distr)",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"(?P<number>\d{1,4}/\d{1,4})\. +(?P<title>[A-Z].{5,})")
_NUMBER = rx(
    r"(?:^|(?<=\n)|(?<=  )|(?<=\()|(?<=مصوبه )|(?<=ابلاغیه )|(?<=نامه )|(?<=حکم ))\W{0,3}"
    r"(?:شماره(?: (?:مصوبه|صورت‌جلسه|ابلاغ|ابلاغیه|نامه|ثبت|تصویب‌نامه|سند|حکم|آیین‌نامه|"
    r"دستورالعمل|"
    r"پرونده))?|ش)\s*:?\s*"
    r"(?P<value>(?=[\w/.-]*\d)[\w][\w/.-]*[\w](?: [ا-ی](?= *(?:\n|$)))?)(?!\w)|"
    r"(?<!\w)(?:با|به|تحت) شماره (?P<told>(?=[\w/.-]*\d)\w[\w/.-]*\w)(?: (?:مورخه?|در|به) "
    r"[^.\n]{3,30}?)? (?:ابلاغ|منتشر|صادر|ثبت) (?:شد|گردید|کرد|شده|گردیده)"
)
_NUMBER_EN = re.compile(
    r"(?:^|(?<=\n)|(?<=  ))(?:(?:[A-Z][\w ]{0,30})?(?:No\.?|Number|Ref(?:erence)?\.?(?: No\.?)?|"
    r"Doc(?:ument)?(?: No)?\.?|Symbol)\s*:?\s*"
    r"(?P<value>(?=\S*\d)[\w][\w/.() -]{0,30}?[\w)])(?=\s{2,}|\n|$|,|;| (?i:of) ))|"
    r"(?<![\w/])(?P<un>[A-Z]{1,8}/(?:[A-Z]+/)?[\w./-]*\d[\w/]*)|"
    r"(?:(?i:resolution|decision|executive order|"
    r"order))\s+(?:No\.?\s*)?(?:\([A-Z]{2,5}\)\s+)?(?P<named>\d[\w/.-]*\w)|"
    r"(?:paper|consultation|circular|notice)\s+(?P<paper>[A-Z]{2,}[A-Z\d/-]*\d)",
    re.MULTILINE,
)
_NOT_OWN = rx(r"(?:پیشنهاد|پیوست|جلسه|انتشار|ضمیمه|بند|ماده|نسخه|صفحه|تماس|تلفن|نامه) ?$")


def read_title(structure: Structure, kind: Kind, language: str) -> Finding[str] | None:
    """Return the line that says what the document is about."""
    copy = structure.copy
    start, end = structure.head
    first_line = copy.line_at(start) if start else 0
    lines = [line for line in copy.lines[first_line : first_line + 30] if line.start < end]
    if not lines:
        return None
    first = lines[0]
    if kind == "news":
        return _headline(copy, lines)
    said = _said_outright(copy, lines)
    if said is not None:
        return said
    skipped = _SKIP.match(copy.text, first.start, first.end)
    if kind == "resolution" and not skipped and _reported(copy, structure):
        return _headline(copy, lines)
    named = INSTRUMENT.match(copy.text, first.start, first.end)
    if kind == "charter" and len(lines) > 1 and not named:
        return _unquoted(copy, below_issuer(copy, lines[:4], language) or first)
    return _self_named(copy, lines[:15]) or _first_heading(copy, lines[:4], kind, language)


def _headline(copy: ReadingCopy, lines: list[Line]) -> Finding[str]:
    """Return the headline, below what the page of a news site prints above it."""
    for line, following in zip(lines[:7], [*lines[1:7], None], strict=False):
        if _FURNITURE.match(copy.text, line.start, line.end):
            continue
        over = following is not None and not following.after_blank
        if over and following and _OVER_HEADLINE.search(copy.text, line.start, line.end):
            return copy.finding(following.start, following.end, "headline", 0.85)
        return copy.finding(line.start, line.end, "headline", 0.9)
    return copy.finding(lines[0].start, lines[0].end, "headline", 0.5)


_FURNITURE = rx(
    r"\W*(?:(?:کد|شناسه|شماره)(?:ی)? خبر|تاریخ انتشار|زمان انتشار|(?:\S{1,4}‌?)?شنبه،? \d|"
    r"جمعه،? \d|"
    r"\d{1,4}[/-]\d{1,2}[/-]\d|\d{1,2} \S+ 1[34]\d\d\W*(?:\d|ساعت|$)|ساعت \d|"
    r"[^»>|\n.]{2,30} (?:»|>|\|) [^\n.]{2,60}$|(?:published|updated|by [A-Z]|news id)\b)",
    re.IGNORECASE,
)
_OVER_HEADLINE = rx(r"(?:خبر داد|اعلام کرد|مطرح کرد|تشریح کرد|تأکید کرد|گفت|عنوان کرد)\W*$")


def _said_outright(copy: ReadingCopy, lines: list[Line]) -> Finding[str] | None:
    """Read «موضوع: ...», "Subject: ..." and the numbered title of a resolution."""
    for line in lines:
        numbered = _NUMBERED_TITLE.match(copy.text, line.start, line.end)
        if numbered:
            return copy.finding(*numbered.span("title"), "numbered-title", 0.95)
        subject = _SUBJECT.match(copy.text, line.start, line.end)
        if subject:
            return copy.finding(subject.end(), line.end, "subject-line", 0.95)
    return None


def _self_named(copy: ReadingCopy, lines: list[Line]) -> Finding[str] | None:
    """Take the line that begins with the name of an instrument and says more than its session."""
    for line in lines:
        if line.end - line.start > 220 or _SKIP.match(copy.text, line.start, line.end):
            continue
        only_session = _ONLY_SESSION.match(copy.text, line.start, line.end)
        open_ended = copy.text[line.end - 1] in ":.,;"
        named = INSTRUMENT.match(copy.text, line.start, line.end)
        recorded = named and _RECORDS.search(copy.text, line.start, line.end)
        held = _HELD.search(copy.text, line.start, line.end) if recorded else None
        if held:
            return copy.finding(line.start, held.start(), "heading", 0.85)
        if named and not open_ended and not only_session:
            return _unquoted(copy, _below_number(copy, line))
    return None


_RECORDS = re.compile(r"\b(?:minutes|record)\b", re.IGNORECASE)
_HELD = re.compile(r",? (?:held|which was held) (?:in|at|on|by)\b")
_NUMBER_ONLY = rx(
    r"\W*(?:executive order|ministerial order|order|resolution|decision|directive|recommendation|"
    r"مصوبه|تصویب‌نامه|حکم|بخشنامه)(?: (?:no\.?|number|شماره))? ?:? ?[\w/.-]*\d[\w/.-]*"
    r"(?: (?:of|dated|مورخه?) .{4,25})?$",
    re.IGNORECASE,
)


_DATE_LINE = rx(r"[\W_]*(?:of|dated|مورخه?) .{4,30}\d{4}\W*$", re.IGNORECASE)


def _below_number(copy: ReadingCopy, line: Line) -> Line:
    """Return the line below where ``line`` only says which order or resolution this is."""
    following = copy.line_at(line.start) + 1
    if not _NUMBER_ONLY.match(copy.text, line.start, line.end) or following >= len(copy.lines):
        return line
    below = copy.lines[following]
    if _DATE_LINE.match(copy.text, below.start, below.end) and following + 1 < len(copy.lines):
        below = copy.lines[following + 1]
    sentence = below.end - below.start > 160 or copy.text[below.end - 1] in ":.,;،؛"
    return line if sentence else below


def below_issuer(copy: ReadingCopy, lines: list[Line], language: str) -> Line | None:
    """Return the line that names the charter where the first line names only who issues it."""
    if not _body_line(copy, lines[0].start, lines[0].end, language):
        return None
    for line, following in zip(lines[1:], [*lines[2:], None], strict=True):
        bare = _INSTRUMENT_ALONE.match(copy.text, line.start, line.end)
        if bare and following and _GROUP_LINE.search(copy.text, following.start, following.end):
            return following
        if not bare and INSTRUMENT.match(copy.text, line.start, line.end):
            return line
    return None


_INSTRUMENT_ALONE = rx(
    r"\W*(?:terms of reference|charter|mandate)(?: (?:for|of) (?:the |an? )?(?:working group|"
    r"task force|committee|group))?\W*$|\W*(?:منشور|شرح وظایف|اساس کار)\W*$",
    re.IGNORECASE,
)
_GROUP_LINE = rx(
    r"(?<=\w )(?:Group|Force|Committee|Panel|Team|Party|Board|Council|Commission|Forum)\b[^.:]*$|"
    r"(?<!\w)(?:کارگروه|کمیته|ستاد|شورا|شورای|کمیسیون|گروه کاری|گروه کار|هیئت)(?!\w)"
)


def _first_heading(
    copy: ReadingCopy, lines: list[Line], kind: Kind, language: str
) -> Finding[str] | None:
    """Take a first line that is a heading and not the name of the issuer."""
    for index, line in enumerate(lines):
        sentence = line.end - line.start > 160 or copy.text[line.end - 1] in ":.،,"
        if sentence or _SKIP.match(copy.text, line.start, line.end):
            continue
        body = _body_line(copy, line.start, line.end, language)
        if not body and (kind in {"charter", "letter", "bylaws"} or index == 0):
            return _unquoted(copy, line)
    return None


def _unquoted(copy: ReadingCopy, line: Line) -> Finding[str]:
    start, end = line.start, line.end
    text = copy.text
    quoted = text[start] in '«"' and text[end - 1] in '»"' and text.count("«", start, end) <= 1
    if quoted:
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
    head, end = structure.head
    pattern = _NUMBER_EN if language == "en" else _NUMBER
    for match in pattern.finditer(copy.text, head, min(end, head + 3_000)):
        if _NOT_OWN.search(copy.text, max(0, match.start() - 25), match.start() + 1):
            continue
        group = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(group)
        if copy.text[end : end + 1] == "-" and copy.original[copy.end_place(end) - 1] == "ـ":
            end += 1  # هـ: the tatweel belongs to the abbreviation
        value = to_ascii_digits(re.sub(r"\s+", "", copy.verbatim(start, end)))
        if value.endswith("-"):
            value = value[:-1] + "ـ"
        return Finding(value, copy.span(start, end), "number", 0.9)
    return None
