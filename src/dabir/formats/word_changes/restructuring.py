"""The operations on clauses that lead from one version to another, moves as they were tracked."""

from __future__ import annotations

from collections.abc import Iterator

from dabir.domain.drafting import Add, Delete, Move, Version
from dabir.domain.drafting.comparing.sequences import increasing


def restructuring(base: Version, after: Version, tracked: set[str]) -> list[Add | Delete | Move]:
    """Return what adds, deletes and moves clauses of `base` so that they stand as in `after`.

    Of two clauses that changed places either may have moved: it is the one that somebody `tracked`.
    All are anchored on siblings that stay, so that each can be ruled on without the others.
    """
    moved = _moved(base, after, tracked)
    operations: list[Add | Delete | Move] = []
    for parent in (None, *(clause.uid for _, clause in after.walk())):
        operations += _placed(parent, base, after, moved)
    operations += (
        Delete(clause.uid)
        for _, clause in base.walk()
        if clause.uid not in after and (clause.parent is None or clause.parent in after)
    )
    return operations


def _placed(
    parent: str | None, base: Version, after: Version, moved: set[str]
) -> Iterator[Add | Move]:
    anchor: str | None = None
    for uid in after.children(parent):
        clause = after[uid]
        if uid not in base:
            yield Add(uid, parent, anchor, clause.kind, clause.style, clause.heading, clause.text)
        elif uid in moved:
            yield Move(uid, parent, anchor)
        else:
            anchor = uid


def _moved(base: Version, after: Version, tracked: set[str]) -> set[str]:
    moved: set[str] = set()
    for parent in (None, *after.clauses):
        known = [uid for uid in after.children(parent) if uid in base]
        here = [uid for uid in known if base[uid].parent == parent]
        staying = _staying([(base[uid].order, uid in tracked) for uid in here])
        stays = {uid for uid, stay in zip(here, staying, strict=True) if stay}
        moved.update(uid for uid in known if uid not in stays)
    return moved


def _staying(siblings: list[tuple[int, bool]]) -> list[bool]:
    """Tell which siblings stay, each given by its order in the base and whether it was tracked.

    First as many as can of those that nobody tracked; then the tracked ones that are in their place
    between them, as those are that moved with the clause they stand in.
    """
    untracked = [(place, order) for place, (order, moved) in enumerate(siblings) if not moved]
    kept = {place for place, _ in increasing(untracked)}
    beyond = max((order for order, _ in siblings), default=0) + 1
    following = [beyond] * (len(siblings) + 1)
    for place in range(len(siblings) - 1, -1, -1):
        following[place] = siblings[place][0] if place in kept else following[place + 1]
    staying = []
    last = -1
    for place, (order, moved) in enumerate(siblings):
        stays = place in kept or (moved and last < order < following[place])
        last = order if stays else last
        staying.append(stays)
    return staying
