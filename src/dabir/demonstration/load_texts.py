"""The charter: zero draft, examination, amendments, rulings and the versions they make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.domain import drafting
from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, NumberStyle, Operation, Part
from dabir.foundation.trace.models import new_id
from dabir.stages.calls.models import Call
from dabir.stages.texts.acts import (
    UpstreamDraft,
    consult_on,
    derive_version,
    draft_zero,
    enter_upstream,
    ground_clause,
    note_finding,
    propose_amendment,
    rule_amendment,
    set_guard,
    start_text,
    withdraw_amendment,
)
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.snapshots import snapshot

AFTER_THE_MEETING = timedelta(hours=2)


def load(world: World) -> None:
    """Make the charter with its three versions and twenty amendments."""
    content = world.content("text.toml")
    text = _start(world, content)
    _enter_upstream(world, content)
    ruled_at = _ruling_times(world)
    for row in content["versions"]:
        at = world.at(row["on"])
        if row["number"] == 0:
            version = _draft(world, text, row, at)
        else:
            version = derive_version(
                text=text, actor=world.secretary, at=_after_rulings(content, row, ruled_at, at)
            )
        world.versions[row["key"]] = version
        _ground(world, version, row["clauses"], at)
        _examine(world, content["findings"], row["key"], at)
        if row["number"] == 0:
            _guard(world, content["guards"], version, at)
            _consult(world, content["text"], version, at)
        against = [each for each in content["amendments"] if each["base"] == row["key"]]
        for each in against:
            _propose(world, text, version, each)
        for each in against:
            _rule(world, each, ruled_at[each["ruling"]["meeting"]])


def _start(world: World, content: dict[str, Any]) -> Text:
    about = content["text"]
    text = start_text(
        group=world.groups[about["group"]],
        titles=about["names"],
        kind=about["kind"],
        language=about["language"],
        duty=world.duties[about["duty"]],
        confidentiality=about["confidentiality"],
        actor=world.secretary,
        at=world.at(content["versions"][0]["on"]),
    )
    world.texts[about["key"]] = text
    return text


def _ruling_times(world: World) -> dict[str, datetime]:
    meetings = world.content("decisions.toml")["meetings"]
    return {meeting["key"]: world.at(meeting["ends_at"]) for meeting in meetings}


def _after_rulings(
    content: dict[str, Any], row: dict[str, Any], ruled_at: dict[str, datetime], at: datetime
) -> datetime:
    """Return when a version was made: on its day, after the rulings it carries."""
    rulings = [each["ruling"] for each in content["amendments"] if each["base"] == row["parent"]]
    return max(at, *(ruled_at[ruling["meeting"]] + AFTER_THE_MEETING for ruling in rulings))


def _uid(world: World, key: str) -> str:
    """Return the clause's uid, which a call may have shown before the text was loaded."""
    return str(world.clause_uids.setdefault(key, new_id()))


def _draft(world: World, text: Text, row: dict[str, Any], at: datetime) -> Version:
    clauses = [
        drafting.Clause(
            uid=_uid(world, clause["key"]),
            parent=_uid(world, clause["parent"]) if "parent" in clause else None,
            order=clause["order"],
            kind=Kind(clause["kind"]),
            style=NumberStyle(clause["style"]),
            heading=clause.get("heading", {}),
            text=clause["text"],
        )
        for clause in row["clauses"]
    ]
    return draft_zero(text=text, clauses=clauses, actor=world.secretary, at=at)


def _ground(world: World, version: Version, rows: list[dict[str, Any]], at: datetime) -> None:
    """Ground the clauses of a version in what they do not carry along already."""
    clauses = {clause.uid: clause for clause in version.clauses.prefetch_related("grounds")}
    for row in rows:
        clause = clauses[world.clause_uids[row["key"]]]
        held = {ground.consideration_id for ground in clause.grounds.all()}
        for key in row["grounds"]:
            consideration = world.considerations[key]
            if consideration.pk not in held:
                ground_clause(
                    clause=clause, consideration=consideration, actor=world.secretary, at=at
                )


def _enter_upstream(world: World, content: dict[str, Any]) -> None:
    for row in content["upstream_documents"]:
        document = enter_upstream(
            group=world.groups[content["text"]["group"]],
            names=row["names"],
            rank=row["rank"],
            clauses=[UpstreamDraft(each["label"], each["text"]) for each in row["clauses"]],
            actor=world.secretary,
            at=world.at(content["versions"][0]["on"]),
        )
        keys = [each["key"] for each in row["clauses"]]
        world.upstream.update(zip(keys, document.clauses.all(), strict=True))


def _examine(
    world: World,
    rows: list[dict[str, Any]],
    key: str,
    at: datetime,
) -> None:
    for row in rows:
        if row["version"] == key:
            uid = world.clause_uids[row["clause"]]
            note_finding(
                clause=world.versions[key].clauses.get(uid=uid),
                upstream=world.upstream[row["upstream"]],
                outcome=row["verdict"],
                notes=row["note"],
                actor=world.secretary,
                at=at,
            )


def _guard(world: World, rows: list[dict[str, Any]], zero: Version, at: datetime) -> None:
    for row in rows:
        set_guard(
            clause=zero.clauses.get(uid=world.clause_uids[row["clause"]]),
            consideration=world.considerations[row["consideration"]],
            language=row["language"],
            must_contain=row["must_contain"],
            must_not_contain=row["must_not_contain"],
            explanations=row["explanation"],
            actor=world.secretary,
            at=at,
        )


def _consult(world: World, about: dict[str, Any], version: Version, at: datetime) -> None:
    call: Call = world.calls[about["consultation"]]
    consult_on(version=version, call=call, actor=world.secretary, at=at)


def _propose(world: World, text: Text, base: Version, row: dict[str, Any]) -> None:
    present = snapshot(base)
    day: date = row["submitted_on"]
    world.amendments[row["key"]] = propose_amendment(
        text=text,
        operations=list(_operations(world, present, row["operations"])),
        body=world.bodies[row["proposer"]],
        reasons=row["reasons"],
        base=base,
        actor=world.secretary,
        at=world.at(day),
    )


def _operations(
    world: World, base: drafting.Version, rows: list[dict[str, Any]]
) -> Iterator[Operation]:
    for row in rows:
        uid = _uid(world, row["clause"])
        parent = _uid(world, row["parent"]) if row.get("parent") else None
        after = _uid(world, row["after"]) if row.get("after") else None
        match row["kind"]:
            case "edit":
                part, language = Part(row["part"]), row["language"]
                start = base[uid].wording(part, language).index(row["old"])
                end = start + len(row["old"])
                yield Edit(uid, language, start, end, row["old"], row["new"], part)
            case "add":
                kind = Kind(row["clause_kind"])
                yield Add(uid, parent, after, kind, NumberStyle.DIGITS, {}, row["text"])
            case "delete":
                yield Delete(uid)
            case "move":
                yield Move(uid, parent, after)


def _rule(world: World, row: dict[str, Any], at: datetime) -> None:
    ruling = row["ruling"]
    amendment: Amendment = world.amendments[row["key"]]
    if ruling["outcome"] == "withdrawn":
        ruled = withdraw_amendment(
            amendment=amendment, reasons=ruling["reasons"], actor=world.secretary, at=at
        )
    else:
        ruled = rule_amendment(
            amendment=amendment,
            accept=ruling["outcome"] == "accepted",
            reasons=ruling["reasons"],
            actor=world.secretary,
            at=at,
        )
    world.amendments[row["key"]] = ruled
