"""Writing a version down: its clauses with their addresses, labels and wordings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Numbering, Part
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Address, Link, Relation, new_id
from dabir.stages.texts.models import Clause, Text, Version, Wording

LABELLED = ("fa", "en")
"""The languages in which clauses are labelled."""


def lock_version(version: Version) -> Version:
    """Return a version afresh, locked after its text.

    What is added to it either goes along to the next version, or waits and meets that.
    """
    text = lock(version.text)
    version = lock(version)
    version.text = text
    return version


def in_both(message: str, **values: object) -> dict[str, str]:
    """Return a sentence of the program in the languages in which texts are labelled."""
    said = {}
    for language in LABELLED:
        with translation.override(language):
            said[language] = _(message) % {key: str(each) for key, each in values.items()}
    return said


def store_version(
    text: Text,
    drafted: drafting.Version,
    *,
    by: Person,
    at: datetime,
    parent: Version | None = None,
    note: str = "",
) -> Version:
    """Write a version down with all its clauses; it is as confidential as its text."""
    named = list(text.address.bodies.all())
    version = Version.objects.create(
        address=new_address(
            Version,
            group=text.group,
            confidentiality=text.address.confidentiality,
            bodies=named,
        ),
        text=text,
        order=drafted.symbol.number,
        parent=parent,
        note=note,
        by=by,
        at=at,
    )
    since = _since(parent)
    addresses = _addresses(text, len(drafted.clauses), named)
    numbering = Numbering(drafted)
    rows: list[Clause] = []
    wordings: list[Wording] = []
    for order, ((depth, clause), address) in enumerate(zip(drafted.walk(), addresses, strict=True)):
        row = Clause(
            address=address, version=version, uid=uuid.UUID(clause.uid), order=order, depth=depth
        )
        fill(row, clause, numbering)
        rows.append(row)
        wordings += wordings_of(row, clause, since, version.order)
    Clause.objects.bulk_create(rows)
    Wording.objects.bulk_create(wordings)
    return version


def fill(row: Clause, clause: drafting.Clause, numbering: Numbering) -> None:
    """Set what a row says of its clause besides the words."""
    labels = {code: numbering.label(clause.uid, code) for code in LABELLED}
    row.parent_uid = uuid.UUID(clause.parent) if clause.parent else None
    row.kind = clause.kind.value
    row.style = clause.style.value
    row.citations = {code: numbering.citation(clause.uid, code) for code in LABELLED}
    row.marks = {code: label.mark for code, label in labels.items() if label.mark}


Worded = Mapping[tuple[str, str], tuple[str, str, int]]
"""Heading, text and the version they came with, by clause uid and language."""


def _since(parent: Version | None) -> Worded:
    if parent is None:
        return {}
    before = Wording.objects.filter(clause__version=parent).select_related("clause")
    return {
        (str(each.clause.uid), each.language): (each.heading, each.text, each.since)
        for each in before
    }


def wordings_of(
    row: Clause, clause: drafting.Clause, before: Worded, order: int
) -> Iterable[Wording]:
    """Yield the wordings of a clause; those that did not change keep their age."""
    for language in dict.fromkeys((*clause.text, *clause.heading)):
        heading = clause.wording(Part.HEADING, language)
        words = clause.wording(Part.TEXT, language)
        old = before.get((clause.uid, language))
        since = old[2] if old is not None and old[:2] == (heading, words) else order
        yield Wording(clause=row, language=language, heading=heading, text=words, since=since)


def _addresses(text: Text, number: int, named: list[Body]) -> list[Address]:
    made = [
        Address(
            id=new_id(),
            kind=Clause.KIND,
            group=text.group,
            confidentiality=text.address.confidentiality,
        )
        for _ in range(number)
    ]
    Address.objects.bulk_create(made)
    through = Address.bodies.through
    through.objects.bulk_create(
        through(address_id=address.pk, body_id=body.pk) for address in made for body in named
    )
    return made


def link_all(
    ends: Iterable[tuple[uuid.UUID, uuid.UUID, Relation]], *, by: Person, at: datetime
) -> None:
    """Link many origins to outcomes at once; links that are there already stay as they are."""
    Link.objects.bulk_create(
        [
            Link(source_id=origin, target_id=outcome, relation=relation, by=by, at=at)
            for origin, outcome, relation in dict.fromkeys(ends)
        ],
        ignore_conflicts=True,
    )
