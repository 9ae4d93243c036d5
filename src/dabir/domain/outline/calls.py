"""What a call asks for: its last day, the addresses, and who is invited.

Reads the copy, its deadlines and items; writes a ``CallReading``.
"""

import re
from datetime import date

from dabir.domain.calendars import DateMention, DeadlineMention
from dabir.domain.outline.deeds import Deadline, DutyContext
from dabir.domain.outline.model import CallReading, Finding
from dabir.domain.outline.names_fa import split_bodies
from dabir.domain.outline.nesting import Node
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_LOCAL = re.compile(r"[\w.+%'-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_LAST_DAY = rx(
    r"مهلت|آخرین (?:فرصت|زمان|روز)|فرصت|موعد|تمدید|ارسال|اعلام آمادگی|ثبت‌نام|پایان|"
    r"deadline|clos(?:es?|ing)|last day|no later|not later|submit|submitted|received|\bdue\b|"
    r"\bby\b|until|extended|respond",
    re.IGNORECASE,
)
_STRONG = rx(r"مهلت|آخرین|تمدید|deadline|closing date|closes|extended|last day", re.IGNORECASE)
_EXTENDED = rx(r"تمدید|extended", re.IGNORECASE)
_OTHER = rx(
    r"نتیجه|نتایج|اعلام خواهد شد|برگزار خواهد|نشست|وبینار|پرسش|results?|notified|webinar|"
    r"questions|meeting will|first meeting|inform",
    re.IGNORECASE,
)
_INVITED_BELOW = rx(
    r"(?:گروه‌ها|اشخاص|نهادها|دستگاه‌ها|مخاطبان|واجدان|افراد|متقاضیان|ذی‌نفعان)\S* .{0,60}(?:دعوت|"
    r"فراخوان)|دعوت.{0,80}:$|"
    r"(?:following|invites?|invited|open to|who (?:can|may|should) (?:apply|respond|take part)|"
    r"eligib)",
    re.IGNORECASE,
)
_INVITED_FA = rx(
    r"(?<!\w)از (?:(?:کلیه|همه|تمامی|عموم) )?(?P<list>[^.\n]{3,400}?)(?:،? ?(?:برای|جهت|به منظور|"
    r"در سراسر|سراسر کشور|که|تا)[^.\n]{0,200}?)? "
    r"(?:دعوت|درخواست|خواهشمند|تقاضا)"
)
_EXAMPLES = rx(r"(?:همچون|مانند|نظیر|از جمله|شامل|اعم از)(?: (?:اعضای محترم|اعضای))? ")
_INVITED_EN = re.compile(
    r"(?:invites?|calls? on|welcomes? (?:submissions|contributions|applications) from|open to|"
    r"addressed to|(?:submissions|contributions|"
    r"applications|nominations|comments|responses) (?:are|is) (?:invited|"
    r"welcome) from)\s+(?P<list>[^.\n]{3,400}?)(?=\s(?:to|who|that|wishing|with an interest|"
    r"are)\b|\.|\n|:)",
    re.IGNORECASE,
)


def read_call(structure: Structure, context: DutyContext) -> CallReading:
    """Return what the call asks for."""
    return CallReading(
        _deadline(structure, context), _contact(structure), _invited(structure, context)
    )


def _contact(structure: Structure) -> tuple[Finding[str], ...]:
    copy = structure.copy
    text = copy.text
    found: dict[str, Finding[str]] = {}
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text, max(0, at - 64), at)
        domain = _DOMAIN.match(text, at + 1)
        if local and domain and local.group().isascii():
            address = copy.finding(local.start(), domain.end(), "address", 0.97)
            found.setdefault(address.value.casefold(), address)
        at = text.find("@", at + 1)
    return tuple(found.values())


def _deadline(structure: Structure, context: DutyContext) -> Finding[date] | None:
    copy = structure.copy
    text = copy.text
    best: tuple[int, Deadline, date] | None = None
    for found in (*context.deadlines, *context.dates):
        day = _day(found)
        if day is None:
            continue
        line = copy.lines[copy.line_at(found.start)]
        before = text[max(line.start, found.start - 120) : found.start].rsplit(". ", 1)[-1]
        after = text[found.end : min(line.end, found.end + 60)].split(".", 1)[0]
        near = before + text[found.start : found.end] + after
        deadline = isinstance(found.mention, DeadlineMention)
        score = 3 if deadline else 0
        score += 4 if _STRONG.search(near) else 2 if _LAST_DAY.search(near) else 0
        score += 3 if _EXTENDED.search(near) else 0
        score -= 4 if _OTHER.search(before[-70:]) else 0
        if score >= 3 and (best is None or score > best[0]):
            best = (score, found, day)
    if best is None:
        return None
    _, found, day = best
    return Finding(day, copy.span(found.start, found.end), "call-deadline", 0.9)


def _day(found: Deadline) -> date | None:
    mention = found.mention
    if isinstance(mention, DateMention):
        return mention.day
    return mention.due


def _invited(structure: Structure, context: DutyContext) -> tuple[Finding[str], ...]:
    copy = structure.copy
    text = copy.text
    for index, node in enumerate(structure.nodes):
        if node.readings[:1] and node.readings[0][1] != 1:
            continue
        before = text[max(0, node.marker.start - 250) : node.marker.start].rstrip()
        lead = before.rsplit("\n", 1)[-1]
        if lead.endswith(":") and _INVITED_BELOW.search(lead):
            siblings = [
                (n, b)
                for n, b in zip(structure.nodes, structure.bounds, strict=True)
                if n.parent is node.parent and n.marker.start >= node.marker.start
            ]
            return _list_of(structure, siblings[:40])
        if index > 200:
            break
    found: dict[str, Finding[str]] = {}
    pattern = _INVITED_EN if context.language == "en" else _INVITED_FA
    for match in pattern.finditer(text, 0, 20_000):
        start, end = match.span("list")
        examples = _EXAMPLES.search(text, start, end)
        if examples:
            start = examples.end()
        for place in _pieces(text, start, end, context.language):
            piece = copy.finding(*place, "invited", 0.7)
            if 2 < len(piece.value) < 120:
                found.setdefault(piece.value, piece)
    return tuple(found.values())


def _list_of(
    structure: Structure, siblings: list[tuple[Node, tuple[int, int]]]
) -> tuple[Finding[str], ...]:
    copy = structure.copy
    found = []
    first = siblings[0][0]
    for node, (start, end) in siblings:
        if (node.marker.style, node.kind) != (first.marker.style, first.kind):
            break
        stop = copy.text.find("\n", start, end)
        stop = stop if stop >= 0 else end
        while stop > start and copy.text[stop - 1] in " .؛;،,":
            stop -= 1
        found.append(copy.finding(start, stop, "invited-item", 0.85))
    return tuple(found)


def _pieces(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    if language != "en":
        pieces: list[tuple[int, int]] = []
        for piece_start, piece_end in _cut(text, start, end, r"\s*،\s*|\sو\s(?=\S+(?:$|[،\s]))"):
            pieces += split_bodies(text, piece_start, piece_end)
        return pieces
    return _cut(text, start, end, r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")


def _cut(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    pieces, at = [], start
    for match in re.compile(separator).finditer(text, start, end):
        if match.start() > at:
            pieces.append((at, match.start()))
        at = match.end()
    if at < end:
        pieces.append((at, end))
    return pieces
