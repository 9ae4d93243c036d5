"""Which operations cannot be adopted together, and why.

A conflict is symmetric. A *hard* one must be decided before the text can be made; a *soft* one
only means that operations meet, and that their rank orders them. Identical operations are no
conflict: their proposers are co-sponsors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise, product

from dabir.domain.drafting.amendments import (
    Add,
    Delete,
    Edit,
    Move,
    Operation,
    Proposed,
    names,
)
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.versions import Version


class ConflictReason(StrEnum):
    """Why two operations meet; pages turn it into a sentence."""

    SAME_WORDS = "same_words"
    """Both replace some of the same words."""
    INSERTION_INSIDE = "insertion_inside"
    """One inserts in the middle of what the other replaces."""
    DELETED = "deleted"
    """One works on, in or beside a clause that the other deletes."""
    MOVED_TWICE = "moved_twice"
    """Both move a clause, to different places."""
    MOVED_INTO_MOVED = "moved_into_moved"
    """One moves a clause into what the other moves."""
    ANCHOR_MOVED = "anchor_moved"
    """One puts a clause after a sibling that the other moves."""
    SAME_UID = "same_uid"
    """Both add a clause under one uid, but not the same clause."""
    SAME_POINT = "same_point"
    """Both insert at one point."""
    ADJACENT = "adjacent"
    """The ranges touch."""
    SAME_PLACE = "same_place"
    """Both put a clause after the same sibling."""
    DELETED_WITHIN = "deleted_within"
    """One deletes a clause inside what the other deletes."""

    @property
    def hard(self) -> bool:
        """Whether it must be decided before both can be applied."""
        return self not in _SOFT


_SOFT = {
    ConflictReason.SAME_POINT,
    ConflictReason.ADJACENT,
    ConflictReason.SAME_PLACE,
    ConflictReason.DELETED_WITHIN,
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two operations that meet, the lower rank first."""

    first: Proposed
    second: Proposed
    reason: ConflictReason

    @property
    def hard(self) -> bool:
        """Whether it must be decided before both can be applied."""
        return self.reason.hard


@dataclass(frozen=True, slots=True)
class Cluster:
    """Operations bound together by conflicts, by rank, and the reasons that bind them.

    Of the pairs in a cluster only enough are looked at to bind it, so `reasons` names at least one
    reason for each operation, not every reason of every pair.
    """

    operations: tuple[Proposed, ...]
    reasons: frozenset[ConflictReason]

    @property
    def hard(self) -> bool:
        """Whether at least one of its conflicts is hard."""
        return any(reason.hard for reason in self.reasons)


def find_conflicts(base: Version, proposed: Iterable[Proposed]) -> list[Conflict]:
    """Return every pair of operations that meet, with each of its reasons, ordered by rank.

    All operations are made against `base` and fit it (see `verification.verify`). Pairs grow with
    the square of those that meet at one place: pages list `conflict_clusters` instead.
    """
    found = set(Meetings(base, proposed, every_pair=True))
    return sorted(found, key=lambda each: (each.first.rank, each.second.rank, each.reason))


def conflict_clusters(base: Version, proposed: Iterable[Proposed]) -> list[Cluster]:
    """Return the operations that meet, directly or through others, as clusters ordered by rank."""
    return clusters_of(Meetings(base, proposed, every_pair=False))


def hard_clusters(base: Version, proposed: Iterable[Proposed]) -> list[Cluster]:
    """Return only what must be decided: clusters bound by hard conflicts alone."""
    meetings = Meetings(base, proposed, every_pair=False)
    return clusters_of(conflict for conflict in meetings if conflict.hard)


def cosponsored(proposed: Iterable[Proposed]) -> list[tuple[Proposed, ...]]:
    """Return the groups of identical operations from several proposals, each by rank."""
    alike = _alike(sorted(proposed, key=_rank)).values()
    return [tuple(group) for group in alike if len(group) > 1]


class Meetings:
    """The conflicts among some operations on one base.

    With `every_pair` each pair is yielded; without, enough of them to connect each cluster.
    """

    def __init__(self, base: Version, proposed: Iterable[Proposed], *, every_pair: bool) -> None:
        self._base = base
        self._proposed = sorted(proposed, key=_rank)
        self._every_pair = every_pair
        self._added: dict[tuple[int, str], str | None] = {}
        self._moves: dict[str, list[Proposed]] = {}
        self._deletes: dict[str, list[Proposed]] = {}
        self._movers: dict[str, set[int]] = {}
        self._meant = {(each.amendment, each.operation) for each in self._proposed}
        for each in self._proposed:
            operation = each.operation
            if isinstance(operation, Add):
                self._added[each.amendment, operation.uid] = operation.parent
            elif isinstance(operation, Move):
                self._moves.setdefault(operation.uid, []).append(each)
                self._movers.setdefault(operation.uid, set()).add(each.amendment)
            elif isinstance(operation, Delete):
                self._deletes.setdefault(operation.uid, []).append(each)

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
        yield from self._different(additions.values(), ConflictReason.SAME_UID)
        yield from self._different(places.values(), ConflictReason.SAME_PLACE)
        for each in self._proposed:
            yield from self._with_moves(each)
            yield from self._with_deletes(each)

    def _edits(self) -> Iterator[Conflict]:
        targets: dict[tuple[str, Part, str], dict[Edit, list[Proposed]]] = {}
        for each in self._proposed:
            if isinstance(each.operation, Edit):
                alike = targets.setdefault(each.operation.target, {})
                alike.setdefault(each.operation, []).append(each)
        for alike in targets.values():
            edits = sorted(alike.items(), key=lambda item: (item[0].start, item[0].end))
            yield from self._overlaps(edits) if self._every_pair else self._sweep(edits)

    def _overlaps(self, edits: list[tuple[Edit, list[Proposed]]]) -> Iterator[Conflict]:
        """Compare each edit with all before it that reach as far as its start."""
        reaching: list[tuple[Edit, list[Proposed]]] = []
        for edit, alike in edits:
            reaching = [before for before in reaching if before[0].end >= edit.start]
            for other, others in reaching:
                yield from self._between(others, alike, _edit_reason(other, edit))
            reaching.append((edit, alike))

    def _sweep(self, edits: list[tuple[Edit, list[Proposed]]]) -> Iterator[Conflict]:
        """Compare each edit with the widest before it and with one that ends where it starts.

        That is enough to connect clusters: ranges that share a word all overlap one another, and so
        the widest stands for them; ranges that end at one point overlap or touch there.
        """
        widest: tuple[Edit, list[Proposed]] | None = None
        ending: dict[int, tuple[Edit, list[Proposed]]] = {}
        for edit, alike in edits:
            if widest is not None and widest[0].end > edit.start:
                yield from self._between(widest[1], alike, _edit_reason(widest[0], edit))
            if edit.start in ending:
                other, others = ending[edit.start]
                yield from self._between(others, alike, _edit_reason(other, edit))
            ending[edit.end] = edit, alike
            if edit.end > edit.start and (widest is None or edit.end > widest[0].end):
                widest = edit, alike

    def _different(
        self, groups: Iterable[list[Proposed]], reason: ConflictReason
    ) -> Iterator[Conflict]:
        """Yield conflicts between the members of each group that are not identical."""
        for group in groups:
            sorts = list(_alike(group).values())
            pairs = combinations(sorts, 2) if self._every_pair else pairwise(sorts)
            for one, other in pairs:
                yield from self._between(one, other, reason)

    def _between(
        self, one: list[Proposed], other: list[Proposed], reason: ConflictReason
    ) -> Iterator[Conflict]:
        """Yield the conflicts between two groups of identical operations."""
        if self._every_pair:
            pairs = list(product(one, other))
        else:
            pairs = [(one[0], each) for each in other] + [(each, other[0]) for each in one[1:]]
        for first, second in pairs:
            yield _conflict(first, second, reason)

    def _with_moves(self, each: Proposed) -> Iterator[Conflict]:
        operation = each.operation
        if not isinstance(operation, (Add, Move)):
            return
        if operation.after is not None:
            for move in self._moves.get(operation.after, ()):
                yield _conflict(move, each, ConflictReason.ANCHOR_MOVED)
        if isinstance(operation, Add):
            return
        for above in self._line(each.amendment, operation.parent):
            for move in self._moves.get(above, ()):
                # An amendment that makes the same move meant both; only a circle is refused then.
                if (each.amendment, move.operation) not in self._meant:
                    yield _conflict(move, each, ConflictReason.MOVED_INTO_MOVED)

    def _with_deletes(self, each: Proposed) -> Iterator[Conflict]:
        operation = each.operation
        found: set[Proposed] = set()
        for named in names(operation):
            rescuers: set[int] = set()
            for above in self._line(each.amendment, named):
                deletes = self._deletes.get(above, ())
                found.update(delete for delete in deletes if delete.amendment not in rescuers)
                rescuers |= self._movers.get(above, set())
        within = isinstance(operation, Delete)
        for delete in found:
            if delete.operation != operation:
                reason = ConflictReason.DELETED_WITHIN if within else ConflictReason.DELETED
                yield _conflict(delete, each, reason)

    def _line(self, amendment: int, uid: str | None) -> Iterator[str]:
        """Yield `uid` and what it stands in, through clauses that the amendment itself adds."""
        seen: set[str] = set()
        while uid is not None and uid not in seen:
            seen.add(uid)
            yield uid
            inside = uid in self._base
            uid = self._base[uid].parent if inside else self._added.get((amendment, uid))


def _edit_reason(before: Edit, after: Edit) -> ConflictReason:
    """Why two edits of one wording meet: `before` sorts first and reaches the start of `after`."""
    if before.start == before.end == after.start == after.end:
        return ConflictReason.SAME_POINT
    if before.end == after.start:
        return ConflictReason.ADJACENT
    if after.start == after.end:
        return ConflictReason.INSERTION_INSIDE
    return ConflictReason.SAME_WORDS


def _rank(each: Proposed) -> tuple[int, int]:
    return each.rank


def _alike(proposed: Iterable[Proposed]) -> dict[Operation, list[Proposed]]:
    """Gather identical operations, in the order given."""
    alike: dict[Operation, list[Proposed]] = {}
    for each in proposed:
        alike.setdefault(each.operation, []).append(each)
    return alike


def _conflict(one: Proposed, other: Proposed, reason: ConflictReason) -> Conflict:
    first, second = sorted((one, other), key=_rank)
    return Conflict(first, second, reason)


def clusters_of(conflicts: Iterable[Conflict]) -> list[Cluster]:
    """Join conflicts that share an operation."""
    leaders: dict[Proposed, Proposed] = {}

    def leader(each: Proposed) -> Proposed:
        path = []
        while (above := leaders.setdefault(each, each)) != each:
            path.append(each)
            each = above
        for passed in path:
            leaders[passed] = each
        return each

    conflicts = list(conflicts)
    for conflict in conflicts:
        leaders[leader(conflict.first)] = leader(conflict.second)
    members: dict[Proposed, list[Proposed]] = {}
    for each in sorted(leaders, key=_rank):
        members.setdefault(leader(each), []).append(each)
    reasons: dict[Proposed, set[ConflictReason]] = {}
    for conflict in conflicts:
        reasons.setdefault(leader(conflict.first), set()).add(conflict.reason)
    return [
        Cluster(operations=tuple(group), reasons=frozenset(reasons[head]))
        for head, group in members.items()
    ]
