"""Carrying a pending amendment over to the version that came of its base.

The law: applying the rebased amendment to the new version gives what applying everything together
to the base would have given. Where that cannot be had, the operation needs to be drafted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dabir.domain.drafting.amendments import (
    Add,
    Delete,
    Edit,
    Move,
    Operation,
    Proposed,
    names,
)
from dabir.domain.drafting.application import apply, followers, run_after
from dabir.domain.drafting.conflicts import Conflict, find_conflicts
from dabir.domain.drafting.versions import Version


class Fate(StrEnum):
    """What became of one operation."""

    CARRIED = "carried"
    ALREADY_DONE = "already_done"
    REDRAFT_NEEDED = "redraft_needed"


@dataclass(frozen=True, slots=True)
class RebasedOperation:
    """One operation of the pending amendment and its fate.

    `rebased` is there when it was carried; `conflicts` are the hard ones with what was adopted,
    there when it needs to be drafted again. They may be empty then: another operation that this
    one depends on could not be carried, or two insertions came to meet in the wrong order.
    """

    original: Proposed
    fate: Fate
    rebased: Proposed | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebased:
    """The outcome for a whole amendment, operation by operation, in their order."""

    operations: tuple[RebasedOperation, ...]

    @property
    def redraft_needed(self) -> bool:
        """Whether at least one operation could not be carried."""
        return any(each.fate is Fate.REDRAFT_NEEDED for each in self.operations)

    def proposed(self) -> tuple[Proposed, ...]:
        """Return the operations that were carried, with their old ranks."""
        return tuple(each.rebased for each in self.operations if each.rebased is not None)


def rebase(pending: Iterable[Proposed], *, base: Version, adopted: Iterable[Proposed]) -> Rebased:
    """Carry `pending` operations from `base` over to ``apply(base, adopted)``.

    Operations keep their ranks. Conflicts of pending operations among themselves stay as they are.
    Give all that is pending at once, so that the operations of co-sponsors stay identical.

    Raises:
        HardConflicts, Unfit: `adopted` cannot be applied to `base`.
    """
    pending, adopted = list(pending), list(adopted)
    onto = apply(base, adopted)
    against = _hard_conflicts(base, pending, adopted)
    done = {each.operation for each in adopted}
    carrier = _Carrier(adopted)
    # Co-sponsors go where the first of them goes, or they would part and then contradict.
    firsts: dict[Operation, Proposed] = {}
    for each in sorted(pending, key=lambda each: each.rank):
        firsts.setdefault(each.operation, each)
    fates: list[RebasedOperation] = []
    for each in pending:
        if each.operation in done or _is_gone(each, onto, against):
            fates.append(RebasedOperation(each, Fate.ALREADY_DONE))
        elif each in against:
            fates.append(_redraft(each, against[each]))
        else:
            carried = carrier.carry(firsts[each.operation])
            fates.append(RebasedOperation(each, Fate.CARRIED, replace(each, operation=carried)))
    return Rebased(tuple(_without_dangling(_without_collisions(fates), onto)))


def _hard_conflicts(
    base: Version, pending: list[Proposed], adopted: list[Proposed]
) -> dict[Proposed, list[Conflict]]:
    """Return the hard conflicts between a pending and an adopted operation, by the pending one."""
    ours = set(pending)
    against: dict[Proposed, list[Conflict]] = {}
    for conflict in find_conflicts(base, [*pending, *adopted]):
        if conflict.hard and (conflict.first in ours) != (conflict.second in ours):
            mine = conflict.first if conflict.first in ours else conflict.second
            against.setdefault(mine, []).append(conflict)
    return against


def _is_gone(each: Proposed, onto: Version, against: Mapping[Proposed, list[Conflict]]) -> bool:
    """Whether what is to be deleted went with a larger deletion."""
    operation = each.operation
    return isinstance(operation, Delete) and operation.uid not in onto and each not in against


def _redraft(each: Proposed, conflicts: Iterable[Conflict] = ()) -> RebasedOperation:
    return RebasedOperation(each, Fate.REDRAFT_NEEDED, conflicts=tuple(conflicts))


class _Carrier:
    """What was adopted, arranged to find out how far it shifts a pending operation."""

    def __init__(self, adopted: Iterable[Proposed]) -> None:
        firsts: dict[Operation, Proposed] = {}
        for each in sorted(adopted, key=lambda each: each.rank):
            firsts.setdefault(each.operation, each)
        self._edits: dict[object, list[tuple[tuple[int, int, tuple[int, int]], int]]] = {}
        self._places: dict[tuple[str | None, str | None], list[tuple[tuple[int, int], str]]] = {}
        for each in firsts.values():
            operation = each.operation
            if isinstance(operation, Edit):
                shift = len(operation.new) - len(operation.old)
                self._edits.setdefault(operation.target, []).append((_key(each, operation), shift))
            elif isinstance(operation, (Add, Move)):
                place = operation.parent, operation.after
                self._places.setdefault(place, []).append((each.rank, operation.uid))
        self._followers = followers(each.operation for each in firsts.values())

    def carry(self, each: Proposed) -> Operation:
        """Return the operation as it reads against the new version."""
        operation = each.operation
        if isinstance(operation, Edit):
            key = _key(each, operation)
            edits = self._edits.get(operation.target, ())
            shift = sum(shift for other, shift in edits if other < key)
            start, end = operation.start + shift, operation.end + shift
            return replace(operation, start=start, end=end)
        if isinstance(operation, Delete):
            return operation
        place = operation.parent, operation.after
        before = [uid for rank, uid in self._places.get(place, ()) if rank < each.rank]
        if not before:
            return operation
        last = before[-1]
        run = run_after(self._followers, operation.parent, last)
        return replace(operation, after=run[-1] if run else last)


def _key(each: Proposed, edit: Edit) -> tuple[int, int, tuple[int, int]]:
    """What edits of one wording are sorted by when they are applied."""
    return edit.start, edit.end, each.rank


def _without_collisions(fates: Iterable[RebasedOperation]) -> list[RebasedOperation]:
    """Send back insertions that a deletion between them brought to one point, if out of order.

    At one point the rank decides; before, their points did. Equal ones would even become one.
    """
    result = list(fates)
    points: dict[object, list[tuple[int, int]]] = {}
    for index, fate in enumerate(result):
        old = fate.original.operation
        if fate.rebased is None or not isinstance(old, Edit) or old.start < old.end:
            continue
        new = fate.rebased.operation
        if isinstance(new, Edit):
            points.setdefault((new.target, new.start), []).append((old.start, index))
    for meeting in points.values():
        kept: list[tuple[int, int]] = []
        for start, index in sorted(meeting, key=lambda at: (at[0], result[at[1]].original.rank)):
            fate = result[index]
            if any(
                start != other_start and _collide(result[other], fate)
                for other_start, other in kept
            ):
                result[index] = _redraft(fate.original)
            else:
                kept.append((start, index))
    return result


def _collide(before: RebasedOperation, after: RebasedOperation) -> bool:
    same = (
        before.rebased is not None
        and after.rebased is not None
        and before.rebased.operation == after.rebased.operation
    )
    return same or before.original.rank > after.original.rank


def _without_dangling(
    fates: Iterable[RebasedOperation], onto: Version
) -> Iterable[RebasedOperation]:
    """Send back what depends on an operation that was itself sent back."""
    result = list(fates)
    dangling = True
    while dangling:
        dangling = False
        known = {
            (each.amendment, each.operation.uid)
            for fate in result
            if (each := fate.rebased) is not None and isinstance(each.operation, Add)
        }
        for index, fate in enumerate(result):
            each = fate.rebased
            if each is None:
                continue
            if any(
                uid not in onto and (each.amendment, uid) not in known
                for uid in names(each.operation)
            ):
                result[index] = _redraft(fate.original)
                dangling = True
    return result
