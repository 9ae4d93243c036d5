"""What the next version would be, and what would become of every amendment; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain import drafting
from dabir.domain.drafting import (
    Cluster,
    Fate,
    HardConflicts,
    RebasedOperation,
    apply,
    hard_clusters,
    rebase,
)
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import as_drafted, proposed, snapshot


@dataclass(frozen=True, slots=True)
class Outlook:
    """One pending amendment and what becomes of its operations."""

    amendment: Amendment
    fates: tuple[RebasedOperation, ...]

    @property
    def redraft_needed(self) -> bool:
        """Whether it must be drafted again."""
        return any(each.fate is Fate.REDRAFT_NEEDED for each in self.fates)

    @property
    def done(self) -> bool:
        """Whether the new version does all that it proposes."""
        return all(each.fate is Fate.ALREADY_DONE for each in self.fates)

    @property
    def operations(self) -> tuple[drafting.Operation, ...]:
        """What it proposes against the new version, when it is carried over."""
        return tuple(each.rebased.operation for each in self.fates if each.rebased is not None)

    @property
    def against(self) -> tuple[int, ...]:
        """The numbers of the accepted amendments that stand in its way."""
        own = self.amendment.number
        met = {
            number
            for fate in self.fates
            for conflict in fate.conflicts
            for number in (conflict.first.amendment, conflict.second.amendment)
            if number != own
        }
        return tuple(sorted(met))


@dataclass(frozen=True, slots=True)
class Foresight:
    """The next version (None while conflicts are undecided) and the outlook of what is pending."""

    base: Version
    before: drafting.Version
    accepted: tuple[Amendment, ...]
    conflicts: tuple[Cluster, ...]
    after: drafting.Version | None
    pending: tuple[Outlook, ...]


def foresee(text: Text) -> Foresight | None:
    """Return what deriving the next version would do, or None before there is a draft.

    Raises:
        Unfit: the amendments as they are kept do not fit the version they are made against.
    """
    base = latest_version(text)
    if base is None:
        return None
    before = snapshot(base)
    amendments = list(text.amendments.filter(base=base).select_related("base", "proposer"))
    accepted = [each for each in amendments if each.state == Amendment.State.ACCEPTED]
    waiting = [each for each in amendments if each.state == Amendment.State.PROPOSED]
    adopted = proposed(accepted)
    try:
        after = apply(before, adopted)
    except HardConflicts:
        conflicts = tuple(hard_clusters(before, adopted))
        return Foresight(base, before, tuple(accepted), conflicts, None, ())
    return Foresight(base, before, tuple(accepted), (), after, _outlooks(before, adopted, waiting))


def _outlooks(
    before: drafting.Version, adopted: list[drafting.Proposed], waiting: list[Amendment]
) -> tuple[Outlook, ...]:
    # All at once, so that the operations of co-sponsors stay identical.
    fates = rebase(proposed(waiting), base=before, adopted=adopted).operations
    by_number: dict[int, list[RebasedOperation]] = {}
    for fate in fates:
        by_number.setdefault(fate.original.amendment, []).append(fate)
    return tuple(
        Outlook(amendment, tuple(by_number.get(amendment.number, ()))) for amendment in waiting
    )


def touched(amendment: Amendment) -> frozenset[str]:
    """Return the uids of the clauses that an amendment edits, adds, deletes or moves."""
    return frozenset(operation.uid for operation in as_drafted(amendment).operations)
