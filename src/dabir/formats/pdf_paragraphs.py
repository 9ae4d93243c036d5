"""Lines of a PDF to paragraphs, and the heads and feet of pages set apart."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A blank and a line's pitch, as parts of the letter size and of the usual pitch.
_BLANK = 0.2
_SAME_PARAGRAPH = 1.35
_SAME_SIZE = 0.12
_EDGE_ROWS = 2
_SAME_HEIGHT = 4.0
_NUMBERS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|صفح(?:ه|هٔ|ۀ|ة|ه‌ی))\W*)?#(?:\W*(?:of|from|از|/)\W*#)?\W*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.؛;:!?؟»\"”)]$")
# What begins an item is never the rest of the line before it, however full that was.
_MARKER = re.compile(
    r"^[(\[]?(?:[0-9\u0660-\u0669\u06f0-\u06f9]{1,4}(?:\s?[.\-–ـ/][0-9\u0660-\u0669\u06f0-\u06f9]{1,3})*"
    r"|[A-Za-z]|[ivxIVX]{1,5}|الف|[ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی])\s?[.)\]\-–ـ:](?:\s|$)"
    r"|^(?:ماده|تبصره|بند|فصل|بخش|پیوست|ضمیمه|Article|Annex|Section|Chapter)\s|^[•–▪●■□○*-]\s"
)
_HYPHENATED = re.compile(r"([a-z]+)[-\u2010]$")
_ADDRESS_BREAK = re.compile(r"\S[/@]$|^//$")
_LONGEST_WORD = 40
_LONGEST_PAGE_NUMBER = 60
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Line:
    """One line in reading order.

    ``slack`` is the room left at its end; ``lead`` is the width of its first word: the line before
    it had no room for that if the break was forced.
    """

    text: str
    middle: float
    size: float
    slack: float
    lead: float


def margin_rows(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Return of each page which of its lines are its head and foot.

    That is a line at the edge of a page that comes again, but for its numbers, at the same height
    of at least half the pages, or that is nothing but the number of the page.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key for index in _edges(page) for key in _keys(page[index])})
    least = max(2, len(pages) // 2)
    found: list[set[int]] = []
    for page in pages:
        edges = {
            index for index in _edges(page) if any(seen[key] >= least for key in _keys(page[index]))
        }
        last = _form(page[-1]) if len(page) > 1 else ""
        if len(last) < _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.match(last):
            edges.add(len(page) - 1)
        found.append(edges)
    return found


def _edges(page: Sequence[Line]) -> set[int]:
    last = len(page)
    return {*range(min(_EDGE_ROWS, last)), *range(max(0, last - _EDGE_ROWS), last)}


def _form(line: Line) -> str:
    return " ".join(_NUMBERS.sub("#", line.text).split())


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    """Name a line by its words and its height, in two grids, so that no edge of one parts two."""
    form = _form(line)
    for shift in (0, 1):
        yield form, 2 * int(line.middle / _SAME_HEIGHT + shift / 2) + shift


def paragraphs(flows: Iterable[Sequence[Line]]) -> list[str]:
    """Return the lines of flows joined to paragraphs, where a break was forced by the edge."""
    vocabulary: set[str] = set()
    flows = [list(flow) for flow in flows]
    for flow in flows:
        for line in flow:
            vocabulary.update(_WORD.findall(line.text))
    done: list[list[str]] = []
    previous: Line | None = None
    for flow in flows:
        pitches = [b.middle - a.middle for a, b in pairwise(flow)]
        usual = statistics.median_low([pitch for pitch in pitches if pitch > 0] or [0.0])
        for index, line in enumerate(flow):
            pitch = pitches[index - 1] if index else None
            if previous is not None and _goes_on(previous, line, pitch, usual):
                done[-1][-1:] = _join(done[-1][-1], line.text, vocabulary)
            else:
                done.append([line.text])
            previous = line
    return [" ".join(pieces) for pieces in done]


def _goes_on(previous: Line, line: Line, pitch: float | None, usual: float) -> bool:
    if "\t" in previous.text or "\t" in line.text or _MARKER.match(line.text):
        return False
    if abs(previous.size - line.size) > _SAME_SIZE * max(previous.size, line.size):
        return False
    if previous.slack >= line.lead + _BLANK * line.size:
        return False
    if pitch is None:
        # On another page or column the distance tells nothing.
        return not _SENTENCE_END.search(previous.text)
    return 0 < pitch <= _SAME_PARAGRAPH * usual


def _join(before: str, after: str, vocabulary: set[str]) -> tuple[str, ...]:
    """Return two lines as one where no blank stands between them, otherwise both."""
    if before.endswith("\u00ad"):
        return (before[:-1] + after,)
    if _ADDRESS_BREAK.search(before[-2:]) and after[:1].isalnum():
        return (before + after,)
    cut = _HYPHENATED.search(before[-_LONGEST_WORD:])
    if cut and after[:1].islower():
        rest = _WORD.match(after)
        whole = cut.group(1) + (rest.group() if rest else "")
        # A hyphen that the program set to break a word goes where the whole word is seen.
        return ((before[:-1] if whole in vocabulary else before) + after,)
    return before, after
