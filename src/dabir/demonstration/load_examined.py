"""What the guideline is measured by, and what was proposed to it since.

Red lines of all three rules, grounds, findings against upstream documents, amendments that cross
red lines, amendments to amendments, one sent back to be drafted again, and a Word file that came.
"""

from __future__ import annotations

from typing import Any

from dabir.demonstration.load_contested import operation_of, propose, treat
from dabir.demonstration.world import World
from dabir.formats.word_changes import AuthoredChanges, Front, write_tracked
from dabir.stages.submissions.models import Passage
from dabir.stages.texts.acts import (
    amend_amendment,
    ask_for_links,
    ask_redraft,
    ground_clause,
    join_option,
    judge_red_line,
    keep_text_file,
    note_finding,
    set_guard,
)
from dabir.stages.texts.compiling.layers import as_amended
from dabir.stages.texts.examining.guarding import check
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.models import Guard, Text, Version
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import placed, snapshot
from dabir.stages.themes.acts import Evidence, adopt_consideration, distil_consideration


def load(world: World) -> None:
    """Examine the present version of the guideline, and let the negotiation go on."""
    content = world.content("examined.toml")
    text = world.texts[content["text"]]
    version = latest_version(text)
    assert version is not None
    at = world.at(content["on"])
    for row in content["red_lines"]:
        _red_line(world, text, version, row, content)
    clauses = {clause.uid: clause for clause in version.clauses.all()}
    for key, considerations in content["grounds"].items():
        for consideration in considerations:
            ground_clause(
                clause=clauses[world.clause_uids[key]],
                consideration=world.considerations[consideration],
                actor=world.secretary,
                at=at,
            )
    for row in content["findings"]:
        note_finding(
            clause=clauses[world.clause_uids[row["clause"]]],
            upstream=world.upstream[row["upstream"]],
            outcome=row["outcome"],
            notes=row["note"],
            actor=world.secretary,
            at=at,
        )
    for row in content["amendments"]:
        _amend(world, text, row)
    _receive(world, text, version, content["received"])
    ask_for_links(version=version, actor=world.secretary, at=at)


def _red_line(
    world: World, text: Text, version: Version, row: dict[str, Any], content: dict[str, Any]
) -> None:
    at = world.at(content["on"])
    quote = row["evidence"]["quote"]
    passage = _passage(world, row["evidence"])
    start = passage.text.index(quote)
    consideration = distil_consideration(
        group=text.group,
        kind="red_line",
        texts=row["texts"],
        evidence=[Evidence(passage, start, start + len(quote))],
        dimension=world.dimensions[row["dimension"]],
        theme=world.themes[row["theme"]],
        confidentiality=row["confidentiality"],
        actor=world.secretary,
        at=at,
    )
    world.considerations[row["key"]] = adopt_consideration(
        consideration=consideration, actor=world.persons["chair"], at=at
    )
    whole = "clause" not in row
    guard = set_guard(
        consideration=consideration,
        text=text if whole else None,
        clause=None if whole else version.clauses.get(uid=world.clause_uids[row["clause"]]),
        language=row["language"],
        must_contain=row.get("must_contain", ()),
        must_not_contain=row.get("must_not_contain", ()),
        questions=row.get("question"),
        judge=world.persons[row["judge"]] if "judge" in row else None,
        explanations=row["explanation"],
        actor=world.secretary,
        at=at,
    )
    if "judged" in row:
        _judge(world, guard, version, row["judged"])


def _passage(world: World, row: dict[str, str]) -> Passage:
    return next(one for one in world.passages[row["submission"]] if row["quote"] in one.text)


def _judge(world: World, guard: Guard, version: Version, row: dict[str, Any]) -> None:
    """Let the judge answer for the version; what the options would say stays open."""
    assert guard.judge is not None
    (standing,) = check([guard], snapshot(version))
    judge_red_line(
        guard=guard,
        digest=standing.digest,
        about=str(version),
        crossed=row["crossed"],
        reason=row["reason"],
        actor=guard.judge,
        at=world.at(row["on"]),
    )


def _amend(world: World, text: Text, row: dict[str, Any]) -> None:
    at = world.at(row["on"])
    if "amends" in row:
        above = world.amendments[row["amends"]]
        base = as_amended(snapshot(above.base), placed(above))
        world.amendments[row["key"]] = amend_amendment(
            amendment=above,
            operations=[operation_of(world, base, row)],
            body=world.bodies[row["by"]],
            reasons=row["reason"],
            actor=world.secretary,
            at=at,
        )
        return
    amendment = propose(world, text, row)
    treat(world, row)
    for body in row.get("supporters", ()):
        join_option(
            amendment=amendment,
            places=[0],
            body=world.bodies[body],
            actor=world.secretary,
            at=at,
        )
    if "sent_back" in row:
        ask_redraft(amendment=amendment, reasons=row["sent_back"], actor=world.secretary, at=at)


def _receive(world: World, text: Text, version: Version, row: dict[str, Any]) -> None:
    """Have a delegation send the issued version back with its changes tracked."""
    base = snapshot(version)
    changes = AuthoredChanges(
        author=world.bodies[row["body"]].names["fa"],
        operations=tuple(operation_of(world, base, each) for each in row["changes"]),
        at=world.at(row["on"]),
    )
    data = write_tracked(
        base,
        [changes],
        language=text.language,
        front=Front(title=text.names[text.language]),
        issued=issued_mark(version),
    )
    keep_text_file(
        text=text,
        data=data,
        name=row["name"],
        actor=world.persons[row["by"]],
        at=world.at(row["on"]),
    )
