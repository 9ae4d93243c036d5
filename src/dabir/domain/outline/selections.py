"""What words that a person marked in a text say: an item's marker and place, a duty, a name.

The rules are those of the whole reader; here they are asked about a few words that somebody holds
to be an item or a duty, so what needs certainty there is taken at its word here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dabir.domain.calendars.deadlines import find_deadlines
from dabir.domain.outline.deeds import DutyContext, Range
from dabir.domain.outline.duty_rules_en import deeds_en, supporters_en
from dabir.domain.outline.duty_rules_fa import deeds_fa
from dabir.domain.outline.duty_subjects_fa import supporters
from dabir.domain.outline.errors import UnreadableText
from dabir.domain.outline.known_names import KnownNames
from dabir.domain.outline.marker import Marker
from dabir.domain.outline.markers import marker_at
from dabir.domain.outline.model import ItemKind
from dabir.domain.outline.names_en import names_at
from dabir.domain.outline.names_fa import begins_body, bodies_at
from dabir.domain.outline.nesting import Nesting, Node, assign_paths
from dabir.domain.outline.reading_copy import ReadingCopy, copy_for_reading
from dabir.domain.outline.sentences import sentences_of
from dabir.domain.outline.structure import read_structure

HEAD = 60
"""As much of an item's beginning as tells its marker."""
TAIL = 12
"""As much of its end as tells whether it announces a list."""

_WORD_START = re.compile(r"(?<!\S)\S")
_EDGES = ' \t\r\n\u200c،,.؛;:-–—•«»"()'
_BEFORE_OTHERS = re.compile(
    r"(?<!\S)(?:به|از|برای|در|to|of|for|from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_JOINING = re.compile(r"\A(?:و|and|&)\s+", re.IGNORECASE)
_CUT_AFTER = re.compile(r"[.؛;!؟?\n]+|[،,]|(?<=\s)(?=(?:و|and)\s)")


@dataclass(frozen=True, slots=True)
class Item:
    """An item as its first words and its neighbours tell: where it stands, and its number.

    ``text_start`` is where, in the words, its own text begins, after the marker.
    """

    path: str
    kind: ItemKind
    number: str
    level: int
    text_start: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item that stands before: its words with the marker, and its path."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What words impose. Names and ``due_text`` are verbatim; ``relative`` is ISO 8601."""

    bodies: tuple[str, ...]
    supporting: tuple[str, ...]
    due: date | None
    due_text: str
    relative: str


def read_item(words: str, before: Sequence[Neighbour] = ()) -> Item | None:
    """Return the item that begins with ``words``, placed after those ``before``, in order.

    None where the words begin with no marker.
    """
    pieces = [*(f"{one.words[:HEAD]} … {one.words[-TAIL:]}" for one in before), words[:HEAD]]
    text = "\n".join(" ".join(piece.split()) for piece in pieces)
    copy = _copy(text)
    own = _copy(words)
    if copy is None or own is None:
        return None
    marker = _first_marker(own)
    if marker is None:
        return None
    nesting = Nesting(copy, [])
    path_of: dict[int, str] = {}
    last: Marker | None = None
    lines = dict(enumerate(copy.lines))
    for index, line in lines.items():
        last = marker_at(copy, line.start, line.end)
        placed = len(nesting.nodes)
        if last is not None:
            nesting.place(last)
        if len(nesting.nodes) > placed and index < len(before):
            path_of[id(nesting.nodes[-1])] = before[index].path
    assign_paths(nesting.nodes)
    node = nesting.nodes[-1] if nesting.nodes and nesting.nodes[-1].marker is last else None
    text_start = own.span(marker.text_start, len(own.text)).start
    if node is None:
        kind: ItemKind = "clause" if marker.number.isdigit() else "letter"
        return Item(marker.number, kind, marker.number, 1, text_start)
    path = _own_path(node, path_of)
    return Item(path, node.kind, marker.number, 1 + path.count("/") + path.count("."), text_start)


def _first_marker(copy: ReadingCopy) -> Marker | None:
    line = next(iter(copy.lines), None)
    return marker_at(copy, line.start, line.end) if line else None


def _own_path(node: Node, path_of: dict[int, str]) -> str:
    """Return the node's path below its parent as the document has named that one."""
    parent = node.parent
    while parent is not None and parent.kind == "chapter" and not parent.shown:
        parent = parent.parent
    if parent is None or id(parent) not in path_of:
        return node.path
    return path_of[id(parent)] + node.path[len(parent.path) :]


def read_deed(
    words: str,
    *,
    language: str,
    kind: str,
    adopted: date | None,
    names: Iterable[str] = (),
    guess: bool = True,
) -> Deed:
    """Return who must do what ``words`` say, with whom and by when; empty where they do not say.

    ``kind`` is that of the document, ``adopted`` its day, ``names`` the bodies it is known to name.
    Where no rule tells who must, the first body named is taken, unless ``guess`` is False.
    """
    copy = _copy(words)
    if copy is None:
        return Deed((), (), None, "", "")
    known = KnownNames(_copied(names))
    structure = read_structure(copy)
    context = DutyContext(copy.text, language, kind, known, (), (), {})
    bodies: list[Range] = []
    helpers: list[Range] = []
    for sentence in sentences_of(structure):
        start, end = sentence.start, sentence.end
        found = (
            deeds_en(context, start, end)
            if language == "en"
            else deeds_fa(context, start, end, in_item=True)
        )
        for deed in found:
            bodies += deed.bodies
            helpers += deed.supporting
        if not found:
            helpers += (
                supporters_en(copy.text, start, end)
                if language == "en"
                else supporters(context, start, end)
            )
    if not bodies and guess:
        bodies = _first_body(context, copy, helpers)
    deadlines = find_deadlines(words, adopted=adopted, language=language)
    setting = next((each for each in deadlines if each.due or each.relative), None)
    chosen = setting or next(iter(deadlines), None)
    return Deed(
        bodies=_verbatim(copy, bodies),
        supporting=_verbatim(copy, [each for each in helpers if each not in bodies]),
        due=chosen.due if chosen else None,
        due_text=chosen.text if chosen else "",
        relative=(chosen.relative or "") if chosen else "",
    )


def _first_body(context: DutyContext, copy: ReadingCopy, helpers: list[Range]) -> list[Range]:
    text, end = copy.text, len(copy.text)
    taken = {start for start, _ in helpers}
    for match in _WORD_START.finditer(text):
        at = match.start()
        if at in taken or _BEFORE_OTHERS.search(text, max(0, at - 12), at):
            continue
        if context.language == "en":
            if text[at].isupper():
                found, _ = names_at(text, at, end)
                if found and at > 0:
                    return list(found[:1])
        elif begins_body(text, at, end) or context.known.at(text, at, end):
            return bodies_at(text, at, end, context.known)[:1]
    return []


def _verbatim(copy: ReadingCopy, ranges: Iterable[Range]) -> tuple[str, ...]:
    names = (tidy(copy.verbatim(*each)) for each in dict.fromkeys(ranges))
    return tuple(name for name in names if name)


def _copied(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        copy = _copy(name)
        if copy is not None:
            yield copy.text.strip()


def _copy(text: str) -> ReadingCopy | None:
    try:
        return copy_for_reading(text)
    except UnreadableText:
        return None


def tidy(words: str) -> str:
    """Return words as a name: on one line, without the marks and the "and" around them."""
    line = " ".join(words.split()).strip(_EDGES)
    line = _JOINING.sub("", line)
    if line.count("(") > line.count(")"):
        line += ")"
    return line


def places_to_cut(words: str, most: int = 24) -> list[int]:
    """Return where ``words`` can be cut in two, best first come the ends of sentences.

    Offsets of the first character of what follows; at most ``most`` of them, in order.
    """
    strong: list[int] = []
    weak: list[int] = []
    for match in _CUT_AFTER.finditer(words):
        at = match.end()
        while at < len(words) and words[at].isspace():
            at += 1
        if words[: match.start()].strip() and at < len(words):
            (weak if match.group() in {"", "،", ","} else strong).append(at)
    kept = list(dict.fromkeys(strong))[:most]
    kept += [at for at in dict.fromkeys(weak) if at not in kept][: most - len(kept)]
    return sorted(kept)
