"""A text that others negotiate, followed over two revisions, with opinions of two committees."""

from __future__ import annotations

from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    adopt_examination,
    begin_examination,
    confirm_opinion,
    follow_text,
    hand_examination,
    receive_revision,
    settle_revision,
    write_opinion,
)
from dabir.stages.texts.examining.following import aligned_revision
from dabir.stages.texts.models import ASPECTS, Clause, Examination, Text, Version


def load(world: World) -> None:
    """Follow the text; committees give their opinions on each revision as it comes."""
    content = world.content("followed.toml")
    about = content["text"]
    text = follow_text(
        group=world.groups[about["group"]],
        titles=about["names"],
        issuer=about["issuer"],
        kind=about["kind"],
        language=about["language"],
        actor=world.secretary,
        at=world.at(about["on"]),
    )
    world.texts[about["key"]] = text
    for row in content["revisions"]:
        version = _receive(world, text, row)
        for each in content["examinations"]:
            _examine(world, version, each)


def _receive(world: World, text: Text, row: dict[str, Any]) -> Version:
    at = world.at(row["on"])
    revision = receive_revision(
        text=text,
        data=world.document(row["file"]),
        name=row["file"],
        symbol=row["symbol"],
        issued_on=row["issued_on"],
        actor=world.secretary,
        at=at,
    )
    if revision.version is None:
        doubts = aligned_revision(revision).doubts
        settle_revision(
            revision=revision,
            said={each.place: each.uid for each in doubts},
            actor=world.secretary,
            at=at,
        )
        revision.refresh_from_db()
    assert revision.version is not None
    return revision.version


def _examine(world: World, version: Version, row: dict[str, Any]) -> None:
    committee = world.groups[row["committee"]]
    first = row["since"] == version.issued_symbol
    if first:
        begin_examination(
            version=version, committee=committee, actor=world.secretary, at=version.at
        )
    examination = Examination.objects.filter(version=version, committee=committee).first()
    if examination is None:
        return
    until = world.at(row["adopted_on"]) if first and "adopted_on" in row else None
    for each in row["opinions"]:
        written = world.at(each["on"])
        if written >= version.at and (until is None or written <= until):
            write_opinion(
                examination=examination,
                clause=_clause(version, each["at"]),
                said={name: each.get(name, {}) for name in ASPECTS},
                actor=world.persons[row["by"]],
                at=written,
            )
    if until is not None:
        hand_examination(examination=examination, actor=_secretary(world, committee), at=until)
        adopt_examination(examination=examination, actor=world.secretary, at=until)
    elif "handed_on" in row:
        handed = world.at(row["handed_on"])
        for opinion in examination.opinions.filter(look_again=True):
            confirm_opinion(opinion=opinion, actor=world.persons[row["by"]], at=handed)
        hand_examination(examination=examination, actor=_secretary(world, committee), at=handed)


def _secretary(world: World, committee: Group) -> Any:
    seat = committee.memberships.filter(role="secretary", person__isnull=False).first()
    return seat.person if seat is not None else world.secretary


def _clause(version: Version, words: str) -> Clause:
    """Return the clause that holds certain words, however they begin."""
    return next(
        clause
        for clause in version.clauses.prefetch_related("wordings")
        if words.lower() in clause.text.lower()
    )
