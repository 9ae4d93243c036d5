"""A guideline under negotiation: contested words, brackets, and a procedure half agreed."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.world import World
from dabir.domain import drafting
from dabir.domain.drafting import Add, Delete, Edit, Kind, NumberStyle, Operation
from dabir.foundation.trace.models import Confidentiality, new_id
from dabir.stages.texts.acts import (
    answer_treatment,
    derive_version,
    draft_zero,
    propose_amendment,
    propose_treatment,
    rule_operations,
    start_text,
)
from dabir.stages.texts.models import Amendment, Text
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import snapshot


def load(world: World) -> None:
    """Make the guideline with its first revision and what is proposed to it."""
    content = world.content("contested.toml")
    about = content["text"]
    text = start_text(
        group=world.groups[about["group"]],
        titles=about["names"],
        kind=about["kind"],
        language=about["language"],
        actor=world.secretary,
        at=world.at(about["on"]),
    )
    world.texts[about["key"]] = text
    draft_zero(
        text=text,
        clauses=[_clause(world, place, row) for place, row in enumerate(content["clauses"])],
        actor=world.secretary,
        at=world.at(about["on"]),
    )
    rows = content["amendments"]
    for row in (each for each in rows if "ruled" in each):
        propose(world, text, row)
        rule_operations(
            amendment=world.amendments[row["key"]],
            ruling=row["ruled"],
            actor=world.secretary,
            at=world.at(row["on"]),
        )
    derive_version(
        text=text, renumbering=True, actor=world.secretary, at=world.at(about["derived_on"])
    )
    for row in (each for each in rows if "ruled" not in each):
        propose(world, text, row)
        treat(world, row)


def _clause(world: World, place: int, row: dict[str, Any]) -> drafting.Clause:
    def uid(key: str) -> str:
        return str(world.clause_uids.setdefault(key, new_id()))

    return drafting.Clause(
        uid=uid(row["key"]),
        parent=uid(row["parent"]) if "parent" in row else None,
        order=place,
        kind=Kind(row["kind"]),
        style=NumberStyle.DIGITS,
        heading=row.get("heading", {}),
        text=row["text"],
    )


def propose(world: World, text: Text, row: dict[str, Any]) -> Amendment:
    """Propose what a row of a content file says to the present version of a text."""
    version = latest_version(text)
    assert version is not None
    shown = [world.bodies[key] for key in row.get("bodies", ())]
    made = propose_amendment(
        text=text,
        operations=[operation_of(world, snapshot(version), row)],
        body=world.bodies[row["by"]],
        reasons=row["reason"],
        confidentiality=Confidentiality.BODIES if shown else Confidentiality.GROUP,
        bodies=shown,
        actor=world.secretary,
        at=world.at(row["on"]),
    )
    world.amendments[row["key"]] = made
    return made


def operation_of(world: World, base: drafting.Version, row: dict[str, Any]) -> Operation:
    """Return the one operation on `base` of a row: words changed, a clause added or taken out."""
    if "add" in row:
        after = str(world.clause_uids[row["after"]])
        kind = base[after].kind
        return Add(
            str(new_id()), base[after].parent, after, kind, NumberStyle.DIGITS, {}, row["add"]
        )
    uid = str(world.clause_uids[row["clause"]])
    if row.get("delete"):
        return Delete(uid)
    start = base[uid].text["fa"].index(row["old"])
    return Edit(uid, "fa", start, start + len(row["old"]), row["old"], row["new"])


def treat(world: World, row: dict[str, Any]) -> None:
    """Propose how to deal with the amendment of a row, and let its proposer answer."""
    if "treatment" not in row:
        return
    at = world.at(row["on"])
    treatment = propose_treatment(
        amendment=world.amendments[row["key"]],
        what=row["treatment"],
        reasons=row.get("treatment_reason"),
        actor=world.secretary,
        at=at,
    )
    if "reply" in row:
        answer_treatment(
            treatment=treatment,
            body=world.bodies[row["by"]],
            agrees=row["reply"] == "agrees",
            actor=world.secretary,
            at=at,
        )
