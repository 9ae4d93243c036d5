"""Acts on the group's own positions: internal until every competent body has approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.positions import policy
from dabir.stages.positions.models import Approval, Issue, OwnPosition, Statement
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept:
        raise Refused(_("Please word the position in at least one language."))
    return kept


def _grounds(
    issue: Issue, considerations: Iterable[Consideration], actor: Person
) -> list[Consideration]:
    wanted = {each.pk for each in considerations}
    seen = considerations_visible_to(actor).filter(group=issue.group, pk__in=wanted)
    grounds = list(seen)
    if len(grounds) != len(wanted):
        raise Refused(_("There is no such consideration."))
    return grounds


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
    kept = _texts(texts)
    grounds = _grounds(issue, considerations, actor)
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
def change_position(
    *,
    position: OwnPosition,
    stance: Statement.Stance | str,
    texts: Mapping[str, str],
    considerations: Iterable[Consideration],
    actor: Person,
    at: datetime,
) -> OwnPosition:
    """Reword an own position that does not circulate; it is a draft of the secretariat again.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it circulates, or is approved.
        Refused: no wording, or a consideration the actor may not see.
    """
    position = lock(position)
    policy.may_change(actor, position).require()
    kept = _texts(texts)
    grounds = _grounds(position.issue, considerations, actor)
    before = {"stance": position.stance, "texts": position.texts}
    advance(position, "change")
    position.stance = Statement.Stance(stance)
    position.texts = kept
    position.save()
    for dropped in position.considerations.exclude(pk__in=[each.pk for each in grounds]):
        unlink(dropped, position, Relation.GROUNDS)
    position.considerations.set(grounds)
    for consideration in grounds:
        link(consideration, position, Relation.GROUNDS, by=actor, at=at)
    restrict(position.address, Confidentiality.SECRETARIAT)
    record(actor=actor, at=at, about=position, before=before, after=kept)
    return position


@act
def circulate_position(
    *, position: OwnPosition, bodies: Iterable[Body], actor: Person, at: datetime
) -> OwnPosition:
    """Send an own position to the competent bodies for approval; they alone see it then.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it circulates already, or is approved.
        Refused: no body is named, or one that may not see the issue.
    """
    position = lock(position)
    policy.may_move(actor, position, "circulate").require()
    competent = list(bodies)
    if not competent:
        raise Refused(_("Name at least one competent body."))
    policy.may_show(Confidentiality.BODIES, competent, position.issue).require()
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
    if not note.strip() and not policy.represents(actor, approval):
        raise Refused(_("Please say how the body answered: the letter, its number and date."))
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
        Refused: the secretariat notes a body's answer, and does not say how it came.
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
        Refused: it would be declared to fewer than the group, or to more than see its issue.
    """
    position = lock(position)
    policy.may_declare(actor, position).require()
    if confidentiality not in {Confidentiality.PUBLIC, Confidentiality.GROUP}:
        raise Refused(_("A position is declared to the public or to the working group."))
    policy.may_show(confidentiality, (), position.issue).require()
    advance(position, "declare")
    position.save(update_fields=["state"])
    restrict(position.address, confidentiality)
    record(actor=actor, at=at, about=position, confidentiality=str(confidentiality))
    return position
