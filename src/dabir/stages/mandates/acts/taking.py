"""What the acts on documents share: bodies by name, clauses, seats and duties of a reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import MEMBERS, Body, Group, Membership, Person
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import agreed, agreed_one, agreed_proposals
from dabir.foundation.trace.linking import new_address
from dabir.stages.mandates.acts.duties import assign_duty
from dabir.stages.mandates.acts.groups import register_body
from dabir.stages.mandates.acts.seats import seat_body
from dabir.stages.mandates.counting import anchor_in
from dabir.stages.mandates.models import Clause, Duty, Mandate
from dabir.stages.mandates.queries import body_named

GROUP_WORDS = frozenset(
    search_key(word)
    for word in ("کارگروه", "کارگروه تخصصی", "کمیته", "ستاد", "working group", "group", "committee")
)


def body_called(name: str, language: str, actor: Person, at: datetime) -> Body:
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


def carriers_called(
    names: Iterable[str], mandate: Mandate, title: str | None, actor: Person, at: datetime
) -> list[Body | Group]:
    """Return the bodies of these names; a word for the group itself means the group."""
    language = mandate.group.language
    return [
        mandate.group
        if _is_group(name, mandate.group, title)
        else body_called(name, language, actor, at)
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
    return body_called(name, mandate.group.language, actor, at)


def stands_below(path: str, above: str) -> bool:
    """Whether a clause's path leads through another's."""
    return path.startswith(above) and path[len(above) : len(above) + 1] in {"/", "."}


def make_clauses(
    mandate: Mandate, proposals: Iterable[Proposal], first: int = 0
) -> dict[str, Clause]:
    """Make clauses of a mandate of these proposals, by their paths, in their order.

    One whose path says so hangs on the clause before it with that path, or on one that the mandate
    has already. `first` is the order of the first of them.
    """
    held = {clause.path: clause for clause in mandate.clauses.all()}
    made: dict[str, Clause] = {}
    for order, proposal in enumerate(proposals, first):
        value: dict[str, Any] = dict(proposal.agreed)  # type: ignore[call-overload]
        path = str(value["path"])
        above = [clause for known, clause in (held | made).items() if stands_below(path, known)]
        made[path] = Clause.objects.create(
            address=new_address(
                Clause,
                group=mandate.group,
                confidentiality=mandate.address.confidentiality,
            ),
            mandate=mandate,
            parent=max(above, key=lambda clause: len(clause.path), default=None),
            order=order,
            path=path,
            kind=value.get("kind", "clause"),
            number=value.get("number", ""),
            level=value.get("level", 1),
            text=value["text"],
            start=proposal.start,
            end=proposal.end,
        )
    return made


def seat_members(mandate: Mandate, reading: Reading, actor: Person, at: datetime) -> list[int]:
    """Give the confirmed members their seats, from the day of adoption; return the terms' keys."""
    seated = []
    for name in agreed(reading, "member"):
        body = body_called(name, mandate.group.language, actor, at)
        seats = Membership.objects.on().filter(
            group=mandate.group, body=body, role__in=list(MEMBERS)
        )
        if seats.exists():
            continue
        seated.append(seat_body(mandate.group, body, since=mandate.adopted_on).pk)
    return seated


def duty_values(
    value: Mapping[str, Any], mandate: Mandate, title: str | None, actor: Person, at: datetime
) -> dict[str, Any]:
    """Return what was read of a duty as `assign_duty` takes it; unknown bodies are registered."""
    return {
        "text": value["text"],
        "responsible": carriers_called(value.get("bodies", ()), mandate, title, actor, at),
        "supporting": carriers_called(value.get("supporting", ()), mandate, title, actor, at),
        "due_on": date.fromisoformat(value["due"]) if value.get("due") else None,
        "due_text": value.get("due_text") or "",
        "within": value.get("within") or "",
        "anchor": anchor_in(value.get("due_text") or ""),
        "reporting_to": _receiver(value.get("reporting_to") or "", mandate, title, actor, at),
        "kind": Duty.Kind.OUTPUT if value.get("output") else Duty.Kind.TASK,
        "title": value.get("title") or "",
    }


def give_duties(
    mandate: Mandate,
    clauses: Mapping[str, Clause],
    only: Collection[int] | None,
    actor: Person,
    at: datetime,
) -> list[int]:
    """Give the duties confirmed in the mandate's reading; return their keys.

    `only` are the keys of the proposals that are given; None gives all.
    """
    reading = mandate.reading
    if reading is None:
        return []
    title = agreed_one(reading, "group_title")
    duties = []
    for proposal in agreed_proposals(reading, "duty"):
        if only is not None and proposal.pk not in only:
            continue
        value: dict[str, Any] = dict(proposal.agreed)  # type: ignore[call-overload]
        duty = assign_duty(
            group=mandate.group,
            clause=clauses.get(value.get("clause") or ""),
            confidentiality=mandate.address.confidentiality,
            actor=actor,
            at=at,
            **duty_values(value, mandate, title, actor, at),
        )
        duties.append(duty.pk)
    return duties
