"""Acts that say what became of a passage, and tell its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import Disposition, Passage, Reply, Submission
from dabir.stages.submissions.telling import mail_contributor

Outcome = Disposition.Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """How many contributors were told by mail, and how many left no address to write to."""

    mailed: int
    unreached: int


@act
def dispose_passage(
    *,
    passage: Passage,
    outcome: Outcome | str,
    reason: str,
    actor: Person,
    at: datetime,
) -> Disposition:
    """Say what was done with a passage, and why. The latest word holds; earlier ones are kept.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: its submission is not accepted.
        Refused: there is no reason.
    """
    passage = lock(passage)
    policy.may_dispose(actor, passage.submission).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: the contributor will read it."))
    passage.dispositions.filter(current=True).update(current=False)
    disposition = Disposition.objects.create(
        passage=passage, outcome=Outcome(outcome), reason=reason.strip(), by=actor, at=at
    )
    record(
        actor=actor,
        at=at,
        about=passage,
        disposition=disposition.pk,
        outcome=disposition.outcome,
        reason=disposition.reason,
    )
    return disposition


@act
def dispose_passages(
    *,
    passages: Iterable[Passage],
    outcome: Outcome | str,
    reason: str,
    actor: Person,
    at: datetime,
) -> list[Disposition]:
    """Say the same of several passages: of all of them, or of none.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a passage's submission is not accepted.
        Refused: there is no reason, or no passage was chosen.
    """
    chosen = list(passages)
    if not chosen:
        raise Refused(_("Choose at least one passage."))
    made = [
        dispose_passage(passage=passage, outcome=outcome, reason=reason, actor=actor, at=at)
        for passage in chosen
    ]
    record(
        actor=actor,
        at=at,
        group=chosen[0].submission.call.group,
        passages=[passage.pk for passage in chosen],
        outcome=Outcome(outcome),
    )
    return made


def _tell(submission: Submission, at: datetime) -> bool:
    """Show the author what holds; True when a mail says so."""
    Disposition.objects.filter(
        passage__submission=submission, current=True, told_at__isnull=True
    ).update(told_at=at)
    return mail_contributor(
        submission,
        key=f"told:{at.isoformat()}",
        subject=lambda: _("What became of what you sent"),
        at=at,
    )


@act
def tell_contributor(*, submission: Submission, actor: Person, at: datetime) -> bool:
    """Tell an author what became of each passage; True when a mail says so.

    Without an address they read it behind their link.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: nothing is new.
    """
    submission = lock(submission)
    policy.may_tell(actor, submission.call).require()
    if not Disposition.objects.filter(
        passage__submission=submission, current=True, told_at__isnull=True
    ).exists():
        raise Refused(_("There is nothing new to tell."))
    mailed = _tell(submission, at)
    record(actor=actor, at=at, about=submission, mailed=mailed)
    return mailed


@act
def tell_contributors(*, call: Call, actor: Person, at: datetime) -> Told:
    """Tell all authors of a call whose every passage has its outcome what became of it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: nobody is to be told anything new.
    """
    policy.may_tell(actor, call).require()
    untold = Submission.objects.filter(
        call=call,
        state=Submission.State.ACCEPTED,
        passages__dispositions__current=True,
        passages__dispositions__told_at__isnull=True,
    ).distinct()
    open_ones = Passage.objects.exclude(dispositions__current=True).filter(submission__call=call)
    ready = list(untold.exclude(pk__in=open_ones.values("submission")).order_by("pk"))
    if not ready:
        raise Refused(_("There is nobody to tell anything new."))
    mailed = sum(_tell(submission, at) for submission in ready)
    told = Told(mailed=mailed, unreached=len(ready) - mailed)
    record(
        actor=actor,
        at=at,
        about=call,
        submissions=[submission.pk for submission in ready],
        mailed=mailed,
    )
    return told


@act
def write_to_contributor(
    *, submission: Submission, text: str, actor: Person, at: datetime
) -> Reply:
    """Write to an author in plain words; they read it behind their link, and a mail says so.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: nothing is written.
    """
    submission = lock(submission)
    policy.may_tell(actor, submission.call).require()
    if not text.strip():
        raise Refused(_("Please write something."))
    reply = Reply.objects.create(submission=submission, text=text.strip(), by=actor, at=at)
    mail_contributor(
        submission,
        key=f"reply:{reply.pk}",
        subject=lambda: _("An answer to what you sent"),
        at=at,
    )
    record(actor=actor, at=at, about=submission, reply=reply.pk)
    return reply
