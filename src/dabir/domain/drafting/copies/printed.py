"""A text as it is printed: line by line, each with its mark as typed.

A line that is not empty is a printed clause. Marks («ماده ۱ ـ»، «تبصره»، «الف)»، "Article 1.",
"(a)", "1.2") are told apart from the words, so that what was merely numbered anew does not count as
reworded; but they stay in the line, because the numbers of a file are what its author typed.

Text that was cut into lines of one width, as mail programs do, is put together again first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dabir.domain.drafting.clauses import Kind

_NUMBER = r"[0-9۰-۹٠-٩]{1,4}"
_LETTER = r"(?:الف|[آابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیي]|[A-Za-z])"
_ROMAN = r"[IVXLCDMivxlcdm]{1,8}"
_FIRST = r"(?:یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده)(?:م)?|اول|سوم|یکم"
_TEENS = r"(?:یازده|دوازده|سیزده|چهارده|پانزده|شانزده|هفده|هجده|نوزده|بیست|سی|سی‌ا|چهل|پنجاه)م?"
_ORDINAL = rf"(?:{_TEENS}(?:\s+و\s+(?:{_FIRST}))?|{_FIRST})"
_AFTER = r"\s*(?:[-.:،ـ–—)\]]+\s*|$|(?=\())"

_PERSIAN_NAMES: tuple[tuple[str, Kind], ...] = (
    (r"پیوست|ضمیمه", Kind.ANNEX),
    (r"باب|بخش|فصل|مبحث|گفتار|قسمت", Kind.CHAPTER),
    (r"ماد[هۀة]ٔ?", Kind.ARTICLE),
    (r"تبصر[هۀة]ٔ?", Kind.NOTE),
    (r"بند|محور", Kind.CLAUSE),
    (r"جز[ءو]", Kind.ITEM),
)
_ENGLISH_NAMES: tuple[tuple[str, Kind], ...] = (
    (r"annex|appendix|schedule", Kind.ANNEX),
    (r"part|title|chapter", Kind.CHAPTER),
    (r"article|section|rule|regulation|principle", Kind.ARTICLE),
    (r"note", Kind.NOTE),
    (r"clause|paragraph|axis", Kind.CLAUSE),
    (r"item", Kind.ITEM),
)
_COUNT = rf"(?:{_NUMBER}(?:\s*[./ـ-]\s*{_NUMBER}){{0,3}})"
_NAMED: tuple[tuple[re.Pattern[str], Kind], ...] = (
    *(
        (
            re.compile(
                rf"(?:{name})(?:\s*شماره)?\s*"
                rf"(?:{_COUNT}(?:\s*مکرر)?|{_ORDINAL}|واحده|{_LETTER}(?!\w)){_AFTER}"
            ),
            kind,
        )
        for name, kind in _PERSIAN_NAMES
    ),
    (re.compile(rf"(?:تبصر[هۀة]ٔ?|پیوست|ضمیمه|مقدمه){_AFTER}"), Kind.NOTE),
    *(
        (
            re.compile(
                rf"(?:{name})\s+(?:{_COUNT}|{_ROMAN}|[A-Z])(?:\s*bis)?{_AFTER}", re.IGNORECASE
            ),
            kind,
        )
        for name, kind in _ENGLISH_NAMES
    ),
)
_BARE = re.compile(
    rf"[\[(]?(?:{_NUMBER}(?:\s?[.ـ-]\s?{_NUMBER}){{0,4}}|{_LETTER}|{_ROMAN})"
    rf"(?:\s?[-ـ]\s?{_NUMBER})?"
    r"(?:[)\]]\s*[-.ـ–—]?\s*|\s*[.ـ–—]\s*(?=\D|$)|\s*-\s*(?![0-9۰-۹٠-٩]))"
)
_COMPOUND = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{1,4}}\s+(?=\D)")
_PARAGRAPH = re.compile(r"(?:[•●▪■◦○‣⁃*–—]|-(?=\s)|#{1,6}(?=\s))\s*")
_BEFORE = re.compile(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_WORD_BEHIND = re.compile(r"\w")
_LETTER_DASHED = re.compile(r"[A-Za-z]\s*[-–—]\S|[A-Za-z]\.(?:\S|\s+[A-Z][a-z]*\.)")

_HEADED = frozenset({Kind.ANNEX, Kind.CHAPTER})
_LONGEST_HEADING = 120
_SHORTEST_WRAP = 50
_LONGEST_WRAP = 130
_SENTENCE_ENDS = (".", "؟", "?", "!", ":", "؛", ";")


@dataclass(frozen=True, slots=True)
class PrintedClause:
    """One line of a text.

    ``line[:start]`` is its mark with the blanks after it, the rest its words. `depth` is how far it
    is set in, 0 at the top. `uid` is there where the file names the clause. `heading` says that the
    line is a title rather than a provision.
    """

    line: str
    start: int = 0
    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    uid: str = ""
    heading: bool = False

    @property
    def mark(self) -> str:
        """The mark as it is printed, without the blanks around it."""
        return self.line[: self.start].strip()

    @property
    def words(self) -> str:
        """The line without its mark."""
        return self.line[self.start :]


def read_printed(text: str) -> list[PrintedClause]:
    """Return the lines of a text that are not empty, their marks told apart, set in by them."""
    return with_depths([printed(line) for line in _unwrapped(text)])


def with_depths(clauses: Iterable[PrintedClause]) -> list[PrintedClause]:
    """Return the clauses set in by the shapes of their marks: beside their like, or one further in.

    A line without a mark stands one further in than the mark before it.
    """
    placed: list[PrintedClause] = []
    open_shapes: list[tuple[int, str]] = []
    for each in clauses:
        if not each.start:
            depth = 0 if each.heading else len(open_shapes)
            if each.heading:
                open_shapes.clear()
        else:
            rank, shape = _RANKS.get(each.kind, _INNER), _shape(each.mark)
            if each.kind in _RANKS:
                while open_shapes and open_shapes[-1][0] >= rank:
                    open_shapes.pop()
            elif (rank, shape) in open_shapes:
                del open_shapes[open_shapes.index((rank, shape)) :]
            depth = len(open_shapes)
            open_shapes.append((rank, shape))
        placed.append(each if each.depth == depth else _at(each, min(depth, _DEEPEST)))
    return placed


def _at(clause: PrintedClause, depth: int) -> PrintedClause:
    return PrintedClause(clause.line, clause.start, clause.kind, depth, clause.uid, clause.heading)


_RANKS = {Kind.ANNEX: 0, Kind.CHAPTER: 1, Kind.ARTICLE: 2, Kind.NOTE: 3}
_INNER = 4
_DEEPEST = 8


@lru_cache(maxsize=4096)
def _shape(mark: str) -> str:
    """Return what marks of one list have in common: 1. 2. 3., (a) (b), 1-1 1-2."""
    shape = re.sub(r"[0-9۰-۹٠-٩]+", "1", mark)
    shape = re.sub(r"الف|[آ-یيك]", "ا", shape) if "1" not in shape else shape
    return re.sub(r"(?<![A-Za-z])[A-Za-z]+(?![A-Za-z])", "a", "".join(shape.split()))


def mark_of(line: str) -> tuple[int, Kind]:
    """Return where the words of a line begin behind its mark, 0 without one, and its kind."""
    if not line:
        return 0, Kind.PARAGRAPH
    for pattern, kind in _NAMED:
        match = pattern.match(line)
        if match is not None:
            return match.end(), kind
    if _LETTER_DASHED.match(line):
        return 0, Kind.PARAGRAPH
    match = _BARE.match(line) or _COMPOUND.match(line)
    if match is not None:
        return match.end(), Kind.CLAUSE
    match = _PARAGRAPH.match(line)
    return (match.end(), Kind.ITEM) if match is not None else (0, Kind.PARAGRAPH)


def printed(line: str) -> PrintedClause:
    """Return one line with its mark told apart, not set in yet."""
    start, kind = mark_of(line)
    heading = line.startswith("#") or (kind in _HEADED and len(line) <= _LONGEST_HEADING)
    return PrintedClause(line, start, kind, heading=heading)


def _unwrapped(text: str) -> list[str]:
    blocks: list[list[str]] = [[]]
    for raw in text.splitlines():
        begun = _BEFORE.match(raw)
        line = (raw[begun.end() :] if begun else raw).rstrip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    if not _is_wrapped(blocks):
        return [line for block in blocks for line in block]
    lines: list[str] = []
    for block in blocks:
        for place, line in enumerate(block):
            if place and not mark_of(line)[0] and _goes_on(block[place - 1]):
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
    return lines


def _goes_on(line: str) -> bool:
    return len(line) >= _SHORTEST_WRAP or not line.endswith(_SENTENCE_ENDS)


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether lines were cut at one width: nearly all that go on are nearly as long as any."""
    # A line before one with a mark ends a clause, and so may be short like the last of a block.
    inner = [line for block in blocks for line, after in pairwise(block) if not mark_of(after)[0]]
    if len(inner) < 3:
        return False
    longest = max(len(line) for block in blocks for line in block)
    if not _SHORTEST_WRAP <= longest <= _LONGEST_WRAP:
        return False
    full = sum(len(line) > longest - 20 for line in inner)
    ended = sum(line.endswith(_SENTENCE_ENDS) for line in inner)
    return full >= 0.7 * len(inner) and ended <= 0.5 * len(inner)
