"""Why operations meet, and what follows from it.

A *hard* reason must be decided before the text can be made; a *soft* one only means that
operations meet, and that their rank orders them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dabir.domain.drafting.amendments import Proposed


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
