"""Clauses written as plain text with their marks, as people type or paste a draft.

A line that begins with a mark begins a clause («ماده ۱ ـ»، «تبصره»، «الف)»، "Article 1.", "(a)");
the lines up to the next mark belong to it. Where more lines follow, a short first line after the
mark of a chapter, an article or an annex is its heading. What stands before the first mark is the
preamble. Numbers are not kept: they follow from the places.

Errors:
    Unmatched           two languages do not have the same clauses
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.numbering import Numbering
from dabir.domain.drafting.versions import Version
from dabir.domain.language import to_ascii_digits


class Unmatched(ValueError):
    """Two languages do not have the same clauses; `place` counts from 1 where they part."""

    def __init__(self, place: int) -> None:
        super().__init__(f"the languages part at clause {place}")
        self.place = place


_END = r"\s*(?:[-.:ـ–—)]+\s*|$|(?=\())"
_NUMBER = r"[0-9۰-۹٠-٩]{1,4}"
_ORDINAL = r"(?:[آ-ی\u200c]+(?:\s+و\s+[آ-ی\u200c]+)?)"
_ROMAN = r"[IVXLCDM]{1,8}"

# What a line may begin with: the mark, the kind of clause, its style; "" leaves the style to see.
_NAMED: tuple[tuple[re.Pattern[str], Kind, NumberStyle], ...] = tuple(
    (re.compile(pattern + _END, re.IGNORECASE), kind, style)
    for pattern, kind, style in (
        (r"(?:مقدمه|preamble)", Kind.PREAMBLE, NumberStyle.NONE),
        (rf"(?:فصل|chapter)\s+(?:{_NUMBER})", Kind.CHAPTER, NumberStyle.DIGITS),
        (rf"(?:فصل\s+{_ORDINAL}|chapter\s+{_ROMAN})", Kind.CHAPTER, NumberStyle.ORDINAL),
        (rf"(?:پیوست|ضمیمه|annex)(?:\s+شماره)?\s+(?:{_NUMBER})", Kind.ANNEX, NumberStyle.DIGITS),
        (
            rf"(?:(?:پیوست|ضمیمه)(?:\s+شماره)?\s+{_ORDINAL}|annex\s+{_ROMAN})",
            Kind.ANNEX,
            NumberStyle.ORDINAL,
        ),
        (
            rf"(?:ماد[هۀة]ٔ?\s*(?:{_NUMBER}|واحده)|article\s+{_NUMBER})",
            Kind.ARTICLE,
            NumberStyle.DIGITS,
        ),
        (rf"(?:تبصر[هۀة]ٔ?(?:\s*{_NUMBER})?|note(?:\s+{_NUMBER})?)", Kind.NOTE, NumberStyle.DIGITS),
    )
)
_DIGITS = re.compile(rf"(?P<mark>{_NUMBER})\s*(?:[.)ـ–—]|-(?!\s*{_NUMBER}))\s*")
_LETTERS = re.compile(r"\(?(?P<mark>الف|[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]|[a-z])\s*[).ـ–—-]\s*")

_BEFORE = re.compile(r"^[\s\u200e\u200f]+")
_LONGEST_HEADING = 90
_HEADED = {Kind.CHAPTER, Kind.ARTICLE, Kind.ANNEX}


@dataclass(slots=True)
class _Read:
    """A clause as it is read; its kind, or the shape of its mark, settles where it hangs."""

    kind: Kind | None
    style: NumberStyle
    letter: str
    lines: list[str]


def read_marked(text: str, language: str, new_uid: Callable[[], str]) -> list[Clause]:
    """Return the clauses of a plain text in the order of reading, in one language.

    `new_uid` is called once for each clause. Of an empty text there are none.
    """
    read = _lines(text)
    _settle_abjad(read)
    clauses: list[Clause] = []
    path: list[tuple[int, Clause]] = []
    shapes: list[tuple[int, NumberStyle]] = []
    for each in read:
        rank = _RANK.get(each.kind) if each.kind is not None else None
        if rank is None:
            rank = _inner_rank(path, shapes, each.style)
        while path and path[-1][0] >= rank:
            path.pop()
        shapes = [(known, style) for known, style in shapes if known < rank]
        if each.kind is None:
            shapes.append((rank, each.style))
        kind = each.kind or (Kind.CLAUSE if rank == _INNER else Kind.ITEM)
        heading, words = heading_and_words(kind, each.lines)
        clause = Clause(
            uid=new_uid(),
            parent=path[-1][1].uid if path else None,
            order=len(clauses),
            kind=kind,
            style=each.style,
            heading={language: heading},
            text={language: words},
        )
        clauses.append(clause)
        if kind is not Kind.PREAMBLE:
            path.append((rank, clause))
    return clauses


_RANK = {
    Kind.PREAMBLE: 0,
    Kind.ANNEX: 0,
    Kind.CHAPTER: 1,
    Kind.ARTICLE: 2,
    Kind.NOTE: 3,
}
_INNER = 4


def _inner_rank(
    path: Sequence[tuple[int, Clause]],
    shapes: Sequence[tuple[int, NumberStyle]],
    style: NumberStyle,
) -> int:
    """Where a numbered or lettered line hangs: beside its like, or inside what stands open."""
    for rank, known in reversed(shapes):
        if known is style:
            return rank
    return max(_INNER, shapes[-1][0] + 1) if shapes and path else _INNER


def _lines(text: str) -> list[_Read]:
    read: list[_Read] = []
    for raw in text.splitlines():
        line = _BEFORE.sub("", raw).rstrip()
        found = _marked(line)
        if found is not None:
            read.append(found)
        elif line and read:
            read[-1].lines.append(line)
        elif line:
            read.append(_Read(Kind.PREAMBLE, NumberStyle.NONE, "", [line]))
    return read


def _marked(line: str) -> _Read | None:
    for pattern, kind, style in _NAMED:
        match = pattern.match(line)
        if match is not None:
            return _Read(kind, style, "", [line[match.end() :].strip()])
    match = _DIGITS.match(line)
    if match is not None:
        return _Read(None, NumberStyle.DIGITS, "", [line[match.end() :].strip()])
    match = _LETTERS.match(line)
    if match is not None:
        return _Read(None, NumberStyle.LETTERS, match["mark"], [line[match.end() :].strip()])
    return None


def read_plainly(text: str) -> list[tuple[str, str]]:
    """Return the clauses of somebody else's text as pairs of their mark, as written, and words.

    Lines before the first mark are left out; where there is no mark at all, each line is a clause
    without one.
    """
    found: list[tuple[str, list[str]]] = []
    lines = [stripped for line in text.splitlines() if (stripped := line.strip())]
    for line in lines:
        if _marked(line) is not None:
            mark, words = _apart(line)
            found.append((mark, [words]))
        elif found:
            found[-1][1].append(line)
    if not found:
        return [("", line) for line in lines]
    return [(mark, "\n".join(word for word in words if word)) for mark, words in found]


def _apart(line: str) -> tuple[str, str]:
    for pattern in (*(named for named, _kind, _style in _NAMED), _DIGITS, _LETTERS):
        match = pattern.match(line)
        if match is not None:
            mark = match.groupdict().get("mark") or match.group().rstrip(" \t-.:ـ–—)")
            return mark.strip(), line[match.end() :].strip()
    return "", line


def _settle_abjad(read: list[_Read]) -> None:
    """Letters are in the order of abjad where ج follows ب, and so are those after them."""
    lettered = [each for each in read if each.style is NumberStyle.LETTERS]
    letters = [each.letter for each in lettered]
    if any(pair == ("ب", "ج") for pair in pairwise(letters)):
        for each in lettered:
            each.style = NumberStyle.ABJAD


def heading_and_words(kind: Kind, lines: Sequence[str]) -> tuple[str, str]:
    """Tell the heading of a clause from its words, which stand in `lines` below its mark."""
    written = [line for line in lines if line]
    if kind in _HEADED and written and len(written[0]) <= _LONGEST_HEADING:
        first, *rest = written
        if kind is not Kind.ARTICLE or (rest and not first.endswith((".", "؛", "،", ":"))):
            return first.rstrip(":.").strip(), "\n".join(rest)
    return "", "\n".join(written)


def write_marked(version: Version, language: str) -> str:
    """Return a version as plain text with marks, such as `read_marked` reads, in one language."""
    numbering = Numbering(version)
    blocks: list[str] = []
    for _, clause in version.walk():
        mark = numbering.label(clause.uid, language).mark
        heading = clause.wording(Part.HEADING, language)
        words = clause.wording(Part.TEXT, language)
        if clause.kind is Kind.PREAMBLE:
            blocks.append("\n".join(part for part in (heading, words) if part))
        elif clause.kind in {Kind.CLAUSE, Kind.ITEM}:
            blocks.append(f"{mark} {words}")
        else:
            start = f"{mark} ـ " if language == "fa" else f"{mark}. "
            blocks.append(f"{start}{heading}\n{words}" if heading else f"{start}{words}")
    return "\n\n".join(block.strip() for block in blocks)


def in_both(one: Sequence[Clause], other: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of `one` with the wordings of `other` beside theirs, clause by clause.

    Raises:
        Unmatched: their kinds part somewhere, or one has more clauses.
    """
    for place, (left, right) in enumerate(zip(one, other, strict=False), start=1):
        if left.kind is not right.kind:
            raise Unmatched(place)
    if len(one) != len(other):
        raise Unmatched(min(len(one), len(other)) + 1)
    return [
        replace(
            left,
            heading={**right.heading, **left.heading},
            text={**right.text, **left.text},
        )
        for left, right in zip(one, other, strict=True)
    ]


def with_known_uids(clauses: Sequence[Clause], known: Iterable[Clause]) -> list[Clause]:
    """Return `clauses`, of which those that stood in `known` before get their uids back.

    A clause is known again by its wording in any language, else by its place among its kind.
    """
    before = list(known)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for clause in clauses:
        for old in before:
            if old.uid not in taken and old.kind is clause.kind and _shares_words(old, clause):
                names[clause.uid] = old.uid
                taken.add(old.uid)
                break
    for clause, old in zip(_in_order(clauses), _in_order(before), strict=False):
        if clause.uid not in names and old.uid not in taken and clause.kind is old.kind:
            names[clause.uid] = old.uid
            taken.add(old.uid)
    return [
        replace(
            clause,
            uid=names.get(clause.uid, clause.uid),
            parent=None if clause.parent is None else names.get(clause.parent, clause.parent),
        )
        for clause in clauses
    ]


def _shares_words(old: Clause, new: Clause) -> bool:
    return any(
        to_ascii_digits(old.text.get(language, "")) == to_ascii_digits(words)
        for language, words in new.text.items()
    )


def _in_order(clauses: Iterable[Clause]) -> list[Clause]:
    return sorted(clauses, key=lambda clause: clause.order)
