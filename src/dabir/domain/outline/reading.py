"""The pipeline: from a text to its outline.

    text → copy → structure (items) → dates → kind → heading facts → group and members
         → duties → call

Each stage is a module that says what it reads and writes; none looks at a later one.
"""

from datetime import date

from dabir.domain.calendars import DateMention
from dabir.domain.calendars.deadlines import find_deadlines_in
from dabir.domain.calendars.reading import find_dates_in
from dabir.domain.language import detect_language
from dabir.domain.language.letters import unchanged
from dabir.domain.outline.calls import read_call
from dabir.domain.outline.dating import invalid_dates, read_date
from dabir.domain.outline.deeds import Deadline, DutyContext
from dabir.domain.outline.duties import find_duties
from dabir.domain.outline.groups import read_group
from dabir.domain.outline.issuers import read_issuer
from dabir.domain.outline.kinds import read_kind
from dabir.domain.outline.known_names import KnownNames
from dabir.domain.outline.members import read_members
from dabir.domain.outline.model import Finding, Outline, Span, WorkingGroup
from dabir.domain.outline.open_dates import open_dates
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy, copy_for_reading
from dabir.domain.outline.sessions import read_session
from dabir.domain.outline.structure import Structure, read_structure
from dabir.domain.outline.titles import read_number, read_title
from dabir.domain.outline.words_fa import HEAD_ANYWHERE

_RULES_TEXT = {"resolution", "bylaws", "order", "charter", "minutes"}


def read_outline(text: str) -> Outline:
    """Return the outline of an official text, Persian or English.

    Every value carries its span in ``text``, the rule that found it and a confidence; nothing is
    guessed silently: an impossible date is listed in ``invalid_dates`` and gives no day. Any text
    is read in time that grows with its length. Raises UnreadableText (see ``errors``) where there
    is nothing to read.
    """
    copy = copy_for_reading(text)
    language = _language(text)
    structure = read_structure(copy)
    plain = copy.folded.text
    mentions = find_dates_in(plain, unchanged(plain))
    dates = tuple(Deadline(*copy.from_folded(d.start, d.end), d) for d in mentions)
    kind = read_kind(structure, language)
    adopted = read_date(structure, kind.value, dates)
    deadlines = _deadlines(copy, mentions, adopted, language)
    title = read_title(structure, kind.value, language)
    members = read_members(structure, kind.value, language)
    known = _known_names(copy, structure, members)
    group = read_group(structure, kind.value, language, title, known)
    issuer = read_issuer(structure, kind.value, language, group.title if group else None, known)
    group = _completed(group, members, issuer, structure, kind.value)
    context = DutyContext(
        text=copy.text,
        language=language,
        kind=kind.value,
        known=known,
        deadlines=deadlines,
        dates=dates,
        skip={d.start: d.end for d in (*dates, *deadlines)},
        group=_place(copy, group.title) if group else None,
    )
    return Outline(
        kind=kind,
        language=Finding(language, Span(0, len(text)), "language", 0.95),
        title=title,
        number=read_number(structure, language),
        session=read_session(structure, language, dates),
        date=adopted,
        issuer=issuer,
        working_group=group,
        members=members,
        items=structure.items(),
        duties=find_duties(structure, context, group.title if group else None),
        invalid_dates=invalid_dates(structure, dates),
        open_dates=open_dates(copy, dates, deadlines, adopted),
        call=read_call(structure, context) if kind.value == "call" else None,
    )


def _language(text: str) -> str:
    detected = detect_language(text)
    return "fa" if detected in {"fa", "ar"} else "en"


def _deadlines(
    copy: ReadingCopy,
    mentions: list[DateMention],
    adopted: Finding[date] | None,
    language: str,
) -> tuple[Deadline, ...]:
    found = find_deadlines_in(
        copy.folded.text,
        mentions,
        adopted=adopted.value if adopted else None,
        language=language,
    )
    return tuple(Deadline(*copy.from_folded(d.start, d.end), d) for d in found)


def _place(copy: ReadingCopy, found: Finding[str] | None) -> tuple[int, int] | None:
    return (copy.position(found.span.start), copy.position(found.span.end)) if found else None


def _known_names(
    copy: ReadingCopy, structure: Structure, members: tuple[Finding[str], ...]
) -> KnownNames:
    names = []
    for member in members:
        start, end = copy.position(member.span.start), copy.position(member.span.end)
        name = copy.text[start:end].split(" (")[0].strip()
        if 4 < len(name) < 90:
            names.append(name)
    for line in copy.lines[:12]:
        if line.start >= structure.first:
            break
        for piece in copy.text[line.start : line.end].split(" - "):
            stripped = piece.strip()
            if 8 < len(stripped) < 70 and stripped.startswith(("وزارت ", "سازمان ")):
                names.append(stripped)
    return KnownNames(names)


def _office(copy: ReadingCopy, member: Finding[str], end: int) -> Finding[str]:
    """Return the office of a member who is named with it: «سارا نادری معاون وزیر»."""
    start = copy.position(member.span.start)
    office = HEAD_ANYWHERE.search(copy.text, start, end)
    if office is None or not 0 < copy.text.count(" ", start, office.start()) <= 4:
        return member
    return copy.finding(office.start(), end, "office-of-head", member.confidence)


_HEAD_BEFORE = rx(r"(?<![\w-])(?:Chair(?:person)?|Convener|Lead|رئیس|راهبر) ?: ?\Z")


def _completed(
    group: WorkingGroup | None,
    members: tuple[Finding[str], ...],
    issuer: Finding[str] | None,
    structure: Structure,
    kind: str,
) -> WorkingGroup | None:
    """Fill in who leads the group from the member marked as its head, or from who calls."""
    if group is None or group.responsible_body is not None:
        return group
    if kind == "call":
        return WorkingGroup(group.title, issuer)
    text = structure.copy.text
    for member in members:
        end = structure.copy.position(member.span.end)
        remark = text[end : end + 25].strip()
        start = structure.copy.position(member.span.start)
        if _HEAD_BEFORE.search(text, max(0, start - 15), start) or remark.startswith(
            (
                "(رییس",
                "(ریاست",
                "(راهبر",
                "(میزبان",
                "(Chair",
                "(chair",
                "(Lead",
                "(lead",
                "(Host",
                "(Convener",
                "(convener",
                "- رییس",
                "به عنوان رییس",
                "، رییس",
            )
        ):
            return WorkingGroup(group.title, _office(structure.copy, member, end))
    return group
