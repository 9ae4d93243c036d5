"""The demonstration's issuance, and who acknowledged it."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.load_decisions import person_of
from dabir.demonstration.world import World
from dabir.foundation.letters.acts import shape_numbers
from dabir.stages.issuances.acts import acknowledge, issue, prepare_issuance
from dabir.stages.issuances.models import Issuance


def load(world: World) -> None:
    """Issue the charter to its recipients."""
    for row in world.content("issuance.toml")["issuances"]:
        world.issuances[row["key"]] = _issue(world, row)


def _issue(world: World, row: dict[str, Any]) -> Issuance:
    at = world.at(row["issued_on"])
    version = world.versions[row["version"]]
    language = version.text.language
    shape_numbers(
        group=world.group,
        name="issuance",
        pattern=f"{{year}}/{row['series']['letter']}/{{number}}",
        actor=world.secretary,
        at=at,
    )
    issuance = prepare_issuance(
        version=version,
        names=row["names"],
        decision=world.decisions[row["decision"]],
        submittal=world.submittals[row["submittal"]],
        mode=row["mode"],
        issuer=world.bodies[row["issuer"]],
        signatory=world.persons[row["signatory"]],
        position=row["positions"][language],
        recipients=[world.bodies[one["body"]] for one in row["recipients"] if one["for_action"]],
        copies=[world.bodies[one["body"]] for one in row["recipients"] if not one["for_action"]],
        preamble=row["preamble"][language],
        closing=row["closing"][language],
        in_force_on=row["in_force_on"],
        language=language,
        actor=world.secretary,
        at=at,
    )
    issuance = issue(issuance=issuance, actor=world.secretary, at=at)
    for one in row["recipients"]:
        if "acknowledged_on" in one:
            body = world.bodies[one["body"]]
            acknowledge(
                recipient=issuance.recipients.get(body=body),
                actor=person_of(world, body),
                at=world.at(one["acknowledged_on"]),
            )
    return issuance
