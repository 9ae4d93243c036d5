"""What a paragraph that somebody put in is: a new clause, or more of the clause before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dabir.domain.drafting import Clause, Kind, NumberStyle
from dabir.domain.drafting.comparing.marked import read_marked
from dabir.formats.word_changes.model import Shape
from dabir.formats.word_changes.styling import Role, clause_style

_INNER = {Kind.CLAUSE, Kind.ITEM}
_UNNUMBERED = {Kind.PREAMBLE, Kind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new clause as it begins: how deep it stands (from 0), what it is, and its words."""

    level: int
    kind: Kind
    style: NumberStyle
    text: str
    is_heading: bool = False


@dataclass(slots=True)
class Neighbour:
    """A clause that is there already, as the paragraph that shows it."""

    level: int
    kind: Kind
    style: NumberStyle
    shape: Shape
    marked: bool = False
    """Whether its wording begins with its number."""


@dataclass
class Recogniser:
    """Recognises new paragraphs by their style, their list, or the number typed before them.

    `neighbours` grows as clauses are met in the order of reading.
    """

    language: str
    neighbours: list[Neighbour] = field(default_factory=list)

    def recognise(
        self, text: str, label: str, shape: Shape, following: Neighbour | None
    ) -> Newcomer | None:
        """Return the clause that a paragraph begins, None where it goes on the one before."""
        styled = clause_style(shape.style)
        if styled is not None:
            if styled.role is Role.TEXT:
                return None
            return Newcomer(
                styled.depth, styled.kind, styled.number, text, styled.role is Role.HEADING
            )
        if label:
            return self._listed(text, label, shape, following)
        typed = self._typed(text)
        if typed is not None:
            return typed
        before = self.neighbours[-1] if self.neighbours else None
        beside = before or following
        if beside is None:
            return Newcomer(0, Kind.PARAGRAPH, NumberStyle.NONE, text)
        if beside.kind in _UNNUMBERED or beside.style is NumberStyle.NONE:
            return Newcomer(beside.level, beside.kind, beside.style, text)
        if before is None:
            return Newcomer(0, Kind.PARAGRAPH, NumberStyle.NONE, text)
        return None

    def _listed(self, text: str, label: str, shape: Shape, following: Neighbour | None) -> Newcomer:
        known = [*([following] if following is not None else []), *self.neighbours]
        for each in reversed(known):
            if (each.shape.list_id, each.shape.level) == (shape.list_id, shape.level):
                words = f"{label} {text}" if each.marked else text
                return Newcomer(each.level, each.kind, each.style, words)
        found = self._typed(f"{label} {text}")
        if found is not None:
            return found
        return Newcomer(shape.level or 0, Kind.CLAUSE, NumberStyle.DIGITS, text)

    def _typed(self, line: str) -> Newcomer | None:
        """Recognise a number that was typed («ماده ۵ ـ», "(b)") and take it from the words."""
        uids = iter(range(len(line) + 1))
        read = read_marked(line, self.language, lambda: str(next(uids)))
        if len(read) != 1 or read[0].kind in _UNNUMBERED:
            return None
        clause: Clause = read[0]
        alike = [
            each
            for each in self.neighbours
            if (each.kind, each.style) == (clause.kind, clause.style)
        ]
        if not alike and clause.kind in _INNER:
            alike = [each for each in self.neighbours if each.style is clause.style]
        words = "\n".join(
            part
            for part in (
                clause.heading.get(self.language, ""),
                clause.text.get(self.language, ""),
            )
            if part
        )
        if alike:
            nearest = alike[-1]
            text = line if nearest.marked else words
            return Newcomer(nearest.level, nearest.kind, nearest.style, text)
        if self.neighbours and self.neighbours[-1].marked:
            last = self.neighbours[-1]
            return Newcomer(last.level, last.kind, last.style, line)
        level = 0
        if clause.kind in {*_INNER, Kind.NOTE} and self.neighbours:
            level = self.neighbours[-1].level + 1
        return Newcomer(level, clause.kind, clause.style, words)
