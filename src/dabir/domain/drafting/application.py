"""Applying accepted operations to a version.

The result does not depend on the order in which the operations are given: edits fall into place by
their offsets, clauses by the sibling they follow, and where several meet, by rank.

Errors:
    HardConflicts       some of the operations cannot be adopted together
    (and the subclasses of `verification.Unfit`, for operations that do not fit the version)
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from dabir.domain.drafting.amendments import (
    Add,
    Delete,
    Edit,
    Move,
    Operation,
    Proposed,
    sameness,
)
from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.conflicts import Cluster, hard_clusters
from dabir.domain.drafting.verification import check_circles, check_references
from dabir.domain.drafting.versions import Symbol, Version


class HardConflicts(ValueError):
    """Some of the operations cannot be adopted together; `clusters` says which and why."""

    def __init__(self, clusters: list[Cluster]) -> None:
        super().__init__(f"{len(clusters)} hard conflicts are undecided")
        self.clusters = clusters


def apply(base: Version, accepted: Iterable[Proposed], *, symbol: Symbol | None = None) -> Version:
    """Return the version that `accepted` operations make of `base`.

    It is called `symbol`, or what follows the symbol of `base`. Operations of co-sponsors, the same
    but for spelling, count once, as the lowest rank writes them.

    Raises:
        HardConflicts: the operations cannot be adopted together.
        Unfit: an operation does not fit `base`, or needs one that was not accepted.
    """
    accepted = list(accepted)
    check_references(base, accepted)
    conflicts = undecided(base, accepted)
    if conflicts:
        raise HardConflicts(conflicts)
    operations = once(accepted)
    check_circles(base, operations)
    clauses = dict(base.clauses)
    for operation in operations:
        if isinstance(operation, Add):
            clauses[operation.uid] = operation.clause()
    _reword(clauses, operations)
    ordered = _placed(base, clauses, operations)
    _drop_deleted(ordered, operations)
    return Version.of(symbol or base.symbol.following(), ordered.values(), made_from=base.symbol)


def undecided(base: Version, accepted: Iterable[Proposed]) -> list[Cluster]:
    """Return the hard clusters that keep accepted operations from being adopted together.

    Of operations that are the same but for spelling one stands for all: that of the amendment of
    which most is accepted. What one amendment does together is no conflict because somebody else
    proposes a part of it alone, as to delete a clause out of which the other moves what it keeps.
    """
    accepted = list(accepted)
    clusters = hard_clusters(base, accepted)
    if not clusters:
        return []
    remaining = {
        each for cluster in hard_clusters(base, _standing(accepted)) for each in cluster.operations
    }
    return [each for each in clusters if remaining.intersection(each.operations)]


def _standing(accepted: Iterable[Proposed]) -> list[Proposed]:
    """Return of operations that are the same the one whose amendment has most of all accepted."""
    keyed = [
        (sameness(each.operation), each) for each in sorted(accepted, key=lambda each: each.rank)
    ]
    together: dict[int, set[Hashable]] = {}
    for key, each in keyed:
        together.setdefault(each.amendment, set()).add(key)
    standing: dict[Hashable, Proposed] = {}
    for key, each in keyed:
        other = standing.setdefault(key, each)
        if len(together[each.amendment]) > len(together[other.amendment]):
            standing[key] = each
    return list(standing.values())


def once(proposed: Iterable[Proposed]) -> list[Operation]:
    """Return the operations by rank; of those that are the same but for spelling the first."""
    first: dict[Hashable, Operation] = {}
    for each in sorted(proposed, key=lambda each: each.rank):
        first.setdefault(sameness(each.operation), each.operation)
    return list(first.values())


def followers(
    operations: Iterable[Operation],
) -> Mapping[tuple[str | None, str | None], list[str]]:
    """Return what is put into each parent after each sibling, in the order given."""
    places: dict[tuple[str | None, str | None], list[str]] = {}
    for operation in operations:
        if isinstance(operation, (Add, Move)):
            places.setdefault((operation.parent, operation.after), []).append(operation.uid)
    return places


def run_after(
    places: Mapping[tuple[str | None, str | None], list[str]],
    parent: str | None,
    anchor: str | None,
) -> list[str]:
    """Return all that comes to stand after `anchor`, with what follows the followers in turn."""
    run: list[str] = []
    waiting = list(reversed(places.get((parent, anchor), [])))
    while waiting:
        uid = waiting.pop()
        run.append(uid)
        waiting.extend(reversed(places.get((parent, uid), [])))
    return run


def _reword(clauses: dict[str, Clause], operations: list[Operation]) -> None:
    targets: dict[tuple[str, Part, str], list[Edit]] = {}
    for operation in operations:
        if isinstance(operation, Edit):
            targets.setdefault(operation.target, []).append(operation)
    for (uid, part, language), edits in targets.items():
        clause = clauses[uid]
        wording = clause.wording(part, language)
        pieces: list[str] = []
        at = 0
        # Sorting is stable: of insertions at one point the lower rank stays first.
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            pieces += wording[at : edit.start], edit.new
            at = edit.end
        pieces.append(wording[at:])
        changed = {**_wordings(clause, part), language: "".join(pieces)}
        clauses[uid] = (
            replace(clause, text=changed) if part is Part.TEXT else replace(clause, heading=changed)
        )


def _wordings(clause: Clause, part: Part) -> Mapping[str, str]:
    return clause.text if part is Part.TEXT else clause.heading


def _placed(
    base: Version, clauses: Mapping[str, Clause], operations: list[Operation]
) -> dict[str, Clause]:
    """Return all clauses with their new parent and order, the deleted ones still among them."""
    places = followers(operations)
    moved = {operation.uid for operation in operations if isinstance(operation, Move)}
    placed: dict[str, Clause] = {}
    for parent in (None, *clauses):
        siblings = run_after(places, parent, None)
        for uid in base.children(parent):
            # Nothing is anchored on a clause that moves away: that is a hard conflict.
            if uid not in moved:
                siblings += [uid, *run_after(places, parent, uid)]
        for order, uid in enumerate(siblings):
            clause = clauses[uid]
            stays = clause.parent == parent and clause.order == order
            placed[uid] = clause if stays else replace(clause, parent=parent, order=order)
    return placed


def _drop_deleted(clauses: dict[str, Clause], operations: list[Operation]) -> None:
    """Remove deleted clauses and what is left in them once all moves are done."""
    inside: dict[str | None, list[str]] = {}
    for clause in clauses.values():
        inside.setdefault(clause.parent, []).append(clause.uid)
    doomed = [operation.uid for operation in operations if isinstance(operation, Delete)]
    while doomed:
        uid = doomed.pop()
        if clauses.pop(uid, None) is not None:
            doomed.extend(inside.get(uid, ()))
