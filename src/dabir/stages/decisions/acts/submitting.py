"""Acts on submittals: a version handed to a higher body, and the body's answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.record.sealing import seal_now
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.decisions import policy
from dabir.stages.decisions.models import Decision, Submittal
from dabir.stages.texts.acts import approve_text, return_text, submit_text
from dabir.stages.texts.models import Text, Version


@act
def submit_version(
    *,
    version: Version,
    actor: Person,
    at: datetime,
    higher_body: Body | None = None,
    decision: Decision | None = None,
    letter: Letter | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
) -> Submittal:
    """Hand a version to the higher body, by a decision of a meeting and with a letter.

    `higher_body` is the group's own unless another is named.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not in drafting, or a version of it is with the higher body.
        Refused: no higher body is known, or the decision did not adopt it.
    """
    text = lock(version.text)
    policy.may_submit(actor, text).require()
    receiver = higher_body or text.group.higher_body
    if receiver is None:
        raise Refused(_("Please name the higher body: the group has none of its own."))
    _check_decision(version, decision)
    submit_text(text=text, actor=actor, at=at)
    submittal = Submittal.objects.create(
        address=new_address(
            Submittal, group=text.group, confidentiality=confidentiality, bodies=bodies
        ),
        text=text,
        version=version,
        decision=decision,
        higher_body=receiver,
        letter=letter,
        submitted_at=at,
    )
    link(version, submittal, Relation.DECIDES, by=actor, at=at)
    if decision is not None:
        link(decision, submittal, Relation.TASKS, by=actor, at=at)
    record(actor=actor, at=at, about=submittal, version=version.order, body=receiver.pk)
    return submittal


def _check_decision(version: Version, decision: Decision | None) -> None:
    if decision is None:
        return
    if decision.version_id != version.pk:
        raise Refused(_("That decision is not on this version."))
    if decision.outcome != Decision.Outcome.ADOPTED:
        raise Refused(_("That decision was not adopted."))


def _answered(
    submittal: Submittal,
    event: str,
    *,
    answer: str,
    letter: Letter | None,
    actor: Person,
    at: datetime,
) -> Submittal:
    submittal = lock(submittal)
    policy.may_answer(actor, submittal, event).require()
    advance(submittal, event)
    submittal.answer = answer.strip()
    submittal.answer_letter = letter
    submittal.answered_at = at
    return submittal


@act
def approve_submittal(
    *,
    submittal: Submittal,
    actor: Person,
    at: datetime,
    answer: str = "",
    resolution_number: str = "",
    resolved_on: date | None = None,
    answer_letter: Letter | None = None,
) -> Submittal:
    """Enter that the higher body approved: its decision is a resolution (مصوبه) now.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the body has answered already.
    """
    submittal = _answered(
        submittal, "approve", answer=answer, letter=answer_letter, actor=actor, at=at
    )
    submittal.resolution_number = resolution_number.strip()
    submittal.resolved_on = resolved_on
    submittal.save()
    approve_text(text=submittal.text, actor=actor, at=at)
    record(actor=actor, at=at, about=submittal, resolution=submittal.resolution_number)
    seal_now(submittal.text.group, at)
    return submittal


@act
def return_submittal(
    *,
    submittal: Submittal,
    reason: str,
    actor: Person,
    at: datetime,
    answer_letter: Letter | None = None,
) -> Submittal:
    """Enter that the higher body returned the version: its text goes back to drafting.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the body has answered already.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please write why it was returned."))
    submittal = _answered(
        submittal, "return", answer=reason, letter=answer_letter, actor=actor, at=at
    )
    submittal.save()
    return_text(text=submittal.text, actor=actor, at=at, reason=reason.strip())
    record(actor=actor, at=at, about=submittal, reason=reason.strip())
    seal_now(submittal.text.group, at)
    return submittal


@act
def conclude_text(*, decision: Decision, actor: Person, at: datetime) -> Text:
    """Approve a text by the group's own decision, where no higher body stands above it.

    Raises:
        NotPermitted: the actor may not, or a higher body approves the group's texts.
        NotNow: the decision adopted no version, or the text is not in drafting.
    """
    version = decision.version
    policy.may_conclude(actor, decision).require()
    if version is None:
        raise Refused(_("This decision adopts no version of a text."))
    text = lock(version.text)
    submit_text(text=text, actor=actor, at=at)
    approve_text(text=lock(text), actor=actor, at=at)
    record(actor=actor, at=at, about=decision, text=text.pk, version=version.order)
    seal_now(text.group, at)
    return lock(text)
