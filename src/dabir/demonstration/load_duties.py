"""How the demonstration's duties went on: more time, reports with files, a text handed in."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.load_mandates import person_of
from dabir.demonstration.world import World
from dabir.domain.drafting import Edit
from dabir.foundation.people.models import Person
from dabir.stages.mandates.acts import (
    ask_extension,
    grant_extension,
    refuse_extension,
    report_duty,
    return_report,
    set_draft,
    verify_report,
)
from dabir.stages.mandates.models import Duty, Extension, Report
from dabir.stages.texts.acts import (
    begin_text_from_output,
    derive_version,
    hand_in_text,
    propose_amendment,
    rule_amendment,
)
from dabir.stages.texts.models import Text
from dabir.stages.texts.queries import latest_version


def load(world: World) -> None:
    """Ask for more time and answer, report with files, and hand a required text in."""
    content = world.content("duties.toml")
    for row in content["extensions"]:
        _extend(world, row)
    for row in content["reports"]:
        _report(world, row)
    _deliver(world, content["output"])


def _duty(world: World, path: str) -> tuple[Duty, Person]:
    """Return a duty with who carries it."""
    duty = world.duties[path]
    duty.refresh_from_db()
    body = duty.assignments.filter(part="responsible", body__isnull=False).earliest("pk").body
    assert body is not None
    return duty, person_of(world, body)


def _extend(world: World, row: dict[str, Any]) -> None:
    duty, carrier = _duty(world, row["duty"])
    asked = ask_extension(
        duty=duty,
        until=row["until"],
        reason=row["reason"][carrier.language],
        actor=carrier,
        at=world.at(row["asked_on"]),
    )
    if row["state"] == Extension.State.GRANTED:
        grant_extension(
            extension=asked,
            until=row["granted_until"],
            answer=row["answer"][world.secretary.language],
            actor=world.secretary,
            at=world.at(row["answered_on"]),
        )
    elif row["state"] == Extension.State.REFUSED:
        refuse_extension(
            extension=asked,
            reason=row["answer"][world.secretary.language],
            actor=world.secretary,
            at=world.at(row["answered_on"]),
        )


def _report(world: World, row: dict[str, Any]) -> None:
    duty, carrier = _duty(world, row["duty"])
    at = world.at(row["on"])
    report = report_duty(
        duty=duty,
        text=row["text"][carrier.language],
        percent=row["percent"],
        obstacle=row.get("obstacle", {}).get(carrier.language, ""),
        files=[(file["name"], file["text"].encode()) for file in row["files"]],
        actor=carrier,
        at=at,
    )
    note = row["note"][world.secretary.language]
    if row["state"] == Report.State.VERIFIED:
        verify_report(report=report, note=note, actor=world.secretary, at=at)
    else:
        return_report(report=report, reason=note, actor=world.secretary, at=at)


def _deliver(world: World, row: dict[str, Any]) -> None:
    """Begin the text from its draft, make the next version of it, and hand that in."""
    duty, carrier = _duty(world, row["duty"])
    at = world.at(row["begun_on"])
    draft = (row["source"], world.document(row["source"]))
    duty = set_draft(duty=duty, file=draft, actor=world.secretary, at=at)
    text = begin_text_from_output(duty=duty, kind=row["kind"], actor=world.secretary, at=at)
    world.texts["joint-statement"] = text
    for each in row["edits"]:
        amendment = propose_amendment(
            text=text,
            operations=[_edit(text, each)],
            reasons=each["reason"],
            actor=world.secretary,
            at=world.at(row["proposed_on"]),
        )
        rule_amendment(
            amendment=amendment,
            accept=True,
            actor=world.secretary,
            at=world.at(row["made_on"]),
        )
    version = derive_version(text=text, actor=world.secretary, at=world.at(row["made_on"]))
    hand_in_text(
        version=version,
        text=row["text"][carrier.language],
        percent=row["percent"],
        actor=carrier,
        at=world.at(row["handed_in_on"]),
    )


def _edit(text: Text, row: dict[str, Any]) -> Edit:
    """Return the edit of the one clause in which the old words stand."""
    latest = latest_version(text)
    assert latest is not None
    clause = next(each for each in latest.clauses.all() if row["old"] in each.text)
    start = clause.text.index(row["old"])
    return Edit(
        str(clause.uid), text.language, start, start + len(row["old"]), row["old"], row["new"]
    )
