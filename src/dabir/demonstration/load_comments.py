"""What members comment on a text under negotiation, answer, and how some of it was disposed of."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import answer_comment, make_comment, settle_comment
from dabir.stages.texts.models import Text


def load(world: World) -> None:
    """Comment on the text, in the order of the days."""
    content = world.content("comments.toml")
    text = world.texts[content["text"]]
    for row in content["comments"]:
        _comment(world, text, row)


def _comment(world: World, text: Text, row: dict[str, Any]) -> None:
    version = text.versions.get(order=row["version"])
    clause = None
    place = None
    if "clause" in row:
        clause = version.clauses.get(uid=world.clause_uids[row["clause"]])
    if clause is not None and "quoted" in row:
        start = clause.wordings.get(language=text.language).text.index(row["quoted"])
        place = start, start + len(row["quoted"])
    shown = [world.bodies[key] for key in row.get("bodies", ())]
    comment = make_comment(
        version=version,
        clause=clause,
        language=text.language if place else "",
        place=place,
        words=row["words"],
        wording=row.get("wording", ""),
        reason=row.get("reason", ""),
        body=world.bodies[row["body"]],
        confidentiality=Confidentiality.BODIES if shown else Confidentiality.GROUP,
        bodies=shown,
        actor=world.persons[row["by"]],
        at=world.at(row["on"]),
    )
    for answer in row.get("answers", ()):
        answer_comment(
            comment=comment,
            words=answer["words"],
            body=world.bodies[answer["body"]],
            actor=world.persons[answer["by"]],
            at=world.at(answer["on"]),
        )
    if "outcome" in row:
        settle_comment(
            comment=comment,
            outcome=row["outcome"],
            reason=row["disposed_because"],
            amendment=world.amendments.get(row.get("amendment", "")),
            actor=world.secretary,
            at=world.at(row["settled_on"]),
        )
