"""What goes along from a version to the next: grounds, and opinions to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.linking import as_closed_as, link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation, Showing
from dabir.stages.texts.examining.following import changed
from dabir.stages.texts.models import (
    ASPECTS,
    Clause,
    Examination,
    Ground,
    Opinion,
    PassageGround,
    Version,
)


def carry_grounds(base: Version, version: Version) -> None:
    """Let the clauses of a version rest on what they rested on in the version before."""
    clauses = {clause.uid: clause for clause in version.clauses.all()}
    Ground.objects.bulk_create(
        Ground(
            clause=clauses[ground.clause.uid],
            consideration_id=ground.consideration_id,
            by_id=ground.by_id,
            at=ground.at,
        )
        for ground in Ground.objects.filter(clause__version=base).select_related("clause")
        if ground.clause.uid in clauses
    )
    PassageGround.objects.bulk_create(
        PassageGround(
            clause=clauses[ground.clause.uid],
            passage_id=ground.passage_id,
            by_id=ground.by_id,
            at=ground.at,
        )
        for ground in PassageGround.objects.filter(clause__version=base).select_related("clause")
        if ground.clause.uid in clauses
    )


def carry_examinations(base: Version, version: Version, *, by: Person, at: datetime) -> int:
    """Begin every examination of a version anew on the next one, with its opinions.

    An opinion on a clause that changed is to be looked at again; one on a clause that is gone stays
    with the version before. Returns how many opinions are to be looked at again.
    """
    olds = {clause.uid: clause for clause in base.clauses.prefetch_related("wordings")}
    news = {clause.uid: clause for clause in version.clauses.prefetch_related("wordings")}
    again = 0
    for examination in base.examinations.select_related("committee"):
        following = begin(version, examination.committee, by=by, at=at, carried_from=examination)
        for opinion in examination.opinions.select_related("clause", "address"):
            clause = news.get(opinion.clause.uid)
            if clause is None:
                continue
            look_again = opinion.look_again or changed(olds.get(clause.uid), clause)
            again += look_again
            _carry(opinion, following, clause, look_again=look_again, at=at)
    return again


def _carry(
    opinion: Opinion, examination: Examination, clause: Clause, *, look_again: bool, at: datetime
) -> None:
    address = opinion.address
    level, named = as_closed_as(clause.address, address.confidentiality, address.bodies.all())
    carried = Opinion.objects.create(
        address=new_address(
            Opinion, group=examination.committee, confidentiality=level, bodies=named
        ),
        examination=examination,
        clause=clause,
        look_again=look_again,
        by_id=opinion.by_id,
        at=opinion.at,
        **{name: getattr(opinion, name) for name in ASPECTS},
    )
    link(opinion, carried, Relation.GROUNDS, by=opinion.by, at=at)
    link(clause, carried, Relation.ASKS, by=opinion.by, at=at)
    link(examination, carried, Relation.ASKS, by=opinion.by, at=at)


def begin(
    version: Version,
    committee: Group,
    *,
    by: Person,
    at: datetime,
    carried_from: Examination | None = None,
) -> Examination:
    """Make an examination, and show the version to the committee that writes it.

    It is never more open than the version.
    """
    level, named = as_closed_as(version.address, Confidentiality.GROUP, ())
    examination = Examination.objects.create(
        address=new_address(Examination, group=committee, confidentiality=level, bodies=named),
        version=version,
        committee=committee,
        carried_from=carried_from,
        by=by,
        at=at,
    )
    link(version, examination, Relation.ASKS, by=by, at=at)
    if not examination.own:
        clauses = version.clauses.values_list("address", flat=True)
        show_to(committee, [version.text.address_id, version.address_id, *clauses])
    return examination


def show_to(committee: Group, addresses: Iterable[UUID]) -> None:
    """Show items to one more committee, besides those that see them already."""
    Showing.objects.bulk_create(
        [Showing(address_id=address, committee=committee) for address in addresses],
        ignore_conflicts=True,
    )
