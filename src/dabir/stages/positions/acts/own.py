"""Acts on the group's own positions: internal until every competent body has approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.positions import policy
from dabir.stages.positions.models import Approval, Issue, OwnPosition, Statement
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to


@act
def draft_position(
    *,
    issue: Issue,
    stance: Statement.Stance | str,
    texts: Mapping[str, str],
    actor: Person,
    at: datetime,
    considerations: Iterable[Consideration] = (),
) -> OwnPosition:
    """Draft the group's own position on an issue; only the secretariat sees it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no wording, or a consideration the actor may not see.
    """
    policy.may_position(actor, issue.group).require()
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept:
        raise Refused(_("Please word the position in at least one language."))
    grounds = list(considerations)
    seen = considerations_visible_to(actor).filter(group=issue.group)
    if seen.filter(pk__in=[each.pk for each in grounds]).count() != len(grounds):
        raise Refused(_("There is no such consideration."))
    position = OwnPosition.objects.create(
        address=new_address(
            OwnPosition, group=issue.group, confidentiality=Confidentiality.SECRETARIAT
        ),
        issue=issue,
        stance=Statement.Stance(stance),
        texts=kept,
        by=actor,
        at=at,
    )
    position.considerations.set(grounds)
    for consideration in grounds:
        link(consideration, position, Relation.GROUNDS, by=actor, at=at)
    link(issue, position, Relation.ANSWERS, by=actor, at=at)
    record(actor=actor, at=at, about=position, stance=position.stance, texts=kept)
    return position


@act
def circulate_position(
    *, position: OwnPosition, bodies: Iterable[Body], actor: Person, at: datetime
) -> OwnPosition:
    """Send an own position to the competent bodies for approval; they alone see it then.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it circulates already, or is approved.
        Refused: no body is named.
    """
    position = lock(position)
    policy.may_move(actor, position, "circulate").require()
    competent = list(bodies)
    if not competent:
        raise Refused(_("Name at least one competent body."))
    advance(position, "circulate")
    position.save(update_fields=["state"])
    position.approvals.all().delete()
    for body in competent:
        Approval.objects.create(position=position, body=body)
    restrict(position.address, Confidentiality.BODIES, competent)
    record(actor=actor, at=at, about=position, bodies=[body.pk for body in competent])
    return position


def _answer(
    approval: Approval, answer: Approval.Answer, note: str, actor: Person, at: datetime
) -> OwnPosition:
    position = lock(approval.position)
    approval = lock(approval)
    approval.position = position
    policy.may_answer(actor, approval).require()
    approval.answer = answer
    approval.note = note.strip()
    approval.at = at
    approval.save()
    return position


@act
def approve_position(
    *, approval: Approval, actor: Person, at: datetime, note: str = ""
) -> OwnPosition:
    """Approve an own position for a competent body; the last approval approves the position.

    Raises:
        NotPermitted: the actor does not represent the body.
        NotNow: the position is not in circulation.
    """
    position = _answer(approval, Approval.Answer.APPROVED, note, actor, at)
    if not position.approvals.exclude(answer=Approval.Answer.APPROVED).exists():
        advance(position, "approve")
        position.save(update_fields=["state"])
    record(actor=actor, at=at, about=position, body=approval.body_id)
    return position


@act
def return_position(*, approval: Approval, note: str, actor: Person, at: datetime) -> OwnPosition:
    """Return an own position to the secretariat, with what is to be changed.

    Raises:
        NotPermitted: the actor does not represent the body.
        NotNow: the position is not in circulation.
        Refused: nothing is said of what is to be changed.
    """
    if not note.strip():
        raise Refused(_("Please say what should be changed."))
    position = _answer(approval, Approval.Answer.RETURNED, note, actor, at)
    advance(position, "return")
    position.save(update_fields=["state"])
    record(actor=actor, at=at, about=position, body=approval.body_id, note=note.strip())
    return position


@act
def declare_position(
    *,
    position: OwnPosition,
    actor: Person,
    at: datetime,
    confidentiality: Confidentiality | str = Confidentiality.PUBLIC,
) -> OwnPosition:
    """Declare an own position (موضع اعلامی).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a competent body has not approved it, or it is declared already.
    """
    position = lock(position)
    policy.may_declare(actor, position).require()
    advance(position, "declare")
    position.save(update_fields=["state"])
    restrict(position.address, confidentiality)
    record(actor=actor, at=at, about=position, confidentiality=str(confidentiality))
    return position
