"""The demonstration's calls: drafted, opened, the inquiry's addressees written to and reminded.

They stay open here: `load_closings` closes them once what was sent to them has been loaded.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.domain.drafting import Clause, Kind, NumberStyle, Symbol, Version
from dabir.domain.drafting.numbering import Numbering
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body
from dabir.foundation.trace.models import new_id
from dabir.stages.calls.acts import (
    ExhibitDraft,
    add_exhibits,
    ask_question,
    cover_inquiry,
    draft_call,
    invite,
    note_reminder,
    open_call,
)
from dabir.stages.calls.models import Call, Question

BEFORE = timedelta(days=3)
LANGUAGES = ("fa", "en")


def load(world: World) -> None:
    """Draft and open every call of `calls.toml`."""
    for row in world.content("calls.toml")["calls"]:
        call = _draft(world, row)
        world.calls[row["key"]] = call
        _ask(world, call, row)
        _invite(world, call, row)
        if "exhibits" in row:
            _exhibit(world, call, row)
        world.calls[row["key"]] = open_call(
            call=call, actor=world.secretary, at=world.at(row["opens_at"])
        )
        if row["kind"] == Call.Kind.INQUIRY:
            _write_to_addressees(world, call, row)


def _draft(world: World, row: dict[str, Any]) -> Call:
    late = Call.Late.MARK if row["kind"] == Call.Kind.INQUIRY else Call.Late.REFUSE
    return draft_call(
        group=world.groups[row["group"]],
        code=row["key"],
        kind=row["kind"],
        titles=row["names"],
        purposes=row["purposes"],
        contact=row["contact"],
        opens_at=world.at(row["opens_at"]),
        closes_at=row["closes_on"],
        late=late,
        clauses=[world.clauses[path] for path in row["clauses"]],
        co_organisers=[world.bodies[key] for key in row["co_organisers"]],
        actor=world.secretary,
        at=world.at(row["opens_at"]) - BEFORE,
    )


def _ask(world: World, call: Call, row: dict[str, Any]) -> None:
    for question in row.get("questions", ()):
        world.questions[question["key"]] = ask_question(
            call=call,
            prompts=question["prompts"],
            kind=question.get("kind", Question.Kind.TEXT),
            choices=question.get("choices", ()),
            scale=tuple(question["scale"]) if "scale" in question else None,
            proposals=question.get("proposals"),
            required=question.get("required", False),
            clause=world.clauses[question["clause"]],
            actor=world.secretary,
            at=world.at(row["opens_at"]) - BEFORE,
        )


def _invite(world: World, call: Call, row: dict[str, Any]) -> None:
    at = world.at(row["opens_at"]) - BEFORE
    for group in row.get("invited", ()):
        invite(call=call, names=group["names"], actor=world.secretary, at=at)
    for addressee in row.get("addressees", ()):
        invite(call=call, body=world.bodies[addressee["body"]], actor=world.secretary, at=at)


def _exhibit(world: World, call: Call, row: dict[str, Any]) -> None:
    """Show the clauses of the draft; the text itself, drafted later, keeps their identifiers."""
    versions = world.content("text.toml")["versions"]
    shown = next(version for version in versions if version["key"] == row["exhibits"]["version"])
    numbering = Numbering(
        Version.of(
            Symbol(shown["number"]),
            [
                Clause(
                    uid=clause["key"],
                    parent=clause.get("parent"),
                    order=clause["order"],
                    kind=Kind(clause["kind"]),
                    style=NumberStyle(clause["style"]),
                )
                for clause in shown["clauses"]
            ],
        )
    )
    exhibits = []
    for clause in shown["clauses"]:
        uid = world.clause_uids.setdefault(clause["key"], new_id())
        labels = {code: numbering.citation(clause["key"], code) for code in LANGUAGES}
        for code, heading in clause.get("heading", {}).items():
            labels[code] = f"{labels[code]}: {heading}"
        exhibits.append(ExhibitDraft(uid=uid, labels=labels, texts=clause["text"]))
    at = world.at(row["opens_at"]) - BEFORE
    add_exhibits(call=call, exhibits=exhibits, actor=world.secretary, at=at)


def _write_to_addressees(world: World, call: Call, row: dict[str, Any]) -> None:
    cover_inquiry(
        call=call,
        letter=world.letters[row["covering_letter"]],
        actor=world.secretary,
        at=world.at(row["opens_at"]),
    )
    reminded: dict[date, list[Body]] = {}
    for addressee in row["addressees"]:
        for day in addressee["reminders"]:
            reminded.setdefault(day, []).append(world.bodies[addressee["body"]])
    for day, bodies in sorted(reminded.items()):
        note_reminder(
            call=call,
            invitations=list(call.invitations.filter(body__in=bodies)),
            letter=_letter_of(world, day, bodies),
            actor=world.secretary,
            at=world.at(day),
        )


def _letter_of(world: World, day: date, bodies: list[Body]) -> Letter | None:
    wanted = {body.pk for body in bodies}
    for letter in world.letters.values():
        if letter.kind == Letter.Kind.OUTGOING and letter.dated_on == day:
            received = {receiver.body_id for receiver in letter.receivers.all()}
            if wanted <= received:
                return letter
    return None
