"""Who worded what: for each stretch of a wording the version and the amendments it came with.

A wording is followed from the version that brought it. What an accepted edit put in is its own;
words that an edit repeats stay whose they were; what changed without an edit that accounts for it
belongs to the version alone. A clause is known by its uid, so that a move changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dabir.domain.drafting.amendments import Add, Edit, Proposed
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.comparing.differences import compare
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.drafting.versions import Symbol, Version

Key = tuple[str, Part, str]
"""A wording: clause uid, part and language."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The version that brought some words, and the amendments that it took them from, by number."""

    version: Symbol
    amendments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Blamed:
    """Words of one origin: ``wording[start:end]``, in code points."""

    start: int
    end: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Step:
    """A wording as a version has it, with the accepted operations that made it of the one before.

    `operations` are edits of the wording as it was before, or the addition of its clause; others
    are left aside.
    """

    version: Symbol
    words: str
    operations: tuple[Proposed, ...] = ()


_Piece = tuple[str, Origin]


def blame(steps: Iterable[Step]) -> tuple[Blamed, ...]:
    """Return whose words a wording is made of, in order, each character in one stretch.

    `steps` are the wording in its versions, the oldest first; versions in which it did not change
    may be left out.
    """
    pieces: list[_Piece] = []
    words = ""
    for step in steps:
        pieces = list(_followed(pieces, words, step))
        words = step.words
    return tuple(_placed(pieces))


def blame_version(
    versions: Iterable[Version], adopted: Mapping[Symbol, Iterable[Proposed]]
) -> dict[Key, tuple[Blamed, ...]]:
    """Return whose words every wording of the last version is made of.

    `versions` come the oldest first; `adopted` has what made each of them of the one before.
    """
    steps: dict[Key, list[Step]] = {}
    last: Mapping[Key, str] = {}
    for version in versions:
        by_clause: dict[str, list[Proposed]] = {}
        for each in adopted.get(version.symbol, ()):
            by_clause.setdefault(each.operation.uid, []).append(each)
        before, last = last, _wordings(version)
        for key in {**before, **last}:
            if before.get(key, "") != last.get(key, ""):
                touching = tuple(by_clause.get(key[0], ()))
                steps.setdefault(key, []).append(
                    Step(version.symbol, last.get(key, ""), touching_wording(touching, key))
                )
    return {key: blame(steps[key]) for key in last}


def touching_wording(operations: Iterable[Proposed], key: Key) -> tuple[Proposed, ...]:
    """Return those operations that word a wording: edits of it, and the addition of its clause."""
    return tuple(
        each
        for each in operations
        if (isinstance(each.operation, Edit) and each.operation.target == key)
        or (isinstance(each.operation, Add) and each.operation.uid == key[0])
    )


def _wordings(version: Version) -> dict[Key, str]:
    return {
        (clause.uid, part, language): words
        for clause in version.clauses.values()
        for (part, language), words in clause.wordings().items()
    }


def _followed(pieces: list[_Piece], words: str, step: Step) -> Iterator[_Piece]:
    if words == step.words:
        yield from pieces
        return
    edits = _edits(step.operations)
    if edits and _applied(words, edits) == step.words:
        at = 0
        for edit, numbers in edits:
            origin = Origin(step.version, numbers)
            yield from _cut(pieces, at, edit.start)
            yield from _reworded(pieces, edit.start, edit.old, edit.new, origin)
            at = edit.end
        yield from _cut(pieces, at, len(words))
        return
    # An addition, or a change that the operations do not tell in full: all of them stand for it.
    numbers = tuple(sorted({each.amendment for each in step.operations}))
    yield from _reworded(pieces, 0, words, step.words, Origin(step.version, numbers))


def _edits(operations: Iterable[Proposed]) -> list[tuple[Edit, tuple[int, ...]]]:
    """Return the edits as they are applied, each with all amendments that made it."""
    first: dict[object, Edit] = {}
    behind: dict[object, list[int]] = {}
    for each in sorted(operations, key=lambda each: each.rank):
        edit = each.operation
        if isinstance(edit, Edit):
            key = edit.start, edit.end, spelling_key(edit.new)
            first.setdefault(key, edit)
            behind.setdefault(key, []).append(each.amendment)
    made = [(edit, tuple(dict.fromkeys(behind[key]))) for key, edit in first.items()]
    return sorted(made, key=lambda pair: (pair[0].start, pair[0].end))


def _applied(words: str, edits: Iterable[tuple[Edit, object]]) -> str:
    made, at = [], 0
    for edit, _ in edits:
        made += [words[at : edit.start], edit.new]
        at = edit.end
    return "".join([*made, words[at:]])


def _reworded(
    pieces: list[_Piece], start: int, old: str, new: str, origin: Origin
) -> Iterator[_Piece]:
    """Yield what became of ``old``: words that are in both stay whose they were."""
    at = start
    for change in compare(old, new):
        if change.kind == "equal":
            yield from _cut(pieces, at, at + len(change.old))
        elif change.new:
            yield change.new, origin
        at += len(change.old)


def _cut(pieces: Iterable[_Piece], start: int, end: int) -> Iterator[_Piece]:
    """Yield the pieces of a range of the wording that `pieces` make up."""
    at = 0
    for words, origin in pieces:
        left, right = max(start - at, 0), min(end - at, len(words))
        if left < right:
            yield words[left:right], origin
        at += len(words)
        if at >= end:
            return


def _placed(pieces: Iterable[_Piece]) -> Iterator[Blamed]:
    """Yield the stretches; neighbours of one origin are one."""
    held: Blamed | None = None
    at = 0
    for words, origin in pieces:
        end = at + len(words)
        if held is not None and held.origin == origin:
            held = replace(held, end=end)
        else:
            if held is not None:
                yield held
            held = Blamed(at, end, origin)
        at = end
    if held is not None:
        yield held
