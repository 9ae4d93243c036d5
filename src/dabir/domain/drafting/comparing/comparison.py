"""What changed between two versions, clause by clause, and the operations that say the same.

Errors:
    Inexpressible       no operation can say what changed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Operation
from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.domain.drafting.comparing.sequences import increasing
from dabir.domain.drafting.versions import Version


class Inexpressible(ValueError):
    """No operation can say what changed: a clause became another kind or style of clause."""


@dataclass(frozen=True, slots=True)
class WordingChange:
    """How the heading or the text of a clause changed in one language."""

    part: Part
    language: str
    changes: tuple[Change, ...]

    @property
    def spelling_only(self) -> bool:
        """Whether every change is one of spelling."""
        return all(each.spelling_only for each in self.changes if each.kind != "equal")


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of one clause.

    `before` is None for an added clause, `after` for a deleted one. `moved` says that the clause
    itself was put elsewhere, not merely that its neighbours were.
    """

    uid: str
    before: Clause | None
    after: Clause | None
    moved: bool = False
    wording: tuple[WordingChange, ...] = ()

    @property
    def added(self) -> bool:
        """Whether the clause is new."""
        return self.before is None

    @property
    def deleted(self) -> bool:
        """Whether the clause is gone."""
        return self.after is None

    @property
    def relabelled(self) -> bool:
        """Whether it became another kind of clause, or is numbered in another style."""
        if self.before is None or self.after is None:
            return False
        return (self.before.kind, self.before.style) != (self.after.kind, self.after.style)

    @property
    def spelling_only(self) -> bool:
        """Whether nothing but spelling changed."""
        same_place = not (self.added or self.deleted or self.moved or self.relabelled)
        return same_place and all(each.spelling_only for each in self.wording)


def compare_versions(old: Version, new: Version) -> list[ClauseChange]:
    """Return the clauses that changed: those of `new` as they are read, then the deleted ones.

    Of siblings that changed places, as few as possible count as moved.
    """
    moved = _moved(old, new)
    changes = [
        ClauseChange(
            clause.uid,
            old.clauses.get(clause.uid),
            clause,
            moved=clause.uid in moved,
            wording=_wording(old[clause.uid], clause) if clause.uid in old else (),
        )
        for _, clause in new.walk()
    ]
    kept = [each for each in changes if each.added or each.moved or each.relabelled or each.wording]
    gone = (clause for _, clause in old.walk() if clause.uid not in new)
    return kept + [ClauseChange(clause.uid, clause, None) for clause in gone]


def operations_between(old: Version, new: Version) -> tuple[Operation, ...]:
    """Return operations on `old` that make `new` of it, as one amendment would put them.

    Raises:
        Inexpressible: a clause changed its kind or the style of its number.
    """
    moved = _moved(old, new)
    operations: list[Operation] = []
    for _, clause in new.walk():
        if clause.uid in old:
            before = old[clause.uid]
            if (before.kind, before.style) != (clause.kind, clause.style):
                raise Inexpressible(f"clause {clause.uid} became another kind of clause")
            operations += _edits(before, clause)
    for parent in (None, *(clause.uid for _, clause in new.walk())):
        operations += _placements(parent, old, new, moved)
    for _, clause in old.walk():
        if clause.uid not in new and (clause.parent is None or clause.parent in new):
            operations.append(Delete(clause.uid))
    return tuple(operations)


def _placements(
    parent: str | None, old: Version, new: Version, moved: set[str]
) -> Iterator[Operation]:
    """Yield what puts the children of `parent` in their places, in order.

    All are anchored on siblings that stay, so that each can be ruled on without the others.
    """
    anchor: str | None = None
    for uid in new.children(parent):
        clause = new[uid]
        if uid not in old:
            yield Add(uid, parent, anchor, clause.kind, clause.style, clause.heading, clause.text)
        elif uid in moved:
            yield Move(uid, parent, anchor)
        else:
            anchor = uid


def _moved(old: Version, new: Version) -> set[str]:
    """Return the clauses that were put elsewhere; among siblings, as few as possible."""
    moved: set[str] = set()
    for parent in (None, *new.clauses):
        stayed: list[tuple[int, int]] = []
        for order, uid in enumerate(new.children(parent)):
            if uid not in old:
                continue
            if old[uid].parent != parent:
                moved.add(uid)
            else:
                stayed.append((order, old[uid].order))
        places = {order for order, _ in increasing(stayed)}
        siblings = new.children(parent)
        moved.update(siblings[order] for order, _ in stayed if order not in places)
    return moved


def _wording(before: Clause, after: Clause) -> tuple[WordingChange, ...]:
    return tuple(
        WordingChange(part, language, tuple(compare(old, new)))
        for part, language, old, new in _reworded(before, after)
    )


def _reworded(before: Clause, after: Clause) -> Iterator[tuple[Part, str, str, str]]:
    for part, language in dict.fromkeys([*before.wordings(), *after.wordings()]):
        old, new = before.wording(part, language), after.wording(part, language)
        if old != new:
            yield part, language, old, new


def _edits(before: Clause, after: Clause) -> Iterator[Edit]:
    """Yield one edit for each run of changes; runs never touch, so that edits do not either."""
    for part, language, wording, other in _reworded(before, after):
        start = end = 0
        new = ""
        for change in [*compare(wording, other), Change("equal", "", "")]:
            if change.kind != "equal":
                end += len(change.old)
                new += change.new
                continue
            if end > start or new:
                yield Edit(before.uid, language, start, end, wording[start:end], new, part)
            start = end = end + len(change.old)
            new = ""
