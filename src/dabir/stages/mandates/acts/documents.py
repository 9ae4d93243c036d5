"""Taking over what was confirmed of a document: a mandate with its clauses, members and duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import MEMBERS, Body, Group, Membership, Person
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import agreed, agreed_one, agreed_proposals
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.duties import assign_duty
from dabir.stages.mandates.acts.groups import register_body
from dabir.stages.mandates.acts.seats import seat_body
from dabir.stages.mandates.counting import anchor_in
from dabir.stages.mandates.models import Axis, Clause, Duty, Mandate
from dabir.stages.mandates.queries import body_named

GROUP_WORDS = frozenset(
    search_key(word)
    for word in ("کارگروه", "کارگروه تخصصی", "کمیته", "ستاد", "working group", "group", "committee")
)


def _body(name: str, language: str, actor: Person, at: datetime) -> Body:
    """Return the body of this name, registered when it was unknown."""
    known = body_named(name)
    if known is not None:
        return known
    return register_body(names={language: name}, kind=Body.Kind.OTHER, actor=actor, at=at)


def _is_group(name: str, group: Group, title: str | None) -> bool:
    """Whether a name in a document means the group itself."""
    key = search_key(name)
    own = {search_key(known) for known in group.names.values()} | {search_key(title or "")}
    return key in GROUP_WORDS or key in own


def _carriers(
    names: Iterable[str], mandate: Mandate, title: str | None, actor: Person, at: datetime
) -> list[Body | Group]:
    language = mandate.group.language
    return [
        mandate.group if _is_group(name, mandate.group, title) else _body(name, language, actor, at)
        for name in names
    ]


def _receiver(
    name: str, mandate: Mandate, title: str | None, actor: Person, at: datetime
) -> Body | None:
    """Return to whom reports go: None for the group itself; a short name may mean the issuer."""
    if not name or _is_group(name, mandate.group, title):
        return None
    issuer = mandate.issuer
    key = search_key(name)
    if issuer is not None and any(
        search_key(full).startswith(key) for full in issuer.names.values()
    ):
        return issuer
    return _body(name, mandate.group.language, actor, at)


def _stands_below(path: str, above: str) -> bool:
    """Whether a clause's path leads through another's."""
    return path.startswith(above) and path[len(above) : len(above) + 1] in {"/", "."}


def _take_clauses(mandate: Mandate, reading: Reading) -> dict[str, Clause]:
    """Make the clauses; one whose path says so hangs on the clause before it with that path."""
    clauses: dict[str, Clause] = {}
    for order, proposal in enumerate(agreed_proposals(reading, "clause")):
        value: dict[str, Any] = dict(proposal.agreed)  # type: ignore[call-overload]
        path = str(value["path"])
        parents = [clause for known, clause in clauses.items() if _stands_below(path, known)]
        clauses[path] = Clause.objects.create(
            address=new_address(
                Clause,
                group=mandate.group,
                confidentiality=mandate.address.confidentiality,
            ),
            mandate=mandate,
            parent=max(parents, key=lambda clause: len(clause.path), default=None),
            order=order,
            path=path,
            kind=value.get("kind", "clause"),
            number=value.get("number", ""),
            level=value.get("level", 1),
            text=value["text"],
            start=proposal.start,
            end=proposal.end,
        )
    return clauses


def _take_members(mandate: Mandate, reading: Reading, actor: Person, at: datetime) -> list[int]:
    seated = []
    for name in agreed(reading, "member"):
        body = _body(name, mandate.group.language, actor, at)
        seats = Membership.objects.on().filter(
            group=mandate.group, body=body, role__in=list(MEMBERS)
        )
        if seats.exists():
            continue
        seated.append(seat_body(mandate.group, body, since=mandate.adopted_on).pk)
    return seated


def _take_duties(
    mandate: Mandate,
    reading: Reading,
    clauses: dict[str, Clause],
    actor: Person,
    at: datetime,
) -> list[int]:
    title = agreed_one(reading, "group_title")
    duties = []
    for value in agreed(reading, "duty"):
        due = date.fromisoformat(value["due"]) if value.get("due") else None
        duty = assign_duty(
            group=mandate.group,
            text=value["text"],
            responsible=_carriers(value.get("bodies", ()), mandate, title, actor, at),
            supporting=_carriers(value.get("supporting", ()), mandate, title, actor, at),
            due_on=due,
            due_text=value.get("due_text") or "",
            within=value.get("within") or "",
            anchor=anchor_in(value.get("due_text") or ""),
            reporting_to=_receiver(value.get("reporting_to") or "", mandate, title, actor, at),
            kind=Duty.Kind.OUTPUT if value.get("output") else Duty.Kind.TASK,
            title=value.get("title") or "",
            clause=clauses.get(value.get("clause") or ""),
            confidentiality=mandate.address.confidentiality,
            actor=actor,
            at=at,
        )
        duties.append(duty.pk)
    return duties


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
) -> Mandate:
    """Take over what was confirmed of a resolution, order, bylaws or charter.

    `names` is the mandate's title by language (default: the confirmed title, in the group's
    language); `notified_on` the day on which it was notified, from which many deadlines count.

    The group gets its responsible body, its members their seats, the clauses their addresses, and
    the duties their carriers and due dates. What was not confirmed is left in the reading.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside, is a call, or nothing is confirmed yet.
    """
    reading = lock(reading)
    policy.may_take_over(actor, reading).require()
    kind = agreed_one(reading, "document_kind") or reading.document_kind
    if kind == "call":
        raise NotNow(_("This document is a call: it is taken over as a call."))
    confirmed = {name for name in ("title", "clause", "member", "duty") if agreed(reading, name)}
    if not confirmed:
        raise NotNow(_("Nothing is confirmed yet: accept or correct at least one proposal."))
    group = lock(reading.address.group)
    titles = {code: name.strip() for code, name in (names or {}).items() if name.strip()}
    adopted = agreed_one(reading, "date")
    issuer = agreed_one(reading, "issuer")
    mandate = Mandate.objects.create(
        address=new_address(Mandate, group=group, confidentiality=confidentiality),
        group=group,
        names=titles or {group.language: agreed_one(reading, "title") or reading.original.name},
        document_kind=kind,
        number=agreed_one(reading, "number") or "",
        session=agreed_one(reading, "session"),
        issuer=_body(issuer, group.language, actor, at) if issuer else None,
        adopted_on=date.fromisoformat(adopted) if adopted else None,
        notified_on=notified_on,
        standing=Mandate.Standing(standing),
        original=reading.original,
        reading=reading,
    )
    responsible = agreed_one(reading, "responsible_body")
    if responsible and group.responsible_body_id is None:
        group.responsible_body = _body(responsible, group.language, actor, at)
    if mandate.adopted_on and group.formed_on is None:
        group.formed_on = mandate.adopted_on
    group.save()
    clauses = _take_clauses(mandate, reading)
    members = _take_members(mandate, reading, actor, at)
    duties = _take_duties(mandate, reading, clauses, actor, at)
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    record(
        actor=actor,
        at=at,
        about=mandate,
        reading=reading.pk,
        clauses=len(clauses),
        members=members,
        duties=duties,
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
            if other.pk == clause.pk or _stands_below(other.path, clause.path)
        ]
        Duty.objects.filter(group=group, axis=None, clause__in=below).update(axis=axis)
    record(actor=actor, at=at, about=axis, clause=clause.pk if clause else None)
    return axis
