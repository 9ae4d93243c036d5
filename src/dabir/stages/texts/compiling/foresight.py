"""What the next version would be, and what would become of every amendment; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dabir.domain import drafting
from dabir.domain.drafting import (
    Cluster,
    Fate,
    HardConflicts,
    Proposed,
    RebasedOperation,
    Ruling,
    settle,
    update,
)
from dabir.domain.drafting.references.binding import BrokenReference, find_references
from dabir.domain.drafting.references.renumbering import Renumbering, renumber
from dabir.domain.drafting.translations import StaleTranslation, stale_translations
from dabir.stages.texts.models import Amendment, OperationRuling, Text, Version
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.rulings import LIVE, rulings_of, standing
from dabir.stages.texts.snapshots import placed, snapshot


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
    def operations(self) -> tuple[Proposed, ...]:
        """What it proposes against the new version, when it is carried over."""
        return tuple(each.rebased for each in self.fates if each.rebased is not None)

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
    """The next version (None while conflicts are undecided) and the outlook of what is open.

    `accepted` are the amendments of which at least one operation is carried; `pending` those of
    which something stays open, be it undecided or in brackets; one can be both. `rulings` are by
    the number of the amendment and the place of the operation.
    """

    base: Version
    before: drafting.Version
    accepted: tuple[Amendment, ...]
    conflicts: tuple[Cluster, ...]
    after: drafting.Version | None
    pending: tuple[Outlook, ...]
    live: tuple[Amendment, ...]
    rulings: Mapping[tuple[int, int], OperationRuling]
    renumbered: Renumbering | None = None

    @property
    def broken(self) -> tuple[BrokenReference, ...]:
        """The references that the new version breaks; what was broken before is not counted."""
        if self.renumbered is None:
            return ()
        _found, before = find_references(self.before)
        known = {(each.uid, each.part, each.language, each.words) for each in before}
        return tuple(
            each
            for each in self.renumbered.broken
            if (each.uid, each.part, each.language, each.words) not in known
        )

    @property
    def stale(self) -> tuple[StaleTranslation, ...]:
        """The wordings that the new version leaves behind those in another language."""
        if self.after is None:
            return ()
        return tuple(
            each
            for each in stale_translations([self.before, self.after])
            if each.since == self.after.symbol and not each.missing
        )

    def bracketed(self) -> tuple[Amendment, ...]:
        """Return the amendments of which words go along in brackets."""
        met = {
            number
            for (number, _), row in self.rulings.items()
            if row.ruling == OperationRuling.Ruling.BRACKETED
        }
        return tuple(each for each in self.live if each.number in met)


def foresee(
    text: Text, *, correction: Amendment | None = None, renumbering: bool = False
) -> Foresight | None:
    """Return what deriving the next version would do, or None before there is a draft.

    With a `correction` only that is carried; everything else stays as it was ruled on. With
    `renumbering` the new version refers to its clauses by the numbers that they will have.

    Raises:
        Unfit: the amendments as they are kept do not fit the version they are made against.
    """
    base = latest_version(text)
    if base is None:
        return None
    before = snapshot(base)
    live = tuple(
        text.amendments.filter(base=base, amends=None, state__in=LIVE).select_related(
            "base", "proposer", "address__group"
        )
    )
    rows = rulings_of(live)
    operations, ruled = standing(live, rows)
    if correction is not None:
        ruled = {
            each: ruling for each, ruling in ruled.items() if each.amendment == correction.number
        }
    numbers = {each.amendment for each, ruling in ruled.items() if ruling is Ruling.ACCEPTED}
    accepted = tuple(each for each in live if each.number in numbers)
    try:
        resolved = settle(before, operations, ruled)
    except HardConflicts as error:
        return Foresight(base, before, accepted, tuple(error.clusters), None, (), live, rows)
    after, fates = resolved.version, resolved.carried.operations
    if correction is not None:
        # A correction of spelling stands in nobody's way.
        open_ones = [each.original for each in fates]
        fates = update(before, after, open_ones).operations
    renumbered = renumber(before, after)
    if renumbering and renumbered.edits:
        fates = _along(fates, after, renumbered.renumbered)
        after = renumbered.renumbered
    return Foresight(
        base, before, accepted, (), after, _outlooks(live, fates), live, rows, renumbered
    )


def _along(
    fates: Sequence[RebasedOperation], after: drafting.Version, renumbered: drafting.Version
) -> tuple[RebasedOperation, ...]:
    """Return what becomes of open operations once the numbers in the new version are set right."""
    carried = [each.rebased for each in fates if each.rebased is not None]
    following = {each.original: each for each in update(after, renumbered, carried).operations}
    return tuple(
        each
        if each.rebased is None
        else replace(
            each,
            fate=following[each.rebased].fate,
            rebased=following[each.rebased].rebased,
            conflicts=following[each.rebased].conflicts,
        )
        for each in fates
    )


def _outlooks(live: Iterable[Amendment], fates: Iterable[RebasedOperation]) -> tuple[Outlook, ...]:
    by_number: dict[int, list[RebasedOperation]] = {}
    for fate in fates:
        by_number.setdefault(fate.original.amendment, []).append(fate)
    return tuple(
        Outlook(amendment, tuple(by_number[amendment.number]))
        for amendment in live
        if amendment.number in by_number
    )


def touched(amendment: Amendment) -> frozenset[str]:
    """Return the uids of the clauses that an amendment edits, adds, deletes or moves."""
    return frozenset(each.operation.uid for each in placed(amendment))
