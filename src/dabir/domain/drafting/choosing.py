"""Some of the operations of an amendment, chosen by the clauses that they are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dabir.domain.drafting.amendments import Add, Delete, Move, Operation
from dabir.domain.drafting.versions import Version


def without(
    version: Version, operations: Sequence[Operation], uids: Collection[str]
) -> tuple[Operation, ...]:
    """Return the operations on `version` that are left when nothing is done to some clauses.

    What cannot stand alone goes with them: whatever is put in a clause that is not added any more,
    and the deletion of a clause out of which one is not moved any more, which would go with it.
    What was put after a clause that is not added any more follows the one before.
    """
    kept = [each for each in operations if each.uid not in uids]
    while True:
        added = {each.uid for each in kept if isinstance(each, Add)}
        moved = {each.uid for each in kept if isinstance(each, Move)}
        doomed = {
            above
            for each in operations
            if isinstance(each, Move) and each.uid not in moved and each.uid in version
            for above in version.ancestors(each.uid)
        }
        left = [
            each
            for each in kept
            if not (isinstance(each, Delete) and each.uid in doomed)
            and not (
                isinstance(each, (Add, Move))
                and each.parent is not None
                and each.parent not in version
                and each.parent not in added
            )
        ]
        if len(left) == len(kept):
            break
        kept = left
    gone = {
        each.uid: each.after
        for each in operations
        if isinstance(each, Add) and each.uid not in added
    }
    return tuple(_behind(each, gone) for each in kept)


def _behind(operation: Operation, gone: dict[str, str | None]) -> Operation:
    if not isinstance(operation, (Add, Move)):
        return operation
    after = operation.after
    while after is not None and after in gone:
        after = gone[after]
    return operation if after == operation.after else replace(operation, after=after)
