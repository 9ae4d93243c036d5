"""Amendments to amendments: the version that an amendment would make, and what changes in it."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain import drafting
from dabir.domain.drafting import Operation, Proposed, apply, operations_between
from dabir.domain.drafting.subamending import with_subamendments
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.snapshots import placed, snapshot


def as_amended(base: drafting.Version, operations: Iterable[Proposed]) -> drafting.Version:
    """Return `base` as an amendment alone would make it; the symbol stays that of the base."""
    return apply(base, operations, symbol=base.symbol)


def base_of(amendment: Amendment) -> drafting.Version:
    """Return what an amendment is made to: a version, or that as another amendment makes it."""
    base = snapshot(amendment.base)
    above = amendment.amends
    return base if above is None else as_amended(base, placed(above))


def taken_up(
    base: drafting.Version, above: Iterable[Proposed], below: Iterable[Proposed]
) -> tuple[Operation, ...]:
    """Return what an amendment (`above`) proposes to `base` once one to it (`below`) is adopted.

    Raises:
        HardConflicts, Unfit: what is adopted does not fit the words that the amendment brings.
        Inexpressible: what comes of it cannot be put into operations.
    """
    return with_subamendments(base, above, below)


def way_between(before: drafting.Version, after: drafting.Version) -> list[Proposed]:
    """Return operations that lead from one version to another, below all ranks of amendments."""
    return [
        Proposed(0, place, each) for place, each in enumerate(operations_between(before, after))
    ]
