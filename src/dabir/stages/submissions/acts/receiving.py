"""Acts that receive: entered by the secretariat, officially for a body, completed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.submissions import policy
from dabir.stages.submissions.asking_to_look import ask_to_look
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, FileDraft, Receipt
from dabir.stages.submissions.intake.taking_in import add_answers, compose, take_in
from dabir.stages.submissions.models import Submission

Road = Submission.Road
Publication = Submission.Publication
Sector = Submission.Sector

SECTOR_OF_BODY = {
    Body.Kind.STATE: Sector.AGENCY,
    Body.Kind.GUILD: Sector.GUILD,
    Body.Kind.COMPANY: Sector.COMPANY,
    Body.Kind.UNIVERSITY: Sector.UNIVERSITY,
    Body.Kind.CIVIL: Sector.CIVIL,
    Body.Kind.INTERNATIONAL: Sector.INTERNATIONAL,
}


@act
def enter_submission(
    *,
    call: Call,
    road: str,
    answers: Sequence[AnswerDraft],
    received_at: datetime,
    actor: Person,
    at: datetime,
    contributor: Contributor | None = None,
    sector: str = Sector.CITIZEN,
    province: str = "",
    language: str = "",
    publication: str = Publication.WITHHELD,
    consents: Collection[str] = (),
    files: Sequence[FileDraft] = (),
    body: Body | None = None,
    letter: Letter | None = None,
    invitation: Invitation | None = None,
) -> Receipt:
    """Enter what came by letter, e-mail, in a meeting or in bulk.

    It is unpublished and unnamed unless its author said otherwise; `received_at` is when it came,
    and decides whether it came in time. The secret goes into the answer to the author.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call was not open when it came.
        Refused: nothing is said, or it came by the form, or after now.
    """
    call.refresh_from_db()
    policy.may_enter(actor, call, received_at).require()
    if road == Road.FORM:
        raise Refused(_("What is sent by the form enters by itself."))
    if received_at > at:
        raise Refused(_("It cannot have come later than now."))
    content = compose(
        call,
        answers,
        files,
        sector=sector,
        province=province,
        language=language,
        publication=publication,
        consents=consents,
    )
    contributor = contributor or Contributor()
    if body is not None and not contributor.organisation:
        contributor = Contributor(
            contributor.name,
            contributor.email,
            in_language(body.names, call.group.language),
            contributor.phone,
            contributor.language,
        )
    return take_in(
        call,
        content,
        contributor,
        by=actor,
        at=at,
        received_at=received_at,
        road=road,
        body=body,
        invitation=invitation or call.invitations.filter(body=body, body__isnull=False).first(),
        letter=letter,
    )


@act
def submit_official_reply(
    *,
    call: Call,
    body: Body,
    answers: Sequence[AnswerDraft],
    actor: Person,
    at: datetime,
    received_at: datetime | None = None,
    road: str = Road.FORM,
    contributor: Contributor | None = None,
    language: str = "",
    publication: str = Publication.WITHHELD,
    consents: Collection[str] = (),
    files: Sequence[FileDraft] = (),
    letter: Letter | None = None,
) -> Receipt:
    """Receive the one official reply of a body that was asked; the body itself may read it.

    Raises:
        NotPermitted: the actor sits neither for the body nor in the secretariat, or the body was
            not asked.
        NotNow: the call is not open, or the body has replied.
        Refused: nothing is said.
    """
    call = lock(call)
    received_at = received_at or at
    policy.may_reply_for(actor, call, body, received_at).require()
    content = compose(
        call,
        answers,
        files,
        sector=SECTOR_OF_BODY.get(Body.Kind(body.kind), Sector.AGENCY),
        province=body.province,
        language=language,
        publication=publication,
        consents=consents,
    )
    given = contributor or Contributor(name=str(actor), email=actor.email, language=actor.language)
    return take_in(
        call,
        content,
        Contributor(
            given.name,
            given.email,
            in_language(body.names, call.group.language),
            given.phone,
            given.language,
        ),
        by=actor,
        at=at,
        received_at=received_at,
        road=road,
        body=body,
        official=True,
        invitation=call.invitations.filter(body=body).first(),
        letter=letter,
    )


@act
def complete_submission(
    *,
    submission: Submission,
    answers: Sequence[AnswerDraft],
    secret: str,
    at: datetime,
    files: Sequence[FileDraft] = (),
) -> Submission:
    """Add what the secretariat asked for when it returned a submission; it is received again.

    What was sent before stays as it is.

    Raises:
        NotPermitted: the secret is wrong.
        NotNow: it was not returned, or its identity was erased.
        Refused: nothing is added.
    """
    submission = lock(submission)
    policy.may_complete(submission, secret).require()
    content = compose(
        submission.call,
        answers,
        files,
        sector=submission.sector,
        province=submission.province,
        language=submission.language,
        publication=submission.publication,
        consents=(),
    )
    passages = add_answers(submission, content, by=None, at=at)
    advance(submission, "complete")
    ask_to_look([submission], at, again=f"completed {at.isoformat()}")
    submission.save(update_fields=["state"])
    record(actor=None, at=at, about=submission, passages=passages, files=len(content.files))
    return submission
