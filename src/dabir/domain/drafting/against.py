"""What of adopted operations stands against pending ones.

What was adopted together is free of hard conflicts, so that each pending operation can be asked for
alone: the cost grows with the operations and what is found, not with their pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator

from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Proposed, names, sameness
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.meetings import Lines, alike, conflict, edit_reason
from dabir.domain.drafting.reasons import Conflict, ConflictReason
from dabir.domain.drafting.versions import Version


class Adopted:
    """Finds the hard conflicts between `adopted` operations and single ones of `pending`."""

    def __init__(
        self, base: Version, adopted: Iterable[Proposed], pending: Iterable[Proposed]
    ) -> None:
        adopted = sorted(adopted, key=lambda each: each.rank)
        pending = list(pending)
        everything = [*adopted, *pending]
        self._lines = Lines(base, everything)
        self._standing = set(adopted)
        self._meant = {
            (each.amendment, each.operation)
            for each in everything
            if isinstance(each.operation, Move)
        }
        self._edits: dict[tuple[str, Part, str], list[tuple[int, int, Proposed]]] = {}
        self._moves: dict[str, list[Proposed]] = {}
        self._adds: dict[str, Proposed] = {}
        self._anchored: dict[str, list[Proposed]] = {}
        self._moved_into: dict[str, list[Proposed]] = {}
        self._under: dict[str, list[tuple[Proposed, frozenset[int]]]] = {}
        deleted = {each.operation.uid for each in pending if isinstance(each.operation, Delete)}
        for group in alike(adopted):
            if isinstance(group[0].operation, Edit):
                self._take(group[0], deleted)
                continue
            # What an amendment moves besides may spare it a conflict that co-sponsors have.
            for each in group:
                self._take(each, deleted)
        for edits in self._edits.values():
            edits.sort(key=lambda edit: edit[:2])

    def conflicts(self, each: Proposed) -> list[Conflict]:
        """Return why a pending operation cannot be adopted any more, by the rank of what stands.

        Of operations that co-sponsors had adopted, the first stands for all.
        """
        first: dict[Hashable, Conflict] = {}
        for other, reason in self._met(each):
            met = conflict(each, other, reason)
            known = first.setdefault((sameness(other.operation), reason), met)
            if other.rank < (known.first if known.second == each else known.second).rank:
                first[sameness(other.operation), reason] = met
        found = first.values()
        return sorted(found, key=lambda met: (met.first.rank, met.second.rank, met.reason))

    def _take(self, each: Proposed, deleted: set[str]) -> None:
        operation = each.operation
        if isinstance(operation, Edit):
            edits = self._edits.setdefault(operation.target, [])
            edits.append((operation.start, operation.end, each))
        if isinstance(operation, (Add, Move)) and operation.after is not None:
            self._anchored.setdefault(operation.after, []).append(each)
        if isinstance(operation, Add):
            self._adds[operation.uid] = each
        elif isinstance(operation, Move):
            self._moves.setdefault(operation.uid, []).append(each)
            for above in self._lines.up(each.amendment, operation.parent):
                self._moved_into.setdefault(above, []).append(each)
        if deleted:
            for named in names(operation):
                for above, rescuers in self._lines.rescued(each.amendment, named):
                    if above in deleted:
                        self._under.setdefault(above, []).append((each, rescuers))

    def _met(self, each: Proposed) -> Iterator[tuple[Proposed, ConflictReason]]:
        operation = each.operation
        match operation:
            case Edit():
                yield from self._overlapping(operation)
            case Delete():
                for other, rescuers in self._under.get(operation.uid, ()):
                    if each.amendment not in rescuers and not isinstance(other.operation, Delete):
                        yield other, ConflictReason.DELETED
                return
            case Add():
                same_uid = self._adds.get(operation.uid)
                if same_uid is not None and sameness(same_uid.operation) != sameness(operation):
                    yield same_uid, ConflictReason.SAME_UID
                yield from self._anchor_moved(operation)
            case Move():
                yield from self._moving(each, operation)
                yield from self._anchor_moved(operation)
        for named in names(operation):
            for delete in self._lines.deletes(each.amendment, named):
                if delete in self._standing:
                    yield delete, ConflictReason.DELETED
                    break

    def _overlapping(self, edit: Edit) -> Iterator[tuple[Proposed, ConflictReason]]:
        edits = self._edits.get(edit.target, [])
        # Adopted ranges do not overlap: at most one reaches over the start of this one.
        first = bisect_left(edits, edit.start, key=lambda other: other[0])
        while first > 0 and edits[first - 1][1] > edit.start:
            first -= 1
        last = bisect_right(edits, edit.end, key=lambda other: other[0])
        for _, _, other in edits[first:last]:
            standing = other.operation
            assert isinstance(standing, Edit)  # noqa: S101 (only edits were gathered)
            if sameness(standing) == sameness(edit):
                continue
            before, after = sorted((edit, standing), key=lambda one: (one.start, one.end))
            reason = edit_reason(before, after)
            if before.end >= after.start and reason.hard:
                yield other, reason

    def _anchor_moved(self, operation: Add | Move) -> Iterator[tuple[Proposed, ConflictReason]]:
        if operation.after is not None:
            for moved in self._moves.get(operation.after, ())[:1]:
                yield moved, ConflictReason.ANCHOR_MOVED

    def _moving(self, each: Proposed, move: Move) -> Iterator[tuple[Proposed, ConflictReason]]:
        for moved in self._moves.get(move.uid, ())[:1]:
            if moved.operation != move:
                yield moved, ConflictReason.MOVED_TWICE
        for other in self._anchored.get(move.uid, ()):
            yield other, ConflictReason.ANCHOR_MOVED
        for other in self._moved_into.get(move.uid, ()):
            if (other.amendment, move) not in self._meant:
                yield other, ConflictReason.MOVED_INTO_MOVED
        for above in self._lines.up(each.amendment, move.parent):
            for moved in self._moves.get(above, ())[:1]:
                if (each.amendment, moved.operation) not in self._meant:
                    yield moved, ConflictReason.MOVED_INTO_MOVED
