"""Texts as rows to be printed: marks, headings and paragraphs, languages side by side.

A version and a compilation of proposals are laid out the same way; only a compilation has contests
among its words and notes at its clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dabir.domain.drafting import Clause, Kind, Numbering, NumberStyle, Part, Version
from dabir.domain.drafting.compiling.compilation import Compilation, CompiledClause
from dabir.domain.drafting.compiling.slots import Slot, Stretch
from dabir.domain.drafting.versions import ZERO_DRAFT
from dabir.formats.akoma_ntoso.naming import element_ids
from dabir.formats.text_facts import direction_of
from dabir.formats.texts.words import text_words

# What stands in these stands no deeper than they do.
_LEVEL_GROUND = {Kind.CHAPTER, Kind.ANNEX, Kind.PREAMBLE}
_TITLED = {Kind.CHAPTER, Kind.ANNEX}
_HANGING = {Kind.CLAUSE, Kind.ITEM}
_LEVELS = {Kind.CHAPTER: 2, Kind.ANNEX: 2, Kind.ARTICLE: 3}
_LONG = 12
_DEEPEST_HEADING = 6

Shape = Literal["title", "hanging", "run-in"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that could stand in a contest; empty ones leave the place out."""

    uid: str
    words: str
    supporters: tuple[str, ...]
    base: bool


@dataclass(frozen=True, slots=True)
class Contested:
    """A stretch with several wordings, the first that of the base; `number` counts from 1."""

    uid: str
    number: int
    choices: tuple[Choice, ...]


Piece = str | Contested
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What is proposed for a whole clause, and by whom."""

    what: Literal["add", "delete", "move", "moved_here"]
    supporters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A clause in one language; a heading of no pieces is none."""

    language: str
    direction: Literal["rtl", "ltr"]
    mark: str
    heading: Line
    paragraphs: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as it is printed.

    ``depth`` counts what it stands in, without chapters, annexes and the preamble. ``shape`` says
    how mark and words meet: "title" sets both apart, "hanging" puts the mark in a column of its
    own, "run-in" begins the words on the line of the mark. ``level`` is that of its heading in
    the outline below the title, which is 1; 0 is none.
    """

    uid: str
    id: str
    kind: Kind
    depth: int
    shape: Shape
    level: int
    sides: tuple[Side, ...]
    notes: tuple[Note, ...] = ()

    @property
    def headed(self) -> bool:
        """Whether it belongs into a table of contents."""
        return self.shape == "title" or any(side.heading for side in self.sides)


def lay_out(version: Version, languages: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a version in the order of reading."""
    numbering = Numbering(version)
    ids = element_ids(version)
    rows = []
    depths: dict[str | None, int] = {None: 0}
    for _, clause in version.walk():
        depth = depths[clause.parent]
        depths[clause.uid] = depth + (clause.kind not in _LEVEL_GROUND)
        sides = tuple(
            _side(
                language,
                numbering.label(clause.uid, language).mark,
                (clause.wording(Part.HEADING, language),),
                (clause.wording(Part.TEXT, language),),
            )
            for language in languages
        )
        rows.append(_row(clause, ids[clause.uid], depth, sides))
    return tuple(_levelled(rows))


def lay_out_compilation(compilation: Compilation, languages: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a compilation, new clauses where they would stand."""
    base = compilation.base
    numbering = Numbering(base)
    ids = element_ids(base)
    numbers: dict[str, int] = {}
    rows: list[Row] = []
    depths: list[int] = []
    for each in compilation.walk():
        clause = each.clause
        del depths[each.depth :]
        depth = depths[-1] if depths else 0
        depths.append(depth + (clause.kind not in _LEVEL_GROUND))
        sides = []
        for language in languages:
            if each.standing == "added":
                mark = f"{_name_of(clause.kind, language)} ({text_words(language).new})"
            else:
                mark = numbering.label(clause.uid, language).mark
            sides.append(
                _side(
                    language,
                    mark,
                    _pieces(each.wordings.get((Part.HEADING, language), ()), numbers),
                    _pieces(each.wordings.get((Part.TEXT, language), ()), numbers),
                )
            )
        # A clause that is moved stands in two places, and one identifier in a file in one.
        place = ids[clause.uid] if each.standing == "stands" else f"{each.standing}_{len(rows)}"
        rows.append(replace(_row(clause, place, depth, tuple(sides)), notes=_notes(each)))
    return tuple(_levelled(rows))


def wants_contents(rows: Sequence[Row]) -> bool:
    """Whether a text is so long that its reader wants a table of contents."""
    return sum(row.headed for row in rows) >= _LONG


def plain(line: Line) -> str:
    """Return the words of a line as they stand in the base."""
    return "".join(piece if isinstance(piece, str) else piece.choices[0].words for piece in line)


def contests_of(lines: Iterable[Line]) -> list[Contested]:
    """Return what is contested in lines, in order."""
    return [piece for line in lines for piece in line if isinstance(piece, Contested)]


def _row(clause: Clause, place: str, depth: int, sides: tuple[Side, ...]) -> Row:
    headed = any(side.heading for side in sides)
    shape: Shape = "run-in"
    if clause.kind in _TITLED and (headed or any(side.mark for side in sides)):
        shape = "title"
    elif clause.kind in _HANGING:
        shape = "hanging"
    level = _LEVELS.get(clause.kind, 4 + depth) if headed or shape == "title" else 0
    return Row(clause.uid, place, clause.kind, depth, shape, level, sides)


def _levelled(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, no level of the outline skipped on the way down."""
    last = 1
    for row in rows:
        if row.level:
            last = min(row.level, last + 1, _DEEPEST_HEADING)
        yield replace(row, level=last if row.level else 0)


def _side(language: str, mark: str, heading: Line, text: Line) -> Side:
    return Side(
        language,
        direction_of(language),
        mark,
        tuple(piece for piece in heading if piece),
        tuple(line for line in _lines(text) if plain(line).strip() or contests_of([line])),
    )


def _lines(pieces: Line) -> list[Line]:
    """Split the plain pieces at their line ends; a contest stays on its line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, Contested):
            lines[-1].append(piece)
            continue
        first, *rest = piece.split("\n")
        lines[-1].append(first)
        lines.extend([line] for line in rest)
    return [tuple(piece for piece in line if piece) for line in lines]


def _pieces(row: Iterable[Stretch], numbers: dict[str, int]) -> Line:
    pieces: list[Piece] = []
    for stretch in row:
        if not isinstance(stretch, Slot):
            pieces.append(stretch.text)
            continue
        number = numbers.setdefault(stretch.uid, len(numbers) + 1)
        choices = tuple(
            Choice(option.uid, option.words, option.supporters, option.keeps_base)
            for option in stretch.options
        )
        pieces.append(Contested(stretch.uid, number, choices))
    return tuple(pieces)


def _notes(each: CompiledClause) -> tuple[Note, ...]:
    if each.choice is None:
        return ()
    if each.standing == "moved_here" and each.option is not None:
        return (Note("moved_here", each.option.supporters),)
    if each.standing == "added" and each.option is not None:
        return (Note("add", each.option.supporters),)
    return tuple(
        Note("delete" if option.what == "delete" else "move", option.supporters)
        for option in each.choice.proposed
    )


def _name_of(kind: Kind, language: str) -> str:
    alone = Version.of(ZERO_DRAFT, [Clause("", None, 0, kind, NumberStyle.NONE)])
    return Numbering(alone).label("", language).name
