"""The demonstration's mandate: read, confirmed, taken over; its axes; where each duty stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dabir.demonstration.load_people import FOUNDED, seat_members
from dabir.demonstration.world import World
from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body, Person
from dabir.foundation.proposals.acts import (
    accept_proposal,
    add_proposal,
    correct_proposal,
    decline_proposal,
    read_document,
)
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.mandates.acts import (
    accept_duty,
    add_axis,
    report_duty,
    set_due,
    start_duty,
    take_over_mandate,
    verify_report,
)
from dabir.stages.mandates.models import Duty

ACCEPTED = "2026-05-25"
LAST_REPORT = date(2026, 11, 16)
"""The day of the last report on duties that still run, unless they were due before."""


def load(world: World) -> None:
    """Take over the mandate as the secretary would, seat the members and carry the duties.

    A second document is received and read; it waits for confirmation.
    """
    content = world.content("mandate.toml")
    row = content["mandate"]
    at = world.at(FOUNDED)
    reading = read_document(
        data=world.document(row["source"]),
        name=row["source"],
        group=world.groups[row["group"]],
        actor=world.secretary,
        at=at,
    )
    _confirm(world, reading, content)
    mandate = take_over_mandate(
        reading=reading,
        names=row["names"],
        notified_on=row["notified_on"],
        standing=row["standing"],
        actor=world.secretary,
        at=at,
    )
    world.mandates[row["key"]] = mandate
    world.clauses.update({clause.path: clause for clause in mandate.clauses.all()})
    world.duties.update(
        {duty.clause.path: duty for duty in mandate.group.duties.all() if duty.clause}
    )
    for order, axis in enumerate(content["axes"]):
        world.axes[axis["key"]] = add_axis(
            group=mandate.group,
            names=axis["names"],
            clause=world.clauses[axis["clause"]],
            order=order,
            actor=world.secretary,
            at=at,
        )
    seat_members(world)
    for duty in content["duties"]:
        _carry(world, duty)
    waiting = content["waiting"]
    read_document(
        data=world.document(waiting["source"]),
        name=waiting["source"],
        group=mandate.group,
        actor=world.secretary,
        at=world.at(waiting["received_on"]),
    )


def _confirm(world: World, reading: Reading, content: dict[str, Any]) -> None:
    """Decide on every proposal: facts and duties as the content has them, members that exist."""
    row = content["mandate"]
    own = next(each for each in world.content("people.toml")["groups"] if "parent" not in each)
    facts = {
        "document_kind": row["document_kind"],
        "number": row["number"],
        "session": row["session"],
        "date": row["adopted_on"].isoformat(),
        "issuer": world.bodies[row["issuer"]].names["fa"],
        "responsible_body": world.bodies[own["responsible_body"]].names["fa"],
        "title": row["names"]["fa"],
    }
    known = {search_key(body.names["fa"]) for body in world.bodies.values()}
    at = world.at(FOUNDED)
    met: set[str] = set()
    given: set[str] = set()
    words: dict[str, str] = {}
    for proposal in reading.proposals.all():
        met.add(proposal.kind)
        if proposal.kind == "clause":
            words[proposal.value["path"]] = proposal.value["text"]
        if proposal.kind in facts:
            _settle(world, proposal, facts[proposal.kind])
        elif proposal.kind == "member" and search_key(proposal.value) not in known:
            decline_proposal(proposal=proposal, actor=world.secretary, at=at)
        elif proposal.kind == "duty":
            given.add(proposal.value["clause"])
            _settle(world, proposal, _as_given(world, proposal.value, content["duties"]))
        else:
            accept_proposal(proposal=proposal, actor=world.secretary, at=at)
    missed = [(kind, facts[kind], None) for kind in facts.keys() - met] + [
        ("duty", {"text": words[row["clause"]], "clause": row["clause"]}, content["duties"])
        for row in content["duties"]
        if row["clause"] not in given
    ]
    for kind, value, duties in missed:
        add_proposal(
            reading=reading,
            kind=kind,
            value=value if duties is None else _as_given(world, value, duties),
            actor=world.secretary,
            at=at,
        )


def _settle(world: World, proposal: Proposal, value: Any) -> None:
    at = world.at(FOUNDED)
    if value == proposal.value:
        accept_proposal(proposal=proposal, actor=world.secretary, at=at)
    else:
        correct_proposal(proposal=proposal, value=value, actor=world.secretary, at=at)


def _as_given(world: World, read: dict[str, Any], duties: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what was read of a duty with the carriers and the deadline that the content gives."""
    for row in duties:
        if row["clause"] == read["clause"]:
            within = row.get("within", "")
            return read | {
                "bodies": _names(world, row["bodies"]),
                "supporting": _names(world, row["supporting"]),
                "within": within,
                "reporting_to": "".join(_names(world, [row["reporting_to"]]))
                if "reporting_to" in row
                else "",
                "output": "title" in row,
                "title": row["title"]["fa"] if "title" in row else "",
                "due": None if within else row["due"].isoformat(),
            }
    return read


def _names(world: World, keys: list[str]) -> list[str]:
    return [world.bodies[key].names["fa"] for key in keys]


def _carry(world: World, row: dict[str, Any]) -> None:
    """Let a duty live as far as the content says."""
    duty = world.duties[row["clause"]]
    carrier = person_of(world, world.bodies[row["bodies"][0]])
    if duty.due_on is None:
        duty = set_due(
            duty=duty,
            due_on=row["due"],
            reason=duty.due_text,
            actor=world.secretary,
            at=world.at(ACCEPTED),
        )
    words = row["last_report"][carrier.language]
    done = row.get("done_on")
    began = world.at(min(done, date.fromisoformat(ACCEPTED)) if done else ACCEPTED)
    duty = accept_duty(duty=duty, actor=carrier, at=began)
    if row["state"] != Duty.State.ASSIGNED:
        duty = start_duty(duty=duty, actor=carrier, at=began)
    if done:
        report = report_duty(duty=duty, text=words, actor=carrier, at=world.at(done))
        verify_report(report=report, actor=world.secretary, at=world.at(done + timedelta(days=1)))
    else:
        report_duty(
            duty=duty,
            text=words,
            percent=row["percent"],
            actor=carrier,
            at=world.at(min(row["due"] - timedelta(days=2), LAST_REPORT)),
        )
    duty.refresh_from_db()
    world.duties[row["clause"]] = duty


def person_of(world: World, body: Body) -> Person:
    """Return who sits in the working group for a body."""
    seats = world.group.memberships.filter(body=body, person__isnull=False)
    seat = seats.exclude(person=world.secretary).order_by("pk").first()
    return seat.person if seat and seat.person else world.secretary
