"""The demonstration's seats that stand vacant, the terms that end, and a nomination."""

from __future__ import annotations

from dabir.demonstration.world import World
from dabir.foundation.people.models import Role, Seat
from dabir.stages.mandates.acts import admit_member, change_seat, nominate_member


def load(world: World) -> None:
    """Load them into the technical committee, whose meetings the demonstration does not hold."""
    content = world.content("seats.toml")
    actor = world.secretary
    for row in content["seats"]:
        at = world.at(row["since"])
        term = admit_member(
            group=world.groups[row["group"]],
            body=world.bodies[row["body"]],
            role=Role.PRINCIPAL,
            since=row["since"],
            actor=actor,
            at=at,
        )
        if row.get("observer") and term.seat is not None:
            change_seat(seat=term.seat, votes=False, actor=actor, at=at)
    for row in content["terms"]:
        admit_member(
            group=world.groups[row["group"]],
            body=world.bodies[row["body"]],
            person=world.persons[row["person"]],
            role=row["role"],
            since=row["since"],
            until=row["until"],
            actor=actor,
            at=world.at(row["since"]),
        )
    for row in content["nominations"]:
        seat = Seat.objects.get(group=world.groups[row["group"]], body=world.bodies[row["body"]])
        nominate_member(
            seat=seat,
            names=row["names"],
            email=row["email"],
            post=row["post"],
            origin=world.submissions[row["submission"]],
            actor=actor,
            at=world.at(row["on"]),
        )
