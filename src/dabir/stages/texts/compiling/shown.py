"""What tells one state of what pages show from another, so that nothing is decided on unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dabir.domain.drafting.compiling.slots import Contest, uid_of
from dabir.stages.texts.compiling.compiled import KeptContest, Ranks
from dabir.stages.texts.compiling.foresight import Foresight
from dabir.stages.texts.models import Amendment, OperationRuling, Treatment

Rulings = Mapping[tuple[int, int], OperationRuling]
"""What was ruled on operations, by the number of the amendment and the place."""

NONE: Rulings = {}


def kept_as(contest: KeptContest, rulings: Rulings = NONE) -> str:
    """Return what a page keeps of a contested place that it shows, with `rulings` or without."""
    return _digest(((each.uid, each.operations) for each in contest.options), rulings)


def stands_as(*contests: Contest, rulings: Rulings = NONE) -> str:
    """Return what `kept_as` gives of a place that reads the same, with the same proposals.

    Several places that are shown as one have one name together.
    """
    options = [option for contest in contests for option in contest.options]
    return _digest(
        ((each.uid, tuple(one.rank for one in each.operations)) for each in options), rulings
    )


def _digest(options: Iterable[tuple[str, Ranks]], rulings: Rulings) -> str:
    parts = [(uid, sorted(ranks)) for uid, ranks in options]
    ruled = {rank: rulings[rank] for _uid, ranks in parts for rank in ranks if rank in rulings}
    return uid_of(
        "p",
        *(f"{uid} {ranks}" for uid, ranks in parts),
        *(_said(rank, row) for rank, row in sorted(ruled.items())),
    )


def _said(rank: object, row: OperationRuling) -> str:
    return f"{rank} {row.ruling} {row.at.isoformat()}"


def ruled_as(amendment: Amendment) -> str:
    """Return what a page keeps of an amendment that it shows, with what was ruled on it."""
    rows = amendment.operation_rulings.filter(base=amendment.base_id).order_by("place")
    ruled = [_said(row.place, row) for row in rows]
    return uid_of("r", amendment.edition, amendment.base_id, *ruled)


def foreseen_as(foresight: Foresight) -> str:
    """Return what a page keeps of what the next version would be made of, and what goes along in
    brackets.

    What is proposed besides meanwhile is carried over, and changes nothing of that.
    """
    editions = {each.number: each.edition for each in foresight.live}
    accepted = {each.number for each in foresight.accepted}
    ruled = [
        f"{number} {place} {editions[number]} {row.ruling}"
        for (number, place), row in sorted(foresight.rulings.items())
        if row.ruling == OperationRuling.Ruling.BRACKETED
        or (number in accepted and row.ruling == OperationRuling.Ruling.ACCEPTED)
    ]
    return uid_of("v", foresight.base.pk, *ruled)


def treated_as(treatments: Iterable[Treatment]) -> str:
    """Return what a page keeps of a block that it offers to deal with, each with its amendment."""
    shown = sorted((each.amendment_id, each.amendment.edition, each.pk) for each in treatments)
    return uid_of("b", *shown)
