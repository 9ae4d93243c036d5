"""Taking over what was confirmed of a document: a mandate with its clauses, members and duties."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import agreed, agreed_one, agreed_proposals
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.taking import (
    body_called,
    give_duties,
    make_clauses,
    seat_members,
    stands_below,
)
from dabir.stages.mandates.models import Axis, Clause, Duty, Mandate

FOUNDING = (Mandate.Part.MANDATE, Mandate.Part.CONSTITUTION)
"""The documents from which a group has its day of formation and its responsible body."""
LATER = (Mandate.Part.AMENDMENT, Mandate.Part.ANNEX)
"""The documents that concern another one."""


def _check(reading: Reading, part: Mandate.Part, concerns: Mandate | None) -> str:
    """Return the kind of the document, once nothing stands against taking it over as this part."""
    kind = str(agreed_one(reading, "document_kind") or reading.document_kind)
    if kind == "call":
        raise NotNow(_("This document is a call: it is taken over as a call."))
    confirmed = {name for name in ("title", "clause", "member", "duty") if agreed(reading, name)}
    if not confirmed:
        raise NotNow(_("Nothing is confirmed yet: accept or correct at least one proposal."))
    if part in LATER and concerns is None:
        raise Refused(_("Please say which document it amends or belongs to."))
    if concerns is not None and concerns.group_id != reading.address.group_id:
        raise Refused(_("The document belongs to another group."))
    return kind


def _found(group: Group, mandate: Mandate, actor: Person, at: datetime) -> None:
    """Let the group have its responsible body and its day of formation from this document."""
    assert mandate.reading is not None  # noqa: S101 (it was just taken over from its reading)
    responsible = agreed_one(mandate.reading, "responsible_body")
    if responsible and group.responsible_body_id is None:
        group.responsible_body = body_called(responsible, group.language, actor, at)
    if mandate.adopted_on and group.formed_on is None:
        group.formed_on = mandate.adopted_on
    group.save()


@act
def take_over_mandate(
    *,
    reading: Reading,
    actor: Person,
    at: datetime,
    names: Mapping[str, str] | None = None,
    notified_on: date | None = None,
    standing: Mandate.Standing | str = Mandate.Standing.ORIGINAL,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    part: Mandate.Part | str = Mandate.Part.MANDATE,
    concerns: Mandate | None = None,
    duties: Collection[int] | None = None,
) -> Mandate:
    """Take over what was confirmed of a resolution, order, bylaws or charter.

    `names` is the mandate's title by language (default: the confirmed title, in the group's
    language); `notified_on` the day on which it was notified, from which many deadlines count.

    The group gets its responsible body, its members their seats, the clauses their addresses, and
    the duties their carriers and due dates. What was not confirmed is left in the reading.

    `part` is what the document is to the group. An annex or an amendment says which mandate it
    `concerns` (an amendment is rather taken over by `take_over_amendment`). A background document
    gives no seats and no day of formation. `duties` are the keys of the confirmed duty proposals
    that are given; by default all of them, and of a background document none.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside, is a call, or nothing is confirmed yet.
        Refused: an annex or an amendment of nothing, or of a document of another group.
    """
    reading = lock(reading)
    policy.may_take_over(actor, reading).require()
    part = Mandate.Part(part)
    kind = _check(reading, part, concerns)
    group = lock(reading.address.group)
    titles = {code: name.strip() for code, name in (names or {}).items() if name.strip()}
    adopted = agreed_one(reading, "date")
    issuer = agreed_one(reading, "issuer")
    own = part == Mandate.Part.CONSTITUTION
    mandate = Mandate.objects.create(
        address=new_address(Mandate, group=group, confidentiality=confidentiality),
        group=group,
        names=titles or {group.language: agreed_one(reading, "title") or reading.original.name},
        part=part,
        concerns=concerns,
        document_kind=kind,
        number=agreed_one(reading, "number") or "",
        session=agreed_one(reading, "session"),
        issuer=body_called(issuer, group.language, actor, at) if issuer and not own else None,
        adopted_on=date.fromisoformat(adopted) if adopted else None,
        notified_on=notified_on,
        standing=Mandate.Standing(standing),
        original=reading.original,
        reading=reading,
    )
    background = part == Mandate.Part.BACKGROUND
    if part in FOUNDING:
        _found(group, mandate, actor, at)
    clauses = make_clauses(mandate, agreed_proposals(reading, "clause"))
    members = [] if background else seat_members(mandate, reading, actor, at)
    wanted: Collection[int] | None = () if background and duties is None else duties
    given = give_duties(mandate, clauses, wanted, actor, at)
    if concerns is not None:
        amends = part == Mandate.Part.AMENDMENT
        link(concerns, mandate, Relation.AMENDS if amends else Relation.GROUNDS, by=actor, at=at)
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    record(
        actor=actor,
        at=at,
        about=mandate,
        reading=reading.pk,
        clauses=len(clauses),
        members=members,
        duties=given,
        part=part.value,
    )
    return mandate


@act
def add_axis(
    *,
    group: Group,
    names: dict[str, str],
    actor: Person,
    at: datetime,
    clause: Clause | None = None,
    order: int = 0,
) -> Axis:
    """Add an axis (محور) to the group's work, from the mandate clause that gives it.

    Duties that stand below that clause, and on no axis yet, come to stand on this one.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no name.
    """
    policy.may_assign(actor, group).require()
    if not any(name.strip() for name in names.values()):
        raise Refused(_("Please give a name in at least one language."))
    axis = Axis.objects.create(
        address=new_address(Axis, group=group),
        group=group,
        names=names,
        clause=clause,
        order=order,
    )
    if clause is not None:
        link(clause, axis, Relation.TASKS, by=actor, at=at)
        below = [
            other.pk
            for other in Clause.objects.filter(mandate=clause.mandate_id).only("path")
            if other.pk == clause.pk or stands_below(other.path, clause.path)
        ]
        Duty.objects.filter(group=group, axis=None, clause__in=below).update(axis=axis)
    record(actor=actor, at=at, about=axis, clause=clause.pk if clause else None)
    return axis
