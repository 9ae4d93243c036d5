"""Acts on what a rule proposes to leave out: made by the machine, decided by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.language.personal_data import SURE
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.passages import redact
from dabir.stages.submissions.copying import ask_for_copies, ask_for_missing_copies
from dabir.stages.submissions.looking import proposals_for
from dabir.stages.submissions.models import Redaction, RedactionProposal, Submission

State = RedactionProposal.State


@act
def propose_redactions(
    *, call: Call, submissions: Sequence[Submission], at: datetime, actor: Person | None = None
) -> int:
    """Look through submissions of a call for personal data; return how much was proposed.

    Done again, it proposes nothing twice. The identity is compared by the machine alone: nobody
    reads it by this. What is published and has lost its public files meanwhile gets them anew.
    """
    made = proposals_for(submissions) if submissions else []
    RedactionProposal.objects.bulk_create(made, ignore_conflicts=True)
    for submission in submissions:
        if submission.published_at is not None:
            ask_for_missing_copies(submission, at)
    record(
        actor=actor,
        at=at,
        about=call,
        submissions=[submission.pk for submission in submissions],
        proposed=len(made),
    )
    return len(made)


def _decide(proposal: RedactionProposal, event: str, actor: Person, at: datetime) -> None:
    advance(proposal, event)
    proposal.decided_by, proposal.decided_at = actor, at


@act
def accept_proposed_redaction(
    *,
    proposal: RedactionProposal,
    actor: Person,
    at: datetime,
    start: int | None = None,
    end: int | None = None,
    ground: Redaction.Ground | str = "",
    reason: str = "",
) -> Redaction:
    """Leave out what was proposed; with `start` and `end` another stretch of the same passage.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was decided before.
        Refused: there is no such stretch.
    """
    proposal = lock(proposal)
    policy.may_redact(actor, proposal.submission).require()
    _decide(proposal, "accept", actor, at)
    proposal.redaction = redact(
        passage=proposal.passage,
        start=proposal.start if start is None else start,
        end=proposal.end if end is None else end,
        ground=ground or proposal.ground,
        reason=reason or str(proposal.get_kind_display()),
        actor=actor,
        at=at,
    )
    proposal.save(update_fields=["state", "decided_by", "decided_at", "redaction"])
    record(actor=actor, at=at, about=proposal.passage, proposal=proposal.pk, rule=proposal.rule)
    return proposal.redaction


@act
def dismiss_proposed_redaction(
    *, proposal: RedactionProposal, actor: Person, at: datetime
) -> RedactionProposal:
    """Let everybody read what was proposed to be left out; the same words in the call likewise.

    An office's own telephone number stands in many submissions: it is dismissed once.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was decided before.
    """
    proposal = lock(proposal)
    policy.may_redact(actor, proposal.submission).require()
    _decide(proposal, "dismiss", actor, at)
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    equal = 0
    if proposal.digest:
        equal = RedactionProposal.objects.filter(
            call=proposal.call_id, digest=proposal.digest, state=State.PROPOSED
        ).update(state=State.DISMISSED, decided_by=actor, decided_at=at)
    ask_for_copies(proposal.submission, at)
    record(
        actor=actor,
        at=at,
        about=proposal.passage,
        proposal=proposal.pk,
        rule=proposal.rule,
        equal=equal,
    )
    return proposal


@act
def reopen_proposed_redaction(
    *, proposal: RedactionProposal, actor: Person, at: datetime
) -> RedactionProposal:
    """Take back that something was dismissed: it is proposed again, and so are equal words.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was not dismissed.
    """
    proposal = lock(proposal)
    policy.may_redact(actor, proposal.submission).require()
    advance(proposal, "reopen")
    again = RedactionProposal.objects.filter(pk=proposal.pk)
    if proposal.digest:
        again |= RedactionProposal.objects.filter(
            call=proposal.call_id, digest=proposal.digest, state=State.DISMISSED
        )
    count = again.update(state=State.PROPOSED, decided_by=None, decided_at=None)
    proposal.refresh_from_db()
    record(actor=actor, at=at, about=proposal.passage, proposal=proposal.pk, equal=count - 1)
    return proposal


@act
def accept_sure_redactions(
    *, submissions: Sequence[Submission], actor: Person, at: datetime
) -> list[Redaction]:
    """Leave out everything in these submissions that is surely personal data.

    Raises:
        NotPermitted: the actor is not in the secretariat of each one's group.
        Refused: nothing sure waits in them.
    """
    for submission in submissions:
        policy.may_redact(actor, submission).require()
    waiting = list(
        RedactionProposal.objects.filter(
            submission__in=submissions, state=State.PROPOSED, confidence__gte=SURE
        )
    )
    if not waiting:
        raise Refused(_("Nothing that is surely personal data waits here."))
    made = [
        accept_proposed_redaction(proposal=proposal, actor=actor, at=at) for proposal in waiting
    ]
    record(
        actor=actor,
        at=at,
        group=submissions[0].call.group,
        submissions=[submission.pk for submission in submissions],
        redactions=len(made),
    )
    return made
