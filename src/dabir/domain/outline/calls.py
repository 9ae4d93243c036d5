"""What a call asks for: its last day, the addresses, and who is invited.

Reads the copy, its deadlines and items; writes a ``CallReading``.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from dabir.domain.calendars import DateMention, DeadlineMention
from dabir.domain.outline.deeds import Deadline, DutyContext
from dabir.domain.outline.model import CallReading, Finding
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
_STRONG = rx(
    r"مهلت|آخرین|تمدید|پایان وقت اداری|فرصت دار|deadline|closing date|\bcloses?\b|extended|"
    r"last day",
    re.IGNORECASE,
)
# What those who answer a call do: a date beside it is theirs, not one of the group's own work.
_ANSWERING = rx(
    r"\bappl(?:y|ies|ications?|icants?)\b|\bsubmi(?:t|ssions?)|\bnominat|expressions? of interest|"
    r"\brespon(?:d|ses?)\b|\bcomments?\b|\bcontributions?\b|\bproposals?\b|\babstracts?\b|"
    r"\bregist(?:er|ration)\b|\bsend\b|\bwrite to\b|\brepl(?:y|ies)\b|\breceived?\b|\breach\b|"
    r"درخواست|متقاضی|علاقه‌مند|داوطلب|ثبت‌نام|نام‌نویسی|ارسال|بفرست|مدارک|رزومه|پیشنهاد|نظرات|دیدگاه|"
    r"پذیرفته|اعلام آمادگی",
    re.IGNORECASE,
)
_TASK_LEAD = rx(
    r"\b(?:will|shall|is to|are to)\b[^.\n]{0,30}:?$|\btasks?\b|\bduties\b|\bmandate\b|work ?plan|"
    r"\boutputs?\b|deliverables?|timeline|milestones?|وظایف|وظیفه|برنامه کار|زمان‌بندی|خروجی|"
    r"دستاورد|خواهد (?:کرد|بود|داشت)",
    re.IGNORECASE,
)
_FORMER = rx(
    r"(?:\bearlier|\bprevious(?:ly)?|\boriginal(?:ly)?|\binstead of|پیشین|قبلی|قبلا|پیش‌تر|"
    r"به جای)[^\d\n]{0,45}$",
    re.IGNORECASE,
)
_SPAN_OF_TIME = rx(r"(?:in|during|throughout|over|در|طی)(?!\w)", re.IGNORECASE)
_EXTENDED = rx(r"تمدید|extended", re.IGNORECASE)
_OTHER = rx(
    r"نتیجه|نتایج|اعلام خواهد شد|برگزار خواهد|نشست|وبینار|پرسش|results?|notified|webinar|"
    r"questions|meeting will|first meeting|inform|\breviewed|\bselected|\bevaluated|\bpublish|"
    r"\bannounce|بررسی|داوری|منتشر",
    re.IGNORECASE,
)
_INVITED_BELOW = rx(
    r"(?:گروه‌ها|اشخاص|نهادها|دستگاه‌ها|مخاطبان|واجدان|افراد|متقاضیان|ذی‌نفعان)\S* .{0,60}(?:دعوت|"
    r"فراخوان|شرکت|ثبت‌نام|نام‌نویسی|مشارکت)|دعوت.{0,80}:$|مخاطبان|"
    r"(?:invit|welcome|open to|views from|who (?:can|may|should)|eligib|addressed to|encourage)",
    re.IGNORECASE,
)
_NOT_INVITED = rx(
    r"مدارک|شرایط|محورها|موضوعات|پرسش|سوال|questions?|answers?|documents?|information|topics|"
    r"issues|"
    r"criteria|conditions|include",
    re.IGNORECASE,
)
_CALLS = rx(r"(?:دعوت|درخواست|خواهشمند|تقاضا)(?!‌نامه|\w)")
_FROM_ALL = rx(r"(?<!\w)(?<!متشکل )(?<!مرکب )از (?:(?:کلیه|همه|تمامی|تمام|عموم) )?(?=\S)")
_LIST_ENDS = rx(r"،? (?:برای|جهت|به منظور|در سراسر|سراسر کشور|که|تا)(?!\w)")
_GENERAL = rx(r"(?:دیگر|سایر|غیره|علاقه‌مندان به (?:مشارکت|همکاری|عضویت|شرکت|حضور))(?!\w)")
_EXAMPLES = rx(r"(?:همچون|مانند|نظیر|از جمله|شامل|اعم از)(?: (?:اعضای محترم|اعضای))? ")
_OBJECTS = (
    r"(?:applications|comments|proposals|submissions|contributions|nominations|responses|abstracts|"
    r"expressions of interest|views|input|feedback|suggestions|answers)"
)
_INVITED_EN = re.compile(
    rf"(?:(?:invit(?:es?|ing)|welcomes?|seeks?|seeking) (?:\w+ ){{0,2}}{_OBJECTS}"
    r"(?: (?:on|for|to) [^.\n:]{3,80}?)? from|"
    rf"(?:invites?|seeks?|seeking|looking for)(?! (?:\w+ ){{0,2}}{_OBJECTS})|calls? on|"
    r"welcomes? (?:submissions|contributions|applications) from|open to|"
    r"addressed to|(?:submissions|contributions|"
    r"applications|nominations|comments|responses) (?:are|is) (?:invited|"
    r"welcome) from) +(?P<list>[^.\n]{3,400}?)(?=\s(?:to|who|that|wishing|with an interest|"
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
        score += 6 if _STRONG.search(near) else 2 if _LAST_DAY.search(near) else 0
        score += 3 if _ANSWERING.search(near) else 0
        score -= 6 if _among_tasks(structure, found.start) else 0
        score -= 6 if _FORMER.search(before) else 0
        score -= 3 if _SPAN_OF_TIME.match(text, found.start) else 0
        score += 3 if _EXTENDED.search(near) else 0
        score -= 4 if _OTHER.search(before[-70:]) else 0
        if score >= 3 and (best is None or score > best[0]):
            best = (score, found, day)
    if best is None:
        return None
    _, found, day = best
    return Finding(day, copy.span(found.start, found.end), "call-deadline", 0.9)


def _among_tasks(structure: Structure, at: int) -> bool:
    """Tell whether the place is in a list of what the group or the organiser will do."""
    copy = structure.copy
    index = copy.line_at(at)
    node = structure.index_at(at)
    if copy.lines[index].bulleted:
        while index > 0 and copy.lines[index].bulleted:
            index -= 1
    elif node is not None and structure.nodes[node].marker.start >= copy.lines[index].start:
        parent = structure.nodes[node].parent
        while node and structure.nodes[node].rule != "opens":
            node -= 1
            if structure.nodes[node] is parent:
                break
        index = copy.line_at(structure.nodes[node].marker.start)
        index -= 0 if structure.nodes[node] is parent else 1
    else:
        return False
    lead = copy.lines[max(index, 0)]
    return bool(_TASK_LEAD.search(copy.text, lead.start, lead.end))


def _day(found: Deadline) -> date | None:
    mention = found.mention
    if isinstance(mention, DateMention):
        return mention.last_day
    return mention.due


def _invited(structure: Structure, context: DutyContext) -> tuple[Finding[str], ...]:
    copy = structure.copy
    text = copy.text
    for index, line in enumerate(copy.lines[:400]):
        lead = text[line.start : line.end].rsplit(". ", 1)[-1]
        above = index + 1 < len(copy.lines) and copy.lines[index + 1].bulleted
        if not lead.endswith((":", "from", "invites", "invite") if above else ":"):
            continue
        if not _INVITED_BELOW.search(lead) or _NOT_INVITED.search(lead):
            continue
        listed = _listed_below(structure, index)
        if listed:
            return listed
    found: dict[str, Finding[str]] = {}
    spread = _invited_en if context.language == "en" else _invited_fa
    for place in spread(text):
        piece = copy.finding(*place, "invited", 0.7)
        if 2 < len(piece.value) < 120:
            found.setdefault(piece.value, piece)
    return tuple(found.values())


def _invited_en(text: str) -> Iterator[tuple[int, int]]:
    for match in _INVITED_EN.finditer(text, 0, 20_000):
        yield from _cut(text, *match.span("list"), r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")


def _invited_fa(text: str) -> Iterator[tuple[int, int]]:
    """Read «از همه استادان، پژوهشگران و ناشران دعوت می‌شود»."""
    for call in _CALLS.finditer(text, 0, 20_000):
        opened = max(text.rfind(".", 0, call.start()), text.rfind("\n", 0, call.start())) + 1
        starts = list(_FROM_ALL.finditer(text, max(opened, call.start() - 600), call.start()))
        whole = [each for each in starts if each.group().strip() != "از"]
        if not starts:
            continue
        start = (whole or starts)[0 if whole else -1].end()
        ends = _LIST_ENDS.search(text, start, call.start())
        end = ends.start() if ends else call.start()
        examples = _EXAMPLES.search(text, start, end)
        if examples:
            start = examples.end()
        for piece in _pieces(text, start, end):
            if not _GENERAL.match(text, *piece):
                yield piece


def _listed_below(structure: Structure, index: int) -> tuple[Finding[str], ...]:
    """Return what stands in items or bullets below the line, unless it asks questions."""
    copy = structure.copy
    following = copy.lines[index + 1] if index + 1 < len(copy.lines) else None
    if following is None:
        return ()
    node = structure.index_at(following.start)
    if node is not None and structure.nodes[node].marker.start == following.start:
        first = structure.nodes[node]
        pairs = list(zip(structure.nodes, structure.bounds, strict=True))[node : node + 40]
        found = _list_of(structure, [(n, b) for n, b in pairs if n.parent is first.parent])
    elif following.bulleted:
        bullets = takewhile(lambda line: line.bulleted, copy.lines[index + 1 : index + 41])
        found = tuple(_bullet(structure, line.start, line.end) for line in bullets)
    else:
        return ()
    return () if any(each.value.endswith(("?", "؟")) for each in found) else found


def _bullet(structure: Structure, start: int, end: int) -> Finding[str]:
    while end > start and structure.copy.text[end - 1] in " .؛;،,":
        end -= 1
    return structure.copy.finding(start, end, "invited-item", 0.85)


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


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a list at its commas, and its last part at و too: «اساتید حوزه و دانشگاه، ناشران»."""
    pieces = _cut(text, start, end, r"\s*،\s*")
    if not pieces:
        return []
    last_start, last_end = pieces[-1]
    others = _AND_OTHERS.search(text, last_start, last_end)
    if others:
        return [*pieces[:-1], (last_start, others.start())]
    joint = text.rfind(" و ", last_start, last_end)
    if joint < 0:
        return pieces
    return [*pieces[:-1], (last_start, joint), (joint + 3, last_end)]


_AND_OTHERS = rx(r" و (?:دیگر|سایر|همه|کلیه)(?!\w)")


def _cut(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    pieces, at = [], start
    for match in re.compile(separator).finditer(text, start, end):
        if match.start() > at:
            pieces.append((at, match.start()))
        at = match.end()
    if at < end:
        pieces.append((at, end))
    return pieces
