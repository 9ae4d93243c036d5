"""Which operations cannot be adopted together, and why.

A conflict is symmetric. Operations that are the same but for spelling are no conflict: their
proposers are co-sponsors.
"""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain.drafting.amendments import Proposed
from dabir.domain.drafting.meetings import Meetings, alike
from dabir.domain.drafting.reasons import Cluster, Conflict, ConflictReason
from dabir.domain.drafting.versions import Version

__all__ = [
    "Cluster",
    "Conflict",
    "ConflictReason",
    "clusters_of",
    "conflict_clusters",
    "cosponsored",
    "find_conflicts",
    "hard_clusters",
]


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
    """Return the groups of several operations that are the same but for spelling, each by rank."""
    groups = alike(sorted(proposed, key=_rank))
    return [tuple(group) for group in groups if len(group) > 1]


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


def _rank(each: Proposed) -> tuple[int, int]:
    return each.rank
