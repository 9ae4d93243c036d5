"""The demonstration's letters with their referrals.

Letters enclose what is made later (a revised version, the issuance), so this part is loaded
several times: each time as many letters as can be, in the order of their dates, so that their
numbers run as the content says.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.letters.acts import (
    draft_letter,
    finish_referral,
    read_referral,
    refer,
    register_letter,
    send_letter,
    shape_numbers,
)
from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable, Confidentiality
from dabir.foundation.trace.queries import visible_to

PATTERNS = {
    "outgoing": "{year}/د/{number:03}",
    "incoming": "{year}/و/{number:03}",
    "internal": "{year}/خ/{number:03}",
}
BETWEEN_REFERRALS = timedelta(minutes=20)
READ_AFTER = timedelta(days=2)


def load(world: World) -> None:
    """Load the letters that are not loaded yet, up to one whose enclosures do not exist yet."""
    rows = world.content("letters.toml")["letters"]
    if not world.letters:
        _shape_numbers(world, rows[0])
    for row in rows:
        if row["key"] in world.letters:
            continue
        enclosures = [_enclosed(world, name) for name in row["attachments"]]
        if None in enclosures:
            return
        letter = _letter(world, row, [item for item in enclosures if item is not None])
        world.letters[row["key"]] = letter
        _referrals(world, row, letter)


def _shape_numbers(world: World, first: dict[str, Any]) -> None:
    for name, pattern in PATTERNS.items():
        shape_numbers(
            group=world.group,
            name=name,
            pattern=pattern,
            actor=world.secretary,
            at=world.at(first["dated_on"]),
        )


def _enclosed(world: World, name: str) -> Addressable | None:
    """Find what a letter encloses: the mandate, a version or an issuance; None before it is made.

    Names are ``"mandate.txt"``, ``"charter:rev1"``, ``"issuance:is-1"``.
    """
    if name.startswith("mandate"):
        return next(iter(world.mandates.values()), None)
    kind, _colon, key = name.partition(":")
    if kind == "issuance":
        return world.issuances.get(key)
    return world.versions.get(name) or world.versions.get(key)


def _letter(world: World, row: dict[str, Any], enclosures: list[Addressable]) -> Letter:
    at = world.at(row["dated_on"])
    ordinary = row["classification"] == Letter.Class.ORDINARY
    letter = draft_letter(
        group=world.group,
        kind=row["kind"],
        subject=row["subjects"]["fa"],
        text=row["body"].strip(),
        sender=world.bodies[row["sender"]],
        signatory=world.persons.get(row["signatory"]),
        their_number=row.get("their_number", ""),
        their_date=row["dated_on"] if "their_number" in row else None,
        receivers=[world.bodies[key] for key in row["recipients"]],
        copies=[(world.bodies[key], "") for key in row["copies"]],
        urgency=row["urgency"],
        classification=row["classification"],
        replies_to=world.letters.get(row.get("replies_to", "")),
        follows=world.letters.get(row.get("follows", "")),
        enclosures=enclosures,
        confidentiality=Confidentiality.GROUP if ordinary else Confidentiality.SECRETARIAT,
        actor=world.secretary,
        at=at,
    )
    if letter.kind == Letter.Kind.INCOMING:
        return register_letter(letter=letter, actor=world.secretary, at=at)
    return send_letter(letter=letter, actor=world.secretary, at=at)


def _referrals(world: World, row: dict[str, Any], letter: Letter) -> None:
    made: dict[int, Referral] = {}
    rows = row.get("referrals", [])
    accountable: set[int] = set()
    for one in rows:
        to = world.persons[one["to"]]
        made[one["number"]] = refer(
            item=letter,
            to=to,
            purpose=_purpose(one, accountable),
            instruction=one["instruction"],
            due_on=one.get("due"),
            parent=made.get(one["parent"]),
            show=not _sees(to, letter),
            actor=world.persons[one["from"]],
            at=world.at(row["dated_on"]) + one["number"] * BETWEEN_REFERRALS,
        )
    for one in rows:
        referral = made[one["number"]]
        due = world.at(one["due"]) if "due" in one else referral.at + READ_AFTER
        if one["state"] == Referral.State.DONE:
            finish_referral(referral=referral, outcome=one["outcome"], actor=referral.to, at=due)
        elif one["state"] == Referral.State.READ:
            read_referral(referral=referral, actor=referral.to, at=referral.at + READ_AFTER)


def _purpose(one: dict[str, Any], accountable: set[int]) -> str:
    """One is accountable on each level; others asked to act there are asked to help."""
    if one["kind"] == "inform":
        return Referral.Purpose.INFORMATION
    if one["parent"] in accountable:
        return Referral.Purpose.HELP
    accountable.add(one["parent"])
    return Referral.Purpose.ACTION


def _sees(person: Person, letter: Letter) -> bool:
    return visible_to(person).filter(pk=letter.address_id).exists()
