"""The body or office whose act a text is.

Reads the lines before the first item; writes its name verbatim, with the rule that found it.
"""

import re

from dabir.domain.outline.known_names import KnownNames
from dabir.domain.outline.model import Finding, Kind
from dabir.domain.outline.names_before_fa import body_before
from dabir.domain.outline.names_en import is_agent, without_article
from dabir.domain.outline.names_fa import begins_body, name_at, name_before
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure
from dabir.domain.outline.titles import INSTRUMENT, below_issuer
from dabir.domain.outline.words_fa import HEAD, PERSON

_ACTING_FA = rx(
    r"(?:\s(?:در|طی|براساس|به استناد)\s[^،.؛\n]{0,50}?(?:جلسه|نشست|اجلاس)|\s(?:تصویب|مقرر|"
    r"تصمیم)\S* (?:کرد|نمود|گرفت|می))"
)
_AFTER_MEETING = rx(
    r"(?:جلسه|نشست|اجلاس)(?:ی)? (?:شماره \d{1,4} )?(?:مورخه? .{4,25}? )?(?=(?:کمیسیون|شورا|هیئت|"
    r"ستاد|کارگروه|کمیته|مجمع))"
)
_DECREE_OF = rx(r"\W*(?:حکم|دستور|ابلاغیه|فرمان|بخشنامه)(?:ی)? (?=\S)")
_SPEAKER = rx(
    r"سخنگوی? |(?:دبیر|رئیس) (?=(?:ستاد|شورا|شورای|کارگروه|کمیسیون|کمیته|هیئت|هیات)(?!\w))"
)
_AFTER_SPEAKER = rx(
    r" (?:جزئیات|درباره|از|در|گفت|اعلام|خبر|تشریح|با|اظهار|تأکید|عنوان|بیان|مطرح|افزود)(?!\w)"
)
_ADOPTED_BY = rx(
    r"(?:^|\n)[\s(]*(?:مصوب|تصویب‌شده|مصوبه) [^()\n]{0,40}\d[^()\n]{0,20}? "
    r"(?=(?:هیئت|هیات|شورا|مجمع|کمیسیون|ستاد|مجلس))"
)
_SIGNING = rx(
    r"(?:(?:رئیس|رییس|وزیر|معاون|مدیرکل|مدیرعامل|استاندار|فرماندار|شهردار|دبیر|دبیرکل|"
    r"سرپرست)(?!\w))"
)
_AFTER_BODY = rx(r" (?:با موضوع|مورخ|به شرح|به تصویب|که|ابلاغ)(?!\w)")
_ZONE = 4_000


def read_issuer(
    structure: Structure,
    kind: Kind,
    language: str,
    group_title: Finding[str] | None,
    known: KnownNames,
) -> Finding[str] | None:
    """Return the body or office whose act the document is."""
    if kind == "minutes" and group_title:
        return group_title
    if language == "en":
        return _english_issuer(structure, kind)
    if kind == "call":
        return _first_subject(structure, known)
    by_kind = {"order": _decree_of, "news": _speaker_of}.get(kind)
    found = by_kind(structure, known) if by_kind else None
    found = found or _acting(structure) or _adopted_by(structure)
    found = found or _meeting_of(structure, known)
    if found is None and kind == "bylaws":
        found = _closing_meeting(structure)
    if found is None and kind in {"order", "letter"}:
        found = _signature(structure)
    return found or _letterhead(structure)


def _zone(structure: Structure) -> tuple[int, int]:
    start, end = structure.head
    return start, min(end, start + _ZONE)


def _decree_of(structure: Structure, known: KnownNames) -> Finding[str] | None:
    copy, text = structure.copy, structure.copy.text
    first = copy.lines[0]
    decree = _DECREE_OF.match(text, first.start, first.end)
    if decree is None or not begins_body(text, decree.end(), first.end):
        return None
    named = name_at(text, decree.end(), first.end, known)
    if named is None:
        return None
    end = text.find(" چنین", *named)
    return copy.finding(named[0], end if end > 0 else named[1], "decree-of", 0.9)


def _speaker_of(structure: Structure, known: KnownNames) -> Finding[str] | None:
    copy, text = structure.copy, structure.copy.text
    speaker = _SPEAKER.search(text, *_zone(structure))
    if speaker is None:
        return None
    line = copy.lines[copy.line_at(speaker.end())]
    named = name_at(text, speaker.end(), line.end, known)
    if named is None:
        return None
    return copy.finding(*_cut(text, *named, _AFTER_SPEAKER), "speaker-of", 0.7)


def _acting(structure: Structure) -> Finding[str] | None:
    """Read «BODY در سی و هفتمین جلسه خود ... تصویب کرد»."""
    copy, text = structure.copy, structure.copy.text
    for match in _ACTING_FA.finditer(text, *_zone(structure)):
        line = copy.lines[copy.line_at(match.start())]
        found = body_before(text, max(line.start, match.start() - 120), match.start())
        if found and found[1] - found[0] > 4:
            return copy.finding(*found, "acts-in-meeting", 0.85)
    return None


def _meeting_of(structure: Structure, known: KnownNames) -> Finding[str] | None:
    """Read «جلسه مورخ ... BODY»; a dated meeting is the one that adopted the text."""
    copy, text = structure.copy, structure.copy.text
    meetings = list(_AFTER_MEETING.finditer(text, 0, _zone(structure)[1]))
    if not meetings:
        return None
    meeting = next((each for each in meetings if "مورخ" in each.group()), meetings[0])
    line = copy.lines[copy.line_at(meeting.end())]
    named = name_before(text, meeting.end(), line.end, _AFTER_BODY)
    named = named or name_at(text, meeting.end(), line.end, known)
    if named is None:
        return None
    return copy.finding(*_cut(text, *named, _AFTER_BODY), "meeting-of", 0.8)


def _closing_meeting(structure: Structure) -> Finding[str] | None:
    """Read «این اساسنامه در جلسه مورخ ... مجمع عمومی به تصویب رسید» at the end of statutes."""
    copy, text = structure.copy, structure.copy.text
    closing = _ADOPTED_AT_END.search(text, max(0, len(text) - 1_500))
    return copy.finding(*closing.span("body"), "closing-meeting", 0.8) if closing else None


_ADOPTED_AT_END = rx(
    r"(?:جلسه|نشست|اجلاس)(?:ی)? (?:مورخه? [^.\n]{4,25}? )?"
    r"(?P<body>(?:کمیسیون|شورا|هیئت|هیات|مجمع|ستاد|کارگروه|کمیته)[^،.\n]{0,80}?) "
    r"(?:مورخه? [^.\n]{4,25}? )?به تصویب رسی"
)


def _adopted_by(structure: Structure) -> Finding[str] | None:
    """Read «(مصوب ۱۹ تیر ۱۴۰۱ هیئت امنا)» below a heading."""
    copy, text = structure.copy, structure.copy.text
    adopted = _ADOPTED_BY.search(text, *_zone(structure))
    if adopted is None:
        return None
    line = copy.lines[copy.line_at(adopted.end())]
    stop = re.compile(r"[()،.]").search(text, adopted.end(), line.end)
    return copy.finding(adopted.end(), stop.start() if stop else line.end, "adopted-by", 0.8)


def _signature(structure: Structure) -> Finding[str] | None:
    """Return the office in the last lines, under or beside the name of who signs."""
    copy, text = structure.copy, structure.copy.text
    for line in copy.lines[-8:]:
        if line.end - line.start > 90 or line.bulleted or line.start < structure.first:
            continue
        office = _SIGNING.match(text, line.start, line.end)
        if office and "محترم" not in text[line.start : line.end] and text[line.end - 1] not in ".:":
            end = text.find(" - ", line.start, line.end)
            return copy.finding(line.start, end if end > 0 else line.end, "signature", 0.7)
    return None


_PUBLIC_RELATIONS = rx(r"(?:اداره (?:کل )?)?روابط عمومی (?=\S)")


def _letterhead(structure: Structure) -> Finding[str] | None:
    """Return the body that has one of the first lines to itself."""
    copy, text = structure.copy, structure.copy.text
    start, end = structure.head
    first = copy.line_at(start) if start else 0
    for line in copy.lines[first : first + 8]:
        if line.start >= end:
            break
        own = text[line.start : line.end]
        alone = not line.bulleted and line.end - line.start < 90 and not _NOT_ALONE.search(own)
        offices = _PUBLIC_RELATIONS.match(text, line.start, line.end)
        at = offices.end() if offices else line.start
        if alone and HEAD.match(text, at, line.end) and not PERSON.match(own):
            return copy.finding(at, line.end, "letterhead", 0.8)
    return None


_NOT_ALONE = rx(
    r"^(?:نماینده|نمایندگان|عضو|اعضا)|[:.؛،]$|: | - |محترم|"
    r"(?<!\w)(?:کرد|شد|داد|است|گفت|نداشتند|داشتند|ندارد|دارد|شدند|می‌\S+)\W*$"
)


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> tuple[int, int]:
    match = pattern.search(text, start, end)
    return (start, match.start()) if match else (start, end)


def _first_subject(structure: Structure, known: KnownNames) -> Finding[str] | None:
    copy = structure.copy
    for line in copy.lines[:12]:
        if line.end - line.start > 60 and begins_body(copy.text, line.start, line.end):
            offices = _PUBLIC_RELATIONS.match(copy.text, line.start, line.end)
            at = offices.end() if offices else line.start
            named = name_at(copy.text, at, line.end, known)
            if named:
                return copy.finding(*named, "first-subject", 0.75)
    return None


_INVITER = re.compile(
    r"(?:^|\n|\. )The (?P<body>[A-Z][\w' -]{3,80}?) (?:invites|calls for|is calling for|seeks|"
    r"is seeking|"
    r"welcomes)\b"
)
_VESTED = re.compile(r"vested in me as (?:the )?(?P<body>[A-Z][\w ]{2,80}?)(?= by\b|,|\.|;)")
_HEADED_OF = re.compile(
    r"\W*(?:DECISION|RESOLUTION|ORDER|RECOMMENDATION|Decision|Resolution|Order|Recommendation)\b"
    r"[^\n]{0,40}?\b(?:OF|of) (?:THE|the) (?P<body>[A-Z][\w' -]{3,80}?)\s*$"
    r"|\W*(?:BYLAWS|BY-LAWS|STATUTES|CONSTITUTION|Bylaws|By-laws|Statutes|Constitution) (?:OF|of) "
    r"(?:(?:THE|the) )?(?P<society>[A-Z][\w' -]{3,80}?)\s*$"
)
_ADOPTED_BY_EN = re.compile(
    r"(?:^|[\n|]\s*)(?:As )?(?:[Aa]dopted|[Ee]ndorsed|[Aa]pproved|"
    r"ADOPTED) by the (?P<body>[\w' -]{3,80}?)"
    r",? (?:in|on|at)\b"
)
_PREAMBLE_SUBJECT = re.compile(r"(?:The|THE) (?P<body>[A-Z][\w' -]{3,80}),\s*$", re.MULTILINE)


def _above_charter(structure: Structure) -> Finding[str] | None:
    """Return the body on the first line, where the charter of a group is named below it."""
    copy, text = structure.copy, structure.copy.text
    first = copy.lines[0]
    named = INSTRUMENT.match(text, first.start, first.end)
    if named or below_issuer(copy, list(copy.lines[:4]), "en") is None:
        return None
    return copy.finding(*without_article(text, first.start, first.end), "letterhead", 0.75)


def _english_issuer(structure: Structure, kind: Kind) -> Finding[str] | None:
    copy = structure.copy
    text = copy.text
    acting = _acting_in_english(structure)
    if acting is not None or kind == "charter":
        return acting or _above_charter(structure)
    if kind == "call" and (caller := _INVITER.search(text, *_zone(structure))):
        return copy.finding(*caller.span("body"), "invites", 0.75)
    above: Finding[str] | None = (
        None  # the last of the bodies in the letterhead is the one that acts
    )
    for line in copy.lines[:6]:
        if line.start >= structure.first or (above is not None and line.after_blank):
            break
        if INSTRUMENT.match(text, line.start, line.end):
            continue
        if line.end - line.start < 90 and is_agent(text, line.start, line.end):
            above = copy.finding(*without_article(text, line.start, line.end), "letterhead", 0.8)
        elif above is not None:
            break
    return above


def _acting_in_english(structure: Structure) -> Finding[str] | None:
    """Return the body that the preamble or the heading says acts."""
    copy, text = structure.copy, structure.copy.text
    subject = _PREAMBLE_SUBJECT.search(text, *_zone(structure))
    if subject:
        return copy.finding(*subject.span("body"), "preamble-subject", 0.85)
    for pattern in (_VESTED, _ADOPTED_BY_EN):
        if acting := pattern.search(text, *_zone(structure)):
            return copy.finding(*acting.span("body"), "acts", 0.75)
    for line in copy.lines[:6]:
        if headed := _HEADED_OF.match(text, line.start, line.end):
            return copy.finding(*headed.span(headed.lastgroup or 0), "heading-of", 0.8)
    return None
