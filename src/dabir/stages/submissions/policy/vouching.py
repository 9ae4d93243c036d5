"""Who asks whether a submission is really from whom it names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Confirmation, Submission
from dabir.stages.submissions.policy.permissions import May
from dabir.stages.submissions.policy.sending import not_erased
from dabir.stages.submissions.queries.seeing import STANDING


def may_vouch(person: Reader, call: Call) -> Verdict:
    """The secretariat asks; to ask it reads who sent it, and the contributor reads that it did."""
    return permits(person, May.OPEN_IDENTITY, group=call.group)


def may_ask_whether_theirs(person: Reader, submission: Submission) -> Verdict:
    """It is asked about what counts, one question at a time."""
    allowed = may_vouch(person, submission.call) & not_erased(submission)
    if not allowed:
        return allowed
    if submission.state not in STANDING:
        return Verdict.no(_("It was declined or withdrawn."), error=NotNow)
    if submission.confirmations.filter(answer=Confirmation.Answer.WAITING).exists():
        return Verdict.no(_("It was asked already; the answer is waited for."), error=NotNow)
    return allowed
