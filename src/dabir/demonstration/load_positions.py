"""The demonstration's consultations: rounds, actors, issues, statements and own positions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.people.models import Body, Membership, Person
from dabir.stages.positions.acts import (
    align_actor,
    approve_position,
    circulate_position,
    declare_position,
    draft_position,
    join_bloc,
    open_round,
    raise_issue,
    record_statement,
    register_actor,
)
from dabir.stages.positions.models import OwnPosition

PREPARED = timedelta(days=21)
"""How long before a round its actors and issues were noted."""
CIRCULATED = timedelta(days=7)
"""How long before the first approval a position was sent round."""


def load(world: World) -> None:
    """Note who stands where as the secretary would, round by round; then the group's own positions.

    Bodies that nobody sits for approve by letter, which the secretary notes.
    """
    content = world.content("positions.toml")
    group = world.groups[content["process"]["group"]]
    secretary = world.secretary
    first = min(row["from"] for row in content["rounds"])
    prepared = world.at(first - PREPARED)
    ends = {row["key"]: row["to"] for row in content["rounds"]}
    for row in content["rounds"]:
        world.rounds[row["key"]] = open_round(
            group=group,
            names=row["names"],
            starts_on=row["from"],
            ends_on=row["to"],
            confidentiality=row.get("confidentiality", "group"),
            actor=secretary,
            at=prepared,
        )
    for row in content["actors"]:
        world.actors[row["key"]] = register_actor(
            group=group,
            kind=row["kind"],
            names=row["names"],
            body=world.bodies[row["body"]] if "body" in row else None,
            confidentiality=row.get("confidentiality", "group"),
            actor=secretary,
            at=prepared,
        )
    for row in content["actors"]:
        for member in row.get("members", ()):
            join_bloc(
                member=world.actors[member],
                bloc=world.actors[row["key"]],
                actor=secretary,
                at=prepared,
            )
    for row in content["issues"]:
        world.issues[row["key"]] = raise_issue(
            group=group,
            names=row["names"],
            confidentiality=row.get("confidentiality", "group"),
            actor=secretary,
            at=prepared,
        )
    sources = {row["key"]: row for row in content["sources"]}
    for row in content["statements"]:
        source = sources[row["source"]]
        record_statement(
            declared_by=world.actors[row["actor"]],
            issue=world.issues[row["issue"]],
            round=world.rounds[row["round"]],
            stance=row["stance"],
            quote=row["quote"],
            source=source["names"][source["language"]],
            stated_on=ends[row["round"]],
            confidentiality=row.get("confidentiality", "group"),
            actor=secretary,
            at=world.at(ends[row["round"]] + timedelta(days=3)),
        )
    for row in content["alignments"]:
        _align(world, row)
    for row in content["own_positions"]:
        _take_position(world, row)


def _align(world: World, row: dict[str, Any]) -> None:
    align_actor(
        aligned=world.actors[row["actor"]],
        kind=row["kind"],
        since=row["since"],
        until=row.get("until"),
        note=row["note"]["fa"],
        confidentiality=row.get("confidentiality", "secretariat"),
        actor=world.secretary,
        at=world.at(row["since"] + timedelta(days=3)),
    )


def _take_position(world: World, row: dict[str, Any]) -> None:
    days: list[date] = [one["on"] for one in row["approvals"]]
    begun = world.at(min(days) - CIRCULATED)
    position = draft_position(
        issue=world.issues[row["issue"]],
        stance=row["stance"],
        texts=row["texts"],
        considerations=[world.considerations[key] for key in row["considerations"]],
        actor=world.secretary,
        at=begun,
    )
    competent = [*(one["body"] for one in row["approvals"]), *row["awaiting"]]
    circulate_position(
        position=position,
        bodies=[world.bodies[key] for key in competent],
        actor=world.secretary,
        at=begun,
    )
    for one in row["approvals"]:
        body = world.bodies[one["body"]]
        actor, note = _answering(world, body)
        approve_position(
            approval=position.approvals.get(body=body),
            note=note,
            actor=actor,
            at=world.at(one["on"]),
        )
    if row["state"] == OwnPosition.State.DECLARED:
        declare_position(
            position=position,
            confidentiality=row["confidentiality"],
            actor=world.secretary,
            at=world.at(max(days) + timedelta(days=1)),
        )


def _answering(world: World, body: Body) -> tuple[Person, str]:
    """Return who answers for the body, and the note of a secretary who does so for it."""
    seat = (
        Membership.objects.on()
        .filter(body=body, person__is_active=True, group=world.group)
        .order_by("pk")
        .first()
    )
    if seat is not None and seat.person is not None:
        return seat.person, ""
    return world.secretary, "پاسخ نهاد با نامه رسید."
