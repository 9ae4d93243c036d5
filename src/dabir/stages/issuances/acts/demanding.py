"""Acts on demands (مطالبه): raised, sent, answered, weighed, settled or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.models import Original
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.decisions.models import Decision
from dabir.stages.issuances import policy
from dabir.stages.issuances.models import Demand, Issuance, IssuedClause, Reply
from dabir.stages.issuances.telling import tell_of_demand


@act
def raise_demand(
    *,
    issuance: Issuance,
    body: Body,
    text: str,
    reply_by: date,
    actor: Person,
    at: datetime,
    clause: IssuedClause | None = None,
    decision: Decision | None = None,
    grounds: Iterable[Addressable] = (),
    letter: Letter | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Demand:
    """Write down what is demanded of a body, resting on an issued document.

    `clause` is the issued clause it rests on, `decision` the decision that asked for it,
    `grounds` the considerations it is grounded in.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the document is not in force.
        Refused: no text, a clause of another document, or a day that has passed.
    """
    policy.may_demand(actor, issuance).require()
    if not text.strip():
        raise Refused(_("Please write what is demanded."))
    if clause is not None and clause.issuance_id != issuance.pk:
        raise Refused(_("The clause belongs to another document."))
    if reply_by < at.astimezone(ZoneInfo(issuance.group.time_zone)).date():
        raise Refused(_("The day for the reply has passed already."))
    demand = Demand.objects.create(
        address=new_address(
            Demand, group=issuance.group, confidentiality=confidentiality, bodies=bodies
        ),
        issuance=issuance,
        clause=clause,
        body=body,
        text=text.strip(),
        reply_by=reply_by,
        letter=letter,
    )
    for ground in (clause or issuance, *grounds):
        link(ground, demand, Relation.GROUNDS, by=actor, at=at)
    if decision is not None:
        link(decision, demand, Relation.TASKS, by=actor, at=at)
    record(actor=actor, at=at, about=demand, body=body.pk, reply_by=reply_by.isoformat())
    return demand


@act
def send_demand(
    *, demand: Demand, actor: Person, at: datetime, letter: Letter | None = None
) -> Demand:
    """Send a demand; with a letter, that letter must have gone out.

    Raises:
        NotPermitted, NotNow: the actor may not, or it was sent already.
        Refused: the letter is not sent yet.
    """
    demand = lock(demand)
    policy.may_pursue(actor, demand, "send").require()
    demand.letter = letter or demand.letter
    if demand.letter is not None and demand.letter.state == Letter.State.DRAFT:
        raise Refused(_("The letter of this demand has not been sent yet."))
    advance(demand, "send")
    demand.sent_at = at
    demand.save()
    tell_of_demand(demand, at)
    record(actor=actor, at=at, about=demand, letter=demand.letter_id)
    return demand


@act
def reply_to_demand(
    *,
    demand: Demand,
    text: str,
    actor: Person,
    at: datetime,
    letter: Letter | None = None,
    original: Original | None = None,
) -> Reply:
    """Enter a body's reply, as it wrote it or as its letter says.

    Raises:
        NotPermitted: the actor neither represents the body nor is in the secretariat.
        NotNow: no reply is awaited.
        Refused: there is no text.
    """
    demand = lock(demand)
    policy.may_reply(actor, demand).require()
    if not text.strip():
        raise Refused(_("Please write what was replied."))
    advance(demand, "answer")
    demand.save(update_fields=["state"])
    shown = demand.address
    reply = Reply.objects.create(
        address=new_address(
            Reply,
            group=demand.issuance.group,
            confidentiality=shown.confidentiality,
            bodies=shown.bodies.all(),
        ),
        demand=demand,
        text=text.strip(),
        letter=letter,
        original=original,
        by=actor,
        at=at,
    )
    link(demand, reply, Relation.REPLIES, by=actor, at=at)
    record(actor=actor, at=at, about=demand, reply=str(reply.address_id))
    return reply


@act
def find_insufficient(
    *, demand: Demand, reason: str, actor: Person, at: datetime, reply_by: date | None = None
) -> Demand:
    """Find a reply insufficient: another is awaited, by another day where one is given.

    Raises:
        NotPermitted, NotNow: the actor may not, or no reply waits to be weighed.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please write what is missing from the reply."))
    demand = _pursue(demand, "find_insufficient", actor, reason)
    if reply_by is not None:
        demand.reply_by = reply_by
    demand.save()
    record(actor=actor, at=at, about=demand, reason=demand.note)
    return demand


@act
def settle_demand(*, demand: Demand, actor: Person, at: datetime, note: str = "") -> Demand:
    """Settle a demand: the reply suffices.

    Raises:
        NotPermitted, NotNow: the actor may not, or no reply waits to be weighed.
    """
    demand = _pursue(demand, "settle", actor, note)
    demand.save()
    record(actor=actor, at=at, about=demand, note=demand.note)
    return demand


@act
def drop_demand(*, demand: Demand, reason: str, actor: Person, at: datetime) -> Demand:
    """Give up a demand, saying why.

    Raises:
        NotPermitted, NotNow: the actor may not, or it is answered or settled.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please write why it is given up."))
    demand = _pursue(demand, "drop", actor, reason)
    demand.save()
    record(actor=actor, at=at, about=demand, reason=demand.note)
    return demand


def _pursue(demand: Demand, event: str, actor: Person, note: str) -> Demand:
    demand = lock(demand)
    policy.may_pursue(actor, demand, event).require()
    advance(demand, event)
    demand.note = note.strip()
    return demand
