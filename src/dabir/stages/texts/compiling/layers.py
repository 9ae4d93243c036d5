"""Amendments to amendments: the version that an amendment would make, and what changes in it."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.domain import drafting
from dabir.domain.drafting import Operation, Proposed, apply, operations_between
from dabir.domain.drafting.subamending import with_subamendments
from dabir.stages.texts.models import Amendment, OperationRuling
from dabir.stages.texts.snapshots import placed, snapshot


def as_amended(base: drafting.Version, operations: Iterable[Proposed]) -> drafting.Version:
    """Return `base` as an amendment alone would make it; the symbol stays that of the base."""
    return apply(base, operations, symbol=base.symbol)


def not_withdrawn(amendment: Amendment) -> tuple[Proposed, ...]:
    """Return the operations of an amendment of which nothing was withdrawn, with their places."""
    gone = set(
        amendment.operation_rulings.filter(
            base=amendment.base_id, ruling=OperationRuling.Ruling.WITHDRAWN
        ).values_list("place", flat=True)
    )
    return tuple(each for each in placed(amendment) if each.place not in gone)


def brought_by(amendment: Amendment) -> drafting.Version:
    """Return its base as an amendment would make it, as far as it was not withdrawn.

    Raises:
        HardConflicts, Unfit: what is left of it does not fit its base.
    """
    return as_amended(snapshot(amendment.base), not_withdrawn(amendment))


def base_of(amendment: Amendment) -> drafting.Version:
    """Return what an amendment is made to: a version, or that as another amendment makes it.

    Raises:
        HardConflicts, Unfit: what is left of the other amendment does not fit its base.
    """
    above = amendment.amends
    return snapshot(amendment.base) if above is None else brought_by(above)


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
