"""Acts on a call before it is published: its questions, its invitations, its exhibits."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.queries import agreed, agreed_one
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.calls import policy
from dabir.stages.calls.models import Call, Exhibit, Invitation, Question
from dabir.stages.mandates.models import Axis, Clause
from dabir.stages.mandates.policy import may_take_over
from dabir.stages.mandates.queries import body_named

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ExhibitDraft:
    """A clause as the texts stage hands it over for consultation."""

    uid: uuid.UUID
    label: str
    texts: Mapping[str, str]


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a deadline given as a day passes in its zone."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(zone))


def _names(names: Mapping[str, str], missing: str) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(missing)
    return kept


def _check_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise Refused(_("The short address is made of small Latin letters, digits and hyphens."))
    if Call.objects.filter(code=code).exists():
        raise Refused(_("The short address “%(code)s” is taken.") % {"code": code})


@act
def draft_call(
    *,
    group: Group,
    code: str,
    kind: Call.Kind | str,
    titles: Mapping[str, str],
    actor: Person,
    at: datetime,
    purposes: Mapping[str, str] | None = None,
    contact: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | date | None = None,
    late: Call.Late | str = Call.Late.REFUSE,
    clauses: Iterable[Clause] = (),
    axes: Iterable[Axis] = (),
) -> Call:
    """Draft a call. `code` is its short public address; a deadline given as a day ends that day.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no title, a malformed or taken address, an end before the beginning.
    """
    policy.may_draft(actor, group).require()
    titles = _names(titles, _("Please give the call a title in at least one language."))
    _check_code(code)
    if closes_at is not None and not isinstance(closes_at, datetime):
        closes_at = end_of(closes_at, group.time_zone)
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise Refused(_("A call closes after it opens."))
    call = Call.objects.create(
        address=new_address(Call, group=group),
        group=group,
        code=code,
        kind=Call.Kind(kind),
        names=titles,
        purposes=dict(purposes or {}),
        contact=contact,
        opens_at=opens_at,
        closes_at=closes_at,
        late=Call.Late(late),
        time_zone=group.time_zone,
    )
    call.clauses.set(clauses)
    call.axes.set(axes)
    for clause in call.clauses.all():
        link(clause, call, Relation.TASKS, by=actor, at=at)
    record(actor=actor, at=at, about=call, code=code, kind=call.kind)
    return call


@act
def change_call(
    *,
    call: Call,
    titles: Mapping[str, str],
    purposes: Mapping[str, str],
    contact: str,
    closes_at: datetime | None,
    late: Call.Late | str,
    actor: Person,
    at: datetime,
) -> Call:
    """Change a draft of a call.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: there is no title.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    call.names = _names(titles, _("Please give the call a title in at least one language."))
    call.purposes = dict(purposes)
    call.contact = contact
    call.closes_at = closes_at
    call.late = Call.Late(late)
    call.save()
    record(actor=actor, at=at, about=call, titles=call.names)
    return call


@act
def take_over_call(
    *, reading: Reading, code: str, actor: Person, at: datetime, kind: Call.Kind | str = "interest"
) -> Call:
    """Draft a call from what was confirmed of a document: deadline, contact, invited groups.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading was taken over or set aside, or is no call.
        Refused: nothing to name the call by was confirmed, or the short address will not do.
    """
    reading = lock(reading)
    may_take_over(actor, reading).require()
    if (agreed_one(reading, "document_kind") or reading.document_kind) != "call":
        raise NotNow(_("This document is not a call."))
    group = reading.address.group
    deadline = agreed_one(reading, "deadline")
    contacts = agreed(reading, "contact")
    call = draft_call(
        group=group,
        code=code,
        kind=kind,
        titles={reading.language or group.language: agreed_one(reading, "title") or ""},
        contact=contacts[0] if contacts else "",
        closes_at=date.fromisoformat(deadline) if deadline else None,
        actor=actor,
        at=at,
    )
    for name in agreed(reading, "invited"):
        invite(
            call=call,
            names={reading.language or group.language: name},
            body=body_named(name),
            actor=actor,
            at=at,
        )
    advance(reading, "take_over")
    reading.save(update_fields=["state"])
    record(actor=actor, at=at, about=call, reading=reading.pk)
    return call


@act
def ask_question(
    *,
    call: Call,
    prompts: Mapping[str, str],
    actor: Person,
    at: datetime,
    kind: Question.Kind | str = Question.Kind.TEXT,
    choices: Sequence[Mapping[str, str]] = (),
    required: bool = False,
    clause: Clause | None = None,
) -> Question:
    """Add a question to a draft call; tied to a mandate clause, it is traced from there.

    `choices` are names by language, for a question of the kind "one of several".

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: no wording, or a choice among fewer than two.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    kind = Question.Kind(kind)
    if kind == Question.Kind.CHOICE and len(choices) < 2:
        raise Refused(_("A choice is among two or more."))
    last = call.questions.aggregate(last=Max("order"))["last"]
    question = Question.objects.create(
        address=new_address(
            Question, group=call.group, confidentiality=call.address.confidentiality
        ),
        call=call,
        order=0 if last is None else last + 1,
        kind=kind,
        prompts=_names(prompts, _("Please write the question in at least one language.")),
        choices=[dict(choice) for choice in choices],
        required=required,
        clause=clause,
    )
    if clause is not None:
        link(clause, question, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=question, call=call.pk, clause=clause.pk if clause else None)
    return question


@act
def change_question(
    *,
    question: Question,
    prompts: Mapping[str, str],
    required: bool,
    clause: Clause | None,
    actor: Person,
    at: datetime,
) -> Question:
    """Change a question of a draft call.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
        Refused: there is no wording.
    """
    question = lock(question)
    policy.may_change(actor, question.call).require()
    question.prompts = _names(prompts, _("Please write the question in at least one language."))
    question.required = required
    if question.clause is not None and question.clause != clause:
        unlink(question.clause, question, Relation.ASKS)
    question.clause = clause
    question.save()
    if clause is not None:
        link(clause, question, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=question, prompts=question.prompts)
    return question


@act
def remove_question(*, question: Question, actor: Person, at: datetime) -> None:
    """Take a question out of a draft call.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
    """
    call = lock(question.call)
    policy.may_change(actor, call).require()
    if question.clause is not None:
        unlink(question.clause, question, Relation.ASKS)
    record(actor=actor, at=at, about=call, question=question.pk, prompts=question.prompts)
    question.delete()


@act
def invite(
    *,
    call: Call,
    actor: Person,
    at: datetime,
    names: Mapping[str, str] | None = None,
    body: Body | None = None,
) -> Invitation:
    """Invite a group by its description, or a body by itself.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: neither names nor a body, or the body is invited already.
    """
    call = lock(call)
    policy.may_draft(actor, call.group).require()
    if body is not None and call.invitations.filter(body=body).exists():
        raise Refused(_("%(body)s is invited already.") % {"body": body})
    kept = _names(
        names or (body.names if body else {}), _("Please say which group or body is invited.")
    )
    invitation = Invitation.objects.create(call=call, names=kept, body=body)
    record(
        actor=actor,
        at=at,
        about=call,
        invitation=invitation.pk,
        names=kept,
        body=body.pk if body else None,
    )
    return invitation


@act
def withdraw_invitation(*, invitation: Invitation, actor: Person, at: datetime) -> None:
    """Take an invitation back while the call is a draft.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published.
    """
    call = lock(invitation.call)
    policy.may_change(actor, call).require()
    record(actor=actor, at=at, about=call, invitation=invitation.pk, names=invitation.names)
    invitation.delete()


@act
def add_exhibits(
    *, call: Call, exhibits: Sequence[ExhibitDraft], actor: Person, at: datetime
) -> list[Exhibit]:
    """Copy the clauses of a draft into a call for comments, for submissions to anchor to.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is published, or does not ask for comments on a draft.
    """
    call = lock(call)
    policy.may_change(actor, call).require()
    if call.kind != Call.Kind.COMMENTS:
        raise NotNow(_("Only a call for comments on a draft shows its clauses."))
    made = [
        Exhibit.objects.create(
            address=new_address(
                Exhibit,
                group=call.group,
                confidentiality=Confidentiality(call.address.confidentiality),
            ),
            call=call,
            order=order,
            uid=exhibit.uid,
            label=exhibit.label,
            texts=dict(exhibit.texts),
        )
        for order, exhibit in enumerate(exhibits, start=call.exhibits.count())
    ]
    record(actor=actor, at=at, about=call, exhibits=[str(exhibit.uid) for exhibit in exhibits])
    return made
