"""Carrying a pending amendment over to the version that came of its base.

The law: applying the rebased amendment to the new version gives what applying everything together
to the base would have given. Where that cannot be had, the operation needs to be drafted again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, groupby

from dabir.domain.drafting.against import Adopted
from dabir.domain.drafting.amendments import (
    Add,
    Delete,
    Edit,
    Move,
    Operation,
    Proposed,
    names,
    sameness,
)
from dabir.domain.drafting.application import apply, followers, run_after
from dabir.domain.drafting.meetings import alike
from dabir.domain.drafting.reasons import Conflict
from dabir.domain.drafting.versions import Version

_Key = tuple[int, int, tuple[int, int]]
"""What edits of one wording are sorted by when they are applied."""


class Fate(StrEnum):
    """What became of one operation."""

    CARRIED = "carried"
    ALREADY_DONE = "already_done"
    REDRAFT_NEEDED = "redraft_needed"


@dataclass(frozen=True, slots=True)
class RebasedOperation:
    """One operation of the pending amendment and its fate.

    `rebased` is there when it was carried; `conflicts` are the hard ones with what was adopted (of
    co-sponsors with the first), there when it needs to be drafted again. They may be empty then:
    another operation that this one depends on could not be carried, or two insertions came to meet
    in the wrong order.
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
    standing = Adopted(base, adopted, pending)
    done = {sameness(each.operation) for each in adopted}
    carrier = _Carrier(adopted)
    # Co-sponsors go where the first of them goes, or they would part and then contradict.
    firsts: dict[Hashable, tuple[int, int]] = {}
    for each in sorted(pending, key=lambda each: each.rank):
        firsts.setdefault(sameness(each.operation), each.rank)
    fates: list[RebasedOperation] = []
    for each in pending:
        same = sameness(each.operation)
        if same in done:
            fates.append(RebasedOperation(each, Fate.ALREADY_DONE))
        elif conflicts := standing.conflicts(each):
            fates.append(_redraft(each, conflicts))
        elif isinstance(each.operation, Delete) and each.operation.uid not in onto:
            # What is to be deleted went with a larger deletion.
            fates.append(RebasedOperation(each, Fate.ALREADY_DONE))
        else:
            carried = carrier.carry(each.operation, firsts[same])
            fates.append(RebasedOperation(each, Fate.CARRIED, replace(each, operation=carried)))
    return Rebased(tuple(_without_dangling(_without_collisions(fates), onto)))


def _redraft(each: Proposed, conflicts: Iterable[Conflict] = ()) -> RebasedOperation:
    return RebasedOperation(each, Fate.REDRAFT_NEEDED, conflicts=tuple(conflicts))


class _Carrier:
    """What was adopted, arranged to find out how far it shifts a pending operation."""

    def __init__(self, adopted: Iterable[Proposed]) -> None:
        firsts = [group[0] for group in alike(sorted(adopted, key=lambda each: each.rank))]
        edits: dict[Hashable, list[tuple[_Key, int]]] = {}
        places: dict[tuple[str | None, str | None], list[tuple[tuple[int, int], str]]] = {}
        for each in firsts:
            operation = each.operation
            if isinstance(operation, Edit):
                shift = len(operation.new) - len(operation.old)
                key = operation.start, operation.end, each.rank
                edits.setdefault(operation.target, []).append((key, shift))
            elif isinstance(operation, (Add, Move)):
                place = operation.parent, operation.after
                places.setdefault(place, []).append((each.rank, operation.uid))
        # By target: the keys of the edits in order, and how far all up to each of them shift.
        self._shifts: dict[Hashable, tuple[list[_Key], list[int]]] = {}
        for target, found in edits.items():
            found.sort()
            shifts = accumulate((shift for _, shift in found), initial=0)
            self._shifts[target] = [key for key, _ in found], list(shifts)
        self._places = places
        self._followers = followers(each.operation for each in firsts)

    def carry(self, operation: Operation, rank: tuple[int, int]) -> Operation:
        """Return an operation of that rank as it reads against the new version."""
        if isinstance(operation, Edit):
            keys, shifts = self._shifts.get(operation.target, ([], [0]))
            shift = shifts[bisect_left(keys, (operation.start, operation.end, rank))]
            start, end = operation.start + shift, operation.end + shift
            return replace(operation, start=start, end=end)
        if isinstance(operation, Delete):
            return operation
        placed = self._places.get((operation.parent, operation.after), [])
        before = bisect_left(placed, (rank, ""))
        if not before:
            return operation
        last = placed[before - 1][1]
        run = run_after(self._followers, operation.parent, last)
        return replace(operation, after=run[-1] if run else last)


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
        ordered = sorted(meeting, key=lambda at: (at[0], result[at[1]].original.rank))
        # What is kept of the points passed, and the highest rank among it.
        kept: set[Hashable] = set()
        highest = (-1, -1)
        for _, together in groupby(ordered, key=lambda at: at[0]):
            staying: list[RebasedOperation] = []
            for _, index in together:
                fate = result[index]
                if fate.original.rank < highest or _inserted(fate) in kept:
                    result[index] = _redraft(fate.original)
                else:
                    staying.append(fate)
            kept.update(_inserted(fate) for fate in staying)
            highest = max([highest, *(fate.original.rank for fate in staying)])
    return result


def _inserted(fate: RebasedOperation) -> Hashable:
    assert fate.rebased is not None  # noqa: S101 (only what was carried meets)
    return sameness(fate.rebased.operation)


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
