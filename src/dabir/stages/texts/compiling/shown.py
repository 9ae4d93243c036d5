"""What tells one state of a contested place from another, so that nothing unseen is ruled on."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain.drafting.compiling.slots import Contest, uid_of
from dabir.stages.texts.compiling.compiled import KeptContest, Ranks


def kept_as(contest: KeptContest) -> str:
    """Return what a page keeps of a contested place that it shows."""
    return _digest((each.uid, each.operations) for each in contest.options)


def stands_as(contest: Contest) -> str:
    """Return what `kept_as` gives of a place that reads the same, with the same proposals."""
    return _digest(
        (option.uid, tuple(each.rank for each in option.operations)) for option in contest.options
    )


def _digest(options: Iterable[tuple[str, Ranks]]) -> str:
    return uid_of("p", *(f"{uid} {sorted(ranks)}" for uid, ranks in options))
