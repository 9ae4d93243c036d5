"""What was ruled on the operations of amendments, and what state an amendment has by that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dabir.domain.drafting import Proposed, Ruling
from dabir.stages.texts.models import Amendment, OperationRuling, Text, Version
from dabir.stages.texts.snapshots import placed

LIVE = frozenset({Amendment.State.PROPOSED, Amendment.State.BRACKETED, Amendment.State.ACCEPTED})
"""The states in which an amendment to the present version may still change the text."""

RULED = LIVE | {Amendment.State.REJECTED}
"""The states in which its operations are ruled on, or may be again."""


def rulings_of(amendments: Iterable[Amendment]) -> dict[tuple[int, int], OperationRuling]:
    """Return the rulings against the present bases of amendments, by number and place.

    The amendments are of one text.
    """
    by_key = {(each.pk, each.base_id): each.number for each in amendments}
    bases = {base for _, base in by_key}
    found = {}
    for ruling in OperationRuling.objects.filter(base__in=bases):
        number = by_key.get((ruling.amendment_id, ruling.base_id))
        if number is not None:
            found[number, ruling.place] = ruling
    return found


def standing(
    amendments: Iterable[Amendment], rulings: Mapping[tuple[int, int], OperationRuling]
) -> tuple[list[Proposed], dict[Proposed, Ruling]]:
    """Return the operations that were not withdrawn, and what was ruled on them."""
    operations: list[Proposed] = []
    ruled: dict[Proposed, Ruling] = {}
    for amendment in amendments:
        for each in placed(amendment):
            ruling = rulings.get(each.rank)
            if ruling is None:
                operations.append(each)
            elif ruling.ruling != OperationRuling.Ruling.WITHDRAWN:
                operations.append(each)
                ruled[each] = Ruling(ruling.ruling)
    return operations, ruled


def state_by(places: Iterable[int], rulings: Mapping[int, str]) -> str:
    """Return the state of an amendment with operations at `places`, ruled on as `rulings` say.

    While anything is undecided it is pending; what is in brackets stays contested; one accepted
    operation makes it accepted, though others were rejected.
    """
    ruled = [rulings.get(place) for place in places]
    left = [each for each in ruled if each != OperationRuling.Ruling.WITHDRAWN]
    if not left:
        return Amendment.State.WITHDRAWN
    if None in left:
        return Amendment.State.PROPOSED
    if OperationRuling.Ruling.BRACKETED in left:
        return Amendment.State.BRACKETED
    if OperationRuling.Ruling.ACCEPTED in left:
        return Amendment.State.ACCEPTED
    return Amendment.State.REJECTED


def is_undecided(amendment: Amendment) -> bool:
    """Whether nothing of a pending amendment is decided; what was withdrawn of it is no ruling."""
    return (
        amendment.state == Amendment.State.PROPOSED
        and not amendment.operation_rulings.filter(base=amendment.base_id)
        .exclude(ruling=OperationRuling.Ruling.WITHDRAWN)
        .exists()
    )


def to_carry(text: Text, latest: Version) -> bool:
    """Whether an accepted operation waits to be carried into the next version."""
    return OperationRuling.objects.filter(
        amendment__text=text,
        amendment__base=latest,
        amendment__amends=None,
        amendment__state__in=LIVE,
        base=latest,
        ruling=OperationRuling.Ruling.ACCEPTED,
    ).exists()
