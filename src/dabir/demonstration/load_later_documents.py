"""What followed the demonstration's mandate: an older text, a press copy, an amendment.

The press copy cites an annex that it does not have: the letter that asks for it, and for the
original, waits as a draft.
"""

from __future__ import annotations

from typing import Any

from dabir.demonstration.world import World
from dabir.domain.outline import read_outline
from dabir.domain.outline.open_points import open_points, quotation
from dabir.foundation.proposals.acts import (
    accept_confident,
    add_proposal,
    decline_proposals,
    read_document,
)
from dabir.foundation.proposals.models import Reading
from dabir.stages.mandates.acts import (
    ask_for_original,
    draft_letter_for,
    raise_open_point,
    take_over_amendment,
    take_over_mandate,
)
from dabir.stages.mandates.acts.succession import Decided, DutyDecided
from dabir.stages.mandates.models import Duty, Mandate
from dabir.stages.mandates.queries import OPEN_STATES
from dabir.stages.mandates.succession import compare


def load(world: World) -> None:
    """File the older text, receive the press copy and ask about it, take the amendment over."""
    content = world.content("later_documents.toml")
    _background(world, content["background"])
    _press(world, content["press"])
    _amendment(world, content["amendment"])


def _read(world: World, row: dict[str, Any], day: Any) -> Reading:
    """Have a document read, and confirm its facts and clauses; whoever it names has a seat."""
    at = world.at(day)
    reading = read_document(
        data=world.document(row["source"]),
        name=row["source"],
        group=world.group,
        actor=world.secretary,
        at=at,
    )
    named = ("issuer", "member", "responsible_body", "group_title", "duty")
    declined = reading.proposals.filter(kind__in=named).values_list("pk", flat=True)
    decline_proposals(reading=reading, proposals=list(declined), actor=world.secretary, at=at)
    accept_confident(reading=reading, actor=world.secretary, at=at, threshold=0)
    issuer = world.bodies[row["issuer"]].names["fa"]
    add_proposal(reading=reading, kind="issuer", value=issuer, actor=world.secretary, at=at)
    return reading


def _background(world: World, row: dict[str, Any]) -> None:
    take_over_mandate(
        reading=_read(world, row, row["filed_on"]),
        names=row["names"],
        part=Mandate.Part.BACKGROUND,
        actor=world.secretary,
        at=world.at(row["filed_on"]),
    )


def _press(world: World, row: dict[str, Any]) -> None:
    at = world.at(row["received_on"])
    reading = _read(world, row, row["received_on"])
    mandate = take_over_mandate(
        reading=reading,
        names=row["names"],
        standing=Mandate.Standing.PRESS,
        actor=world.secretary,
        at=at,
    )
    points = [ask_for_original(mandate=mandate, actor=world.secretary, at=at)]
    points += [
        raise_open_point(
            group=world.group,
            mandate=mandate,
            kind=found.kind,
            values=found.values,
            quote=quotation(reading.text, found.span),
            span=(found.span.start, found.span.end),
            actor=world.secretary,
            at=at,
        )
        for found in open_points(read_outline(reading.text), reading.text)
    ]
    draft_letter_for(points=points, actor=world.secretary, at=at)


def _amendment(world: World, row: dict[str, Any]) -> None:
    reading = _read(world, row, row["received_on"])
    mandate = world.mandates[row["amends"]]
    changed = {one["clause"]: one for one in row["duties"]}
    found = compare(mandate, reading)
    open_duties = Duty.objects.filter(clause__mandate=mandate, state__in=OPEN_STATES)
    take_over_amendment(
        reading=reading,
        amends=mandate,
        clauses=[
            Decided(each.old, str(each.new["path"]) if each.new else None, each.outcome, each.text)
            for each in found.pairs
        ],
        duties=[
            _fate(duty, changed.get(duty.clause.path if duty.clause else "", {}))
            for duty in open_duties.select_related("clause")
        ],
        whole=found.whole,
        names=row["names"],
        notified_on=row["notified_on"],
        actor=world.secretary,
        at=world.at(row["received_on"]),
    )


def _fate(duty: Duty, row: dict[str, Any]) -> DutyDecided:
    if not row:
        return DutyDecided(duty, "keep")
    return DutyDecided(duty, "change", row["reason"]["fa"], {"due_on": row["due"], "within": "P9M"})
