"""A redline of two copies: every line of both once, what changed in it, and how much that is.

Words are counted as a reader counts them: a word with a ZWNJ is one, punctuation is none. Neither
a number that merely changed, nor what moved and stayed the same, nor another spelling is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.domain.drafting.copies.aligning import Aligned, Pairing
from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.domain.language import words


class ChangeKind(StrEnum):
    """What kind of change it is."""

    INSERT = "insert"
    """Words were put into a line."""
    DELETE = "delete"
    """Words were taken out of a line."""
    REPLACE = "replace"
    """Words of a line gave way to others."""
    SPELLING = "spelling"
    """The same words are spelled in another way."""
    ADD_CLAUSE = "add_clause"
    """A line is new."""
    DELETE_CLAUSE = "delete_clause"
    """A line is gone."""
    MOVE = "move"
    """Lines that stood together were put elsewhere together; `old` and `new` are their words."""
    SPLIT = "split"
    """One line became several; `old` and `new` are the marks of the first and of all."""
    JOIN = "join"
    """Several lines became one."""
    RENUMBER = "renumber"
    """A line has another mark; `old` and `new` are the marks."""


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change, as lists and files have it.

    `clause` names the line in which it is by the marks that lead to it ("Article 3 › (a)"), in a
    text without marks by its first words: that of the new text, of what is gone that of the old
    one. `place` is the index of the `RedlinedLine` it belongs to.
    """

    kind: ChangeKind
    old: str
    new: str
    clause: str
    place: int


@dataclass(frozen=True, slots=True)
class RedlinedLine:
    """A line of either text, or several that were split or joined.

    `mark` and `words` are what changed in them. A line that moved comes twice: where it went, and,
    with `leaves`, where it stood, then with its old wording as it was. `pairing` says what was
    paired and on what grounds.
    """

    mark: tuple[Change, ...]
    words: tuple[Change, ...]
    depth: int
    heading: bool
    pairing: Pairing
    leaves: bool = False

    @property
    def added(self) -> bool:
        """Whether the line is new."""
        return not self.pairing.old

    @property
    def deleted(self) -> bool:
        """Whether the line is gone."""
        return not self.pairing.new

    @property
    def changed(self) -> bool:
        """Whether there is anything at all to see in it."""
        return (
            self.added
            or self.deleted
            or self.pairing.moved
            or any(each.kind != "equal" for each in (*self.mark, *self.words))
        )


@dataclass(frozen=True)
class CopyRedline:
    """A redline of two copies, its changes and the words that they come to."""

    aligned: Aligned
    lines: tuple[RedlinedLine, ...]
    changes: tuple[ListedChange, ...]
    words_deleted: int
    words_inserted: int
    words_respelled: int


def redline_copies(aligned: Aligned) -> CopyRedline:
    """Return the redline of two texts that were aligned."""
    lines = tuple(_lines(aligned))
    changes = tuple(_changes(aligned, lines))
    counted = [each for each in changes if each.kind in _COUNTED]
    return CopyRedline(
        aligned,
        lines,
        changes,
        words_deleted=sum(count_words(each.old) for each in counted),
        words_inserted=sum(count_words(each.new) for each in counted),
        words_respelled=sum(
            count_words(each.new) for each in changes if each.kind is ChangeKind.SPELLING
        ),
    )


_COUNTED = frozenset(
    {
        ChangeKind.INSERT,
        ChangeKind.DELETE,
        ChangeKind.REPLACE,
        ChangeKind.ADD_CLAUSE,
        ChangeKind.DELETE_CLAUSE,
    }
)


def count_words(text: str) -> int:
    """Return how many words a reader counts in `text`."""
    return len(words(text)) if text else 0


# -- the lines -------------------------------------------------------------------------------------


def _lines(aligned: Aligned) -> Iterator[RedlinedLine]:
    left = _left_places(aligned)
    yield from left.pop(-1, ())
    for pairing in aligned.pairings:
        yield _line(aligned, pairing)
        if pairing.old and not pairing.moved:
            yield from left.pop(pairing.old[-1], ())


def _left_places(aligned: Aligned) -> dict[int, list[RedlinedLine]]:
    """Return what moved away, by the last line before it that did not: -1 for none."""
    moved = {
        pairing.old[0]: pairing for pairing in aligned.pairings if pairing.moved and pairing.old
    }
    stays = {here for pairing in aligned.pairings if not pairing.moved for here in pairing.old[-1:]}
    left: dict[int, list[RedlinedLine]] = {}
    last = -1
    for here in range(len(aligned.old)):
        if here in stays:
            last = here
        elif here in moved:
            left.setdefault(last, []).append(_left(aligned, moved[here]))
    return left


def _left(aligned: Aligned, pairing: Pairing) -> RedlinedLine:
    first = aligned.old[pairing.old[0]]
    return RedlinedLine(
        _same(first.line[: first.start]),
        _same(_joined(aligned.old, pairing.old, first.start)),
        first.depth,
        first.heading,
        pairing,
        leaves=True,
    )


def _line(aligned: Aligned, pairing: Pairing) -> RedlinedLine:
    old = aligned.old[pairing.old[0]] if pairing.old else None
    new = aligned.new[pairing.new[0]] if pairing.new else None
    shown = new or old
    assert shown is not None  # noqa: S101 (a pairing has a line on one side at least)
    before = _joined(aligned.old, pairing.old, old.start if old else 0)
    after = _joined(aligned.new, pairing.new, new.start if new else 0)
    return RedlinedLine(
        _marks(old.line[: old.start] if old else "", new.line[: new.start] if new else ""),
        _same(before) if before == after else tuple(compare(before, after)),
        shown.depth,
        shown.heading,
        pairing,
    )


def _joined(lines: Sequence[PrintedClause], places: Sequence[int], start: int) -> str:
    """Return the words of lines, one below the other; those after the first keep their marks."""
    return "\n".join(lines[place].line for place in places)[start:]


def _same(text: str) -> tuple[Change, ...]:
    return (Change("equal", text, text),) if text else ()


def _marks(old: str, new: str) -> tuple[Change, ...]:
    if old == new:
        return _same(old)
    if old.strip() == new.strip():
        return _same(new)
    kind = "replace" if old and new else "delete" if old else "insert"
    return (Change(kind, old, new),)  # type: ignore[arg-type]  # one of the three


# -- the changes -----------------------------------------------------------------------------------


def _changes(aligned: Aligned, lines: Sequence[RedlinedLine]) -> Iterator[ListedChange]:
    old_names, names = cited(aligned.old), cited(aligned.new)
    moving: list[tuple[int, RedlinedLine]] = []
    for place, line in enumerate(lines):
        if line.leaves:
            continue
        if moving and not _goes_with(moving[-1][1].pairing, line.pairing):
            yield _move(aligned, moving, names)
            moving = []
        if line.pairing.moved:
            moving.append((place, line))
        old, new = line.pairing.old, line.pairing.new
        name = names[new[0]] if new else old_names[old[0]]
        yield from _line_changes(aligned, place, line, name)
    if moving:
        yield _move(aligned, moving, names)


def _goes_with(before: Pairing, pairing: Pairing) -> bool:
    """Whether a line moved together with the one before it."""
    return (
        pairing.moved
        and pairing.old[0] == before.old[-1] + 1
        and pairing.new[0] == before.new[-1] + 1
    )


def _move(
    aligned: Aligned, moving: Sequence[tuple[int, RedlinedLine]], names: Sequence[str]
) -> ListedChange:
    place, first = moving[0]
    old = [here for _, line in moving for here in line.pairing.old]
    words_of = "\n".join(aligned.old[here].words for here in old)
    name = names[first.pairing.new[0]]
    return ListedChange(ChangeKind.MOVE, words_of, words_of, name, place)


def _line_changes(
    aligned: Aligned, place: int, line: RedlinedLine, name: str
) -> Iterator[ListedChange]:
    old = [aligned.old[here] for here in line.pairing.old]
    new = [aligned.new[there] for there in line.pairing.new]
    if not new:
        yield ListedChange(ChangeKind.DELETE_CLAUSE, old[0].words, "", name, place)
        return
    if not old:
        yield ListedChange(ChangeKind.ADD_CLAUSE, "", new[0].words, name, place)
        return
    if len(new) > 1 or len(old) > 1:
        kind = ChangeKind.SPLIT if len(new) > 1 else ChangeKind.JOIN
        yield ListedChange(kind, _all_marks(old), _all_marks(new), name, place)
    elif old[0].mark != new[0].mark:
        yield ListedChange(ChangeKind.RENUMBER, old[0].mark, new[0].mark, name, place)
    later_marks = {each.mark for each in (*old[1:], *new[1:]) if each.mark}
    for change in line.words:
        if change.kind == "equal":
            continue
        if later_marks and (change.old or change.new).strip() in {"", *later_marks}:
            continue
        kind = ChangeKind.SPELLING if change.spelling_only else ChangeKind(change.kind)
        before, after = (_unmarked(each, later_marks) for each in (change.old, change.new))
        if kind is ChangeKind.REPLACE and not (before and after):
            kind = ChangeKind.DELETE if before else ChangeKind.INSERT
        if before or after:
            yield ListedChange(kind, before, after, name, place)


def _unmarked(text: str, marks: Iterable[str]) -> str:
    """Return words without the marks of lines that were split or joined, which are listed so."""
    for mark in marks:
        text = re.sub(rf"\n{re.escape(mark)}(?!\S)", "\n", text)
    return text.strip()


def _all_marks(lines: Sequence[PrintedClause]) -> str:
    return " ".join(line.mark for line in lines if line.mark)


_NAMED = 40
_CITED = " \t.:،ـ–—-"


def cited(lines: Sequence[PrintedClause]) -> list[str]:
    """Return what a list calls each line: the marks that lead to it, or else how it begins."""
    names: list[str] = []
    path: list[tuple[int, str]] = []
    for line in lines:
        while path and path[-1][0] >= line.depth:
            path.pop()
        mark = line.mark.strip(_CITED) if line.start else ""
        if mark:
            path.append((line.depth, mark))
        names.append(" › ".join(each for _, each in path) or _beginning(line.line))
    return names


def _beginning(line: str) -> str:
    flat = " ".join(line[: 4 * _NAMED].split())
    return flat if len(flat) <= _NAMED else flat[:_NAMED].rsplit(" ", 1)[0] + "…"
