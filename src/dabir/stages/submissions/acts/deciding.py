"""Acts that decide on a submission, and its author's withdrawal."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.publishing import take_off
from dabir.stages.submissions.announcements import submission_declined, submission_withdrawn
from dabir.stages.submissions.ending_questions import end_questions
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.telling import mail_contributor


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Please give a reason: the contributor will read it."))
    return reason.strip()


@act
def accept_submission(*, submission: Submission, actor: Person, at: datetime) -> Submission:
    """Accept a submission: it answers the call and will be worked through.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is neither newly received nor returned.
    """
    submission = lock(submission)
    policy.may_decide(actor, submission, "accept").require()
    advance(submission, "accept")
    submission.reason = ""
    submission.save(update_fields=["state", "reason"])
    record(actor=actor, at=at, about=submission)
    return submission


@act
def accept_submissions(
    *, submissions: list[Submission], actor: Person, at: datetime
) -> list[Submission]:
    """Accept several at once: all of them, or none.

    Raises:
        NotPermitted: the actor is not in the secretariat of each one's group.
        NotNow: one of them cannot be accepted now.
        Refused: none was chosen.
    """
    if not submissions:
        raise Refused(_("Choose at least one submission."))
    accepted = [
        accept_submission(submission=submission, actor=actor, at=at) for submission in submissions
    ]
    record(
        actor=actor,
        at=at,
        group=accepted[0].call.group,
        submissions=[submission.pk for submission in accepted],
    )
    return accepted


@act
def decline_submission(
    *, submission: Submission, reason: str, actor: Person, at: datetime
) -> Submission:
    """Decline what does not answer the call, or is nothing but insult; its author reads why.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was declined or withdrawn before.
        Refused: there is no reason.
    """
    submission = lock(submission)
    policy.may_decide(actor, submission, "decline").require()
    submission.reason = _reason(reason)
    advance(submission, "decline")
    submission.save(update_fields=["state", "reason"])
    take_off(submission)
    end_questions(submission, at)
    mail_contributor(
        submission,
        key=f"declined:{at.isoformat()}",
        subject=lambda: _("News about what you sent"),
        at=at,
    )
    submission_declined.send(Submission, submission=submission, actor=actor, at=at)
    record(actor=actor, at=at, about=submission, reason=submission.reason)
    return submission


@act
def return_submission(
    *, submission: Submission, reason: str, actor: Person, at: datetime
) -> Submission:
    """Ask the author to complete what they sent; they do so behind their follow-up link.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not newly received.
        Refused: it does not say what is missing.
    """
    submission = lock(submission)
    policy.may_decide(actor, submission, "return").require()
    submission.reason = _reason(reason)
    advance(submission, "return")
    submission.save(update_fields=["state", "reason"])
    mail_contributor(
        submission,
        key=f"returned:{at.isoformat()}",
        subject=lambda: _("Something is asked of you about what you sent"),
        at=at,
    )
    record(actor=actor, at=at, about=submission, reason=submission.reason)
    return submission


@act
def withdraw_submission(
    *,
    submission: Submission,
    at: datetime,
    actor: Person | None = None,
    secret: str = "",
    reason: str = "",
) -> Submission:
    """Withdraw a submission, by its author's secret or by the secretariat on the author's word.

    It is taken off the public pages at once; what rests on its passages stays.

    Raises:
        NotPermitted: neither the secret nor the secretariat's.
        NotNow: it was declined or withdrawn before.
    """
    submission = lock(submission)
    policy.may_withdraw(actor, submission, secret).require()
    advance(submission, "withdraw")
    submission.reason = reason.strip()
    submission.save(update_fields=["state", "reason"])
    take_off(submission)
    end_questions(submission, at)
    submission_withdrawn.send(Submission, submission=submission, actor=actor, at=at)
    record(actor=actor, at=at, about=submission, by_contributor=bool(secret))
    return submission
