"""The demonstration's bodies, persons, groups and memberships."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.signing_in import PASSWORD
from dabir.demonstration.world import World
from dabir.stages.mandates.acts import (
    admit_member,
    form_committee,
    found_group,
    register_body,
    register_person,
)

FOUNDED = "2026-05-11"
"""The day after the mandate was notified."""


def load(world: World) -> None:
    """Register bodies and persons, found the working group and seat its secretary."""
    content = world.content("people.toml")
    at = world.at(FOUNDED)
    first, *others = content["persons"]
    administrator = _person(world, first, actor=None)
    for row in content["bodies"]:
        world.bodies[row["key"]] = register_body(
            names=row["names"], kind=row["kind"], actor=administrator, at=at
        )
    for row in others:
        _person(world, row, actor=administrator)
    (own,) = (row for row in content["groups"] if "parent" not in row)
    group = found_group(
        code=own["key"],
        names=own["names"],
        responsible_body=world.bodies[own["responsible_body"]],
        higher_body=world.bodies[own["higher_body"]],
        formed_on=own["formed_on"],
        actor=administrator,
        at=at,
    )
    world.groups[own["key"]] = group
    (secretary,) = (
        row
        for row in content["memberships"]
        if row["group"] == own["key"] and row["person"] == "secretary"
    )
    _seat(world, secretary, actor=administrator, at=at)


def seat_members(world: World) -> None:
    """Seat everybody else, once the mandate has given the bodies their seats; form committees."""
    content = world.content("people.toml")
    rows = [row for row in content["memberships"] if row["person"] != "secretary"]
    own = [row for row in rows if row["group"] in world.groups]
    for row in own:
        _seat(world, row, actor=world.secretary, at=world.at(row["since"]))
    for row in content["groups"]:
        if "parent" in row:
            world.groups[row["key"]] = form_committee(
                group=world.groups[row["parent"]],
                code=row["key"],
                names=row["names"],
                responsible_body=world.bodies[row["responsible_body"]],
                formed_on=row["formed_on"],
                actor=world.secretary,
                at=world.at(row["formed_on"]),
            )
    committees = [
        row for row in content["memberships"] if world.groups[row["group"]].parent_id is not None
    ]
    for row in committees:
        _seat(world, row, actor=world.secretary, at=world.at(row["since"]))


def _person(world: World, row: dict[str, Any], actor: Any) -> Any:
    person = register_person(
        username=row["username"],
        names=row["names"],
        email=row["email"],
        password=PASSWORD,
        language=row["language"],
        calendar=row["calendar"],
        digits=row["digits"],
        is_administrator=row.get("administrator", False),
        actor=actor,
        at=world.at(FOUNDED),
    )
    world.persons[row["username"]] = person
    return person


def _seat(world: World, row: dict[str, Any], *, actor: Any, at: Any) -> None:
    admit_member(
        group=world.groups[row["group"]],
        person=world.persons[row["person"]],
        body=world.bodies[row["body"]],
        role=row["role"],
        since=row["since"],
        until=row.get("until"),
        actor=actor,
        at=at,
    )
