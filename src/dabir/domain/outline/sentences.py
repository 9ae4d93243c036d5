"""The sentences of a text, each with the item it stands in.

Reads the structure; writes ``Sentence``s in order. A sentence begins at the beginning of an item's
own text, after a full stop, or at the beginning of a line or bullet; a line that was only wrapped
goes on with the sentence before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.outline.structure import Structure

_FULL_STOP = re.compile(r"[.؟!]+[»\")\]]*(?=\s)")
_LATER_FULL_STOP = re.compile(r"(?<![.؟!])" + _FULL_STOP.pattern)
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)\w|(?<!\w)(?:No|Mr|Mrs|Ms|Dr|Prof|Sec|Art|Arts|para|paras|pp|vol|e\.g|i\.e|etc|cf|"
    r"Inc|Ltd|Co|St|Capt|Cllr|Gen|Col|Lt|Hon|Amb|Eng|ch|app|approx|Rev|Add|op))\.$"
)
_TERMINAL = '.:؛;!؟?»"'
_KEYED = re.compile(r"[^:.؛\n]{1,30}:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the copy: ``node`` is the index of its item, None outside the items."""

    start: int
    end: int
    node: int | None
    bulleted: bool
    line: int


def sentences_of(structure: Structure) -> list[Sentence]:
    """Return the sentences of the text in order, markers left out."""
    found: list[Sentence] = []
    copy = structure.copy
    if structure.first > 0:
        found += _in_stretch(structure, 0, min(structure.first, len(copy.text)), None)
    for index, (start, end) in enumerate(structure.bounds):
        if end > start:
            found += _in_stretch(structure, start, end, index)
    return found


def _in_stretch(structure: Structure, start: int, end: int, node: int | None) -> list[Sentence]:
    copy = structure.copy
    text, lines = copy.text, copy.lines
    found: list[Sentence] = []
    index = copy.line_at(start)
    while index < len(lines) and lines[index].start < end:
        first = index
        begin = max(lines[index].start, start)
        stop = min(lines[index].end, end)
        while index + 1 < len(lines) and lines[index + 1].start < end and goes_on(structure, index):
            index += 1
            stop = min(lines[index].end, end)
        index += 1
        if stop <= begin:
            continue
        at = begin
        for match in _full_stops(text, begin, stop):
            if match.end() >= stop or not _ends_sentence(text, at, match, stop):
                continue
            found.append(
                Sentence(at, match.end(), node, lines[first].bulleted and at == begin, first)
            )
            at = match.end()
            while at < stop and text[at].isspace():
                at += 1
        if at < stop:
            found.append(Sentence(at, stop, node, lines[first].bulleted and at == begin, first))
    return found


def _full_stops(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the full stops, looking at each row of dots but once however long it is."""
    first = _FULL_STOP.match(text, start, end)
    if first:
        yield first
        start = first.end()
    yield from _LATER_FULL_STOP.finditer(text, start, end)


def _ends_sentence(text: str, start: int, match: re.Match[str], stop: int) -> bool:
    if _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
        return False
    if match.group().startswith("..") and match.group().endswith(")"):
        return False
    following = text[match.end() : min(stop, match.end() + 3)].strip()
    return not (following[:1].isascii() and following[:1].islower())


def goes_on(structure: Structure, index: int) -> bool:
    """Tell whether line ``index`` was wrapped and the next one goes on with its sentence."""
    copy = structure.copy
    line, following = copy.lines[index], copy.lines[index + 1]
    if following.after_blank or following.bulleted:
        return False
    last, head = copy.text[line.end - 1], copy.text[following.start]
    if last in _TERMINAL:
        return False
    if head.isascii() and head.isalpha():
        long_enough = line.end - line.start > 45
        return long_enough and (head.islower() or last == ",")
    if _KEYED.match(copy.text, following.start, following.end):
        return False
    return line.end - line.start > 60 and not head.isdigit()
