"""Finding which of some operations on one base meet."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product

from dabir.domain.drafting.amendments import (
    Add,
    Delete,
    Edit,
    Move,
    Proposed,
    names,
    sameness,
)
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.reasons import Conflict, ConflictReason
from dabir.domain.drafting.versions import Version


class Meetings:
    """The conflicts among some operations on one base.

    With `every_pair` each pair is yielded; without, enough of them to connect each cluster, and
    for each operation that is in conflict at least one.
    """

    def __init__(self, base: Version, proposed: Iterable[Proposed], *, every_pair: bool) -> None:
        self._proposed = sorted(proposed, key=_rank)
        self._every_pair = every_pair
        self._lines = Lines(base, self._proposed)
        self._moves: dict[str, list[list[Proposed]]] = {
            uid: alike(moves) for uid, moves in self._lines.moves.items()
        }
        self._meant = {
            (each.amendment, each.operation)
            for moves in self._lines.moves.values()
            for each in moves
        }
        # Who is bound to all that stands against him, so that the next need be bound to one alone.
        self._bound: set[Hashable] = set()

    def __iter__(self) -> Iterator[Conflict]:
        yield from self._edits()
        additions: dict[str, list[Proposed]] = {}
        places: dict[tuple[str | None, str | None], list[Proposed]] = {}
        for each in self._proposed:
            operation = each.operation
            if isinstance(operation, Add):
                additions.setdefault(operation.uid, []).append(each)
            if isinstance(operation, (Add, Move)):
                places.setdefault((operation.parent, operation.after), []).append(each)
        yield from self._different(self._moves.values(), ConflictReason.MOVED_TWICE)
        yield from self._different(map(alike, additions.values()), ConflictReason.SAME_UID)
        yield from self._different(map(alike, places.values()), ConflictReason.SAME_PLACE)
        for each in self._proposed:
            yield from self._with_moves(each)
            yield from self._with_deletes(each)

    def _edits(self) -> Iterator[Conflict]:
        targets: dict[tuple[str, Part, str], list[Proposed]] = {}
        for each in self._proposed:
            if isinstance(each.operation, Edit):
                targets.setdefault(each.operation.target, []).append(each)
        for proposed in targets.values():
            edits = [(_edit(group[0]), group) for group in alike(proposed)]
            edits.sort(key=lambda item: (item[0].start, item[0].end))
            yield from self._overlaps(edits) if self._every_pair else self._sweep(edits)

    def _overlaps(self, edits: list[tuple[Edit, list[Proposed]]]) -> Iterator[Conflict]:
        """Compare each edit with all before it that reach as far as its start."""
        reaching: list[tuple[Edit, list[Proposed]]] = []
        for edit, group in edits:
            reaching = [before for before in reaching if before[0].end >= edit.start]
            for other, others in reaching:
                yield from self._between(others, group, edit_reason(other, edit))
            reaching.append((edit, group))

    def _sweep(self, edits: list[tuple[Edit, list[Proposed]]]) -> Iterator[Conflict]:
        """Compare each edit with the widest before it and with one that ends where it starts.

        That is enough to connect clusters: ranges that share a word all overlap one another, and so
        the widest stands for them; ranges that end at one point overlap or touch there.
        """
        widest: tuple[Edit, list[Proposed]] | None = None
        ending: dict[int, tuple[Edit, list[Proposed]]] = {}
        for edit, group in edits:
            if widest is not None and widest[0].end > edit.start:
                yield from self._between(widest[1], group, edit_reason(widest[0], edit))
            if edit.start in ending:
                other, others = ending[edit.start]
                yield from self._between(others, group, edit_reason(other, edit))
            ending[edit.end] = edit, group
            if edit.end > edit.start and (widest is None or edit.end > widest[0].end):
                widest = edit, group

    def _different(
        self, groups: Iterable[list[list[Proposed]]], reason: ConflictReason
    ) -> Iterator[Conflict]:
        """Yield conflicts between those of each group that are not the same."""
        for sorts in groups:
            pairs = combinations(sorts, 2) if self._every_pair else pairwise(sorts)
            for one, other in pairs:
                yield from self._between(one, other, reason)

    def _between(
        self, one: list[Proposed], other: list[Proposed], reason: ConflictReason
    ) -> Iterator[Conflict]:
        """Yield the conflicts between two groups of operations that are the same."""
        if self._every_pair:
            pairs = list(product(one, other))
        else:
            pairs = [(one[0], each) for each in other] + [(each, other[0]) for each in one[1:]]
        for first, second in pairs:
            yield conflict(first, second, reason)

    def _with_moves(self, each: Proposed) -> Iterator[Conflict]:
        operation = each.operation
        if not isinstance(operation, (Add, Move)):
            return
        if operation.after is not None:
            groups = self._moves.get(operation.after, ())
            yield from self._against(each, groups, ConflictReason.ANCHOR_MOVED, operation.after)
        if isinstance(operation, Add):
            return
        for above in self._lines.up(each.amendment, operation.parent):
            # An amendment that makes the same move meant both; only a circle is refused then.
            groups = [
                group
                for group in self._moves.get(above, ())[: None if self._every_pair else 2]
                if (each.amendment, group[0].operation) not in self._meant
            ]
            yield from self._against(each, groups, ConflictReason.MOVED_INTO_MOVED, above)

    def _with_deletes(self, each: Proposed) -> Iterator[Conflict]:
        operation = each.operation
        deleting = operation.uid if isinstance(operation, Delete) else None
        reason = ConflictReason.DELETED_WITHIN if deleting else ConflictReason.DELETED
        for named in names(operation):
            deletes = self._lines.deletes(each.amendment, named)
            if deleting is not None:
                deletes = [delete for delete in deletes if delete.operation != operation]
            key = self._lines.foot(each.amendment, named), deleting
            yield from self._against(each, [deletes] if deletes else (), reason, key)

    def _against(
        self,
        each: Proposed,
        groups: Sequence[list[Proposed]],
        reason: ConflictReason,
        key: Hashable,
    ) -> Iterator[Conflict]:
        """Yield the conflicts of one operation with groups; without every pair, only with one.

        The first that meets the groups of `key` is bound to all of them.
        """
        if self._every_pair or (groups and (reason, key) not in self._bound):
            self._bound.add((reason, key))
            for group in groups:
                for other in group:
                    yield conflict(other, each, reason)
        elif groups:
            yield conflict(groups[0][0], each, reason)


class Lines:
    """What stands above each clause, and who would delete it or move it away."""

    def __init__(self, base: Version, proposed: Iterable[Proposed]) -> None:
        self._base = base
        self._added: dict[tuple[int, str], str | None] = {}
        self.moves: dict[str, list[Proposed]] = {}
        self._deletes: dict[str, list[Proposed]] = {}
        self._movers: dict[str, set[int]] = {}
        self._eligible: dict[str, list[Proposed]] = {}
        for each in proposed:
            operation = each.operation
            if isinstance(operation, Add):
                self._added[each.amendment, operation.uid] = operation.parent
            elif isinstance(operation, Move):
                self.moves.setdefault(operation.uid, []).append(each)
                self._movers.setdefault(operation.uid, set()).add(each.amendment)
            elif isinstance(operation, Delete):
                self._deletes.setdefault(operation.uid, []).append(each)

    def up(self, amendment: int, uid: str | None) -> Iterator[str]:
        """Yield `uid` and what it stands in, through clauses that the amendment itself adds."""
        seen: set[str] = set()
        while uid is not None and uid not in seen:
            seen.add(uid)
            yield uid
            inside = uid in self._base
            uid = self._base[uid].parent if inside else self._added.get((amendment, uid))

    def foot(self, amendment: int, uid: str) -> str | None:
        """Return the first clause of the base on the way up from `uid`, None when there is none."""
        return next((each for each in self.up(amendment, uid) if each in self._base), None)

    def deletes(self, amendment: int, uid: str) -> list[Proposed]:
        """Return the deletions that take `uid` away.

        An amendment that moves a clause out of what it deletes does not delete the clause.
        """
        foot = self.foot(amendment, uid)
        if foot is None:
            return []
        if foot not in self._eligible:
            found: list[Proposed] = []
            rescuers: set[int] = set()
            for above in self.up(amendment, foot):
                deletes = self._deletes.get(above, ())
                found += (delete for delete in deletes if delete.amendment not in rescuers)
                rescuers |= self._movers.get(above, set())
            self._eligible[foot] = found
        return self._eligible[foot]

    def rescued(self, amendment: int, uid: str) -> Iterator[tuple[str, frozenset[int]]]:
        """Yield what `uid` stands in, itself first, with whose deletions of it spare `uid`."""
        rescuers: frozenset[int] = frozenset()
        for above in self.up(amendment, uid):
            yield above, rescuers
            rescuers |= self._movers.get(above, set())


def edit_reason(before: Edit, after: Edit) -> ConflictReason:
    """Why two edits of one wording meet: `before` sorts first and reaches the start of `after`."""
    if before.start == before.end == after.start == after.end:
        return ConflictReason.SAME_POINT
    if before.end == after.start:
        return ConflictReason.ADJACENT
    if after.start == after.end:
        return ConflictReason.INSERTION_INSIDE
    return ConflictReason.SAME_WORDS


def alike(proposed: Iterable[Proposed]) -> list[list[Proposed]]:
    """Gather the operations that are the same but for spelling, in the order given."""
    groups: dict[Hashable, list[Proposed]] = {}
    for each in proposed:
        groups.setdefault(sameness(each.operation), []).append(each)
    return list(groups.values())


def conflict(one: Proposed, other: Proposed, reason: ConflictReason) -> Conflict:
    """Return the conflict of two operations, the lower rank first."""
    first, second = (one, other) if one.rank < other.rank else (other, one)
    return Conflict(first, second, reason)


def _edit(proposed: Proposed) -> Edit:
    assert isinstance(proposed.operation, Edit)  # noqa: S101 (only edits have targets)
    return proposed.operation


def _rank(each: Proposed) -> tuple[int, int]:
    return each.rank
