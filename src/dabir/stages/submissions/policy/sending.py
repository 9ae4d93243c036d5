"""Who may send, and decide about what they sent: contributors act by their secret link."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import Body
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.stages.calls.models import Call
from dabir.stages.calls.policy import may_submit as may_submit_to
from dabir.stages.submissions.codes import opens
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.policy.permissions import May


def may_submit(call: Call, at: datetime) -> Verdict:
    """Anybody may answer an open call; an inquiry is answered by the bodies it addresses."""
    if call.kind == Call.Kind.INQUIRY:
        return Verdict.no(
            _("An inquiry is answered by the bodies it is addressed to, officially."),
            error=NotPermitted,
        )
    return may_submit_to(call, at)


def may_enter(person: Reader, call: Call, received_at: datetime) -> Verdict:
    """The secretariat enters what came by letter, e-mail or in a meeting, by when it came."""
    return permits(person, May.ENTER, group=call.group) & may_submit_to(call, received_at)


def may_reply_for(person: Reader, call: Call, body: Body, at: datetime) -> Verdict:
    """An addressed body's own people, or the secretariat for it, give its one official reply."""
    somebody = signed_in(person)
    allowed = permits(person, May.ENTER, group=call.group)
    if not allowed and somebody is not None:
        if bodies_of(somebody).filter(pk=body.pk).exists():
            allowed = Verdict.yes()
        else:
            allowed = Verdict.no(
                _("Only those who sit for %(body)s reply for it.") % {"body": body},
                error=NotPermitted,
            )
    if not allowed:
        return allowed
    if not call.invitations.filter(body=body).exists():
        return Verdict.no(
            _("%(body)s was not asked in this inquiry.") % {"body": body}, error=NotPermitted
        )
    earlier = (
        Submission.objects.filter(call=call, body=body, official=True)
        .exclude(state=Submission.State.WITHDRAWN)
        .first()
    )
    if earlier is not None:
        return Verdict.no(
            _("%(body)s replied on %(day)s. A new reply takes the place of a withdrawn one.")
            % {"body": body, "day": show_day(earlier.received_at.date())},
            error=NotNow,
        )
    return may_submit_to(call, at)


def owns(person: Reader, submission: Submission, secret: str) -> Verdict:
    """Whoever holds the follow-up link decides about what they sent; the secretariat may too."""
    if secret:
        if opens(secret, submission.secret_digest):
            return Verdict.yes()
        return Verdict.no(_("This is not the code that you were given."), error=NotPermitted)
    return permits(person, May.DECIDE, group=submission.call.group)


def may_withdraw(person: Reader, submission: Submission, secret: str = "") -> Verdict:
    """The contributor withdraws at any time, the secretariat on the contributor's word."""
    return owns(person, submission, secret) & may_now(submission, "withdraw")


def may_complete(submission: Submission, secret: str) -> Verdict:
    """The contributor completes what was returned."""
    if not opens(secret, submission.secret_digest):
        return Verdict.no(_("This is not the code that you were given."), error=NotPermitted)
    return not_erased(submission) & may_now(submission, "complete")


def not_erased(submission: Submission) -> Verdict:
    """What needs to know who sent it needs that it was not erased."""
    if submission.erased_at is None:
        return Verdict.yes()
    return Verdict.no(
        _("Who sent it was erased on %(day)s.") % {"day": show_day(submission.erased_at.date())},
        error=NotNow,
    )


def may_change_publication(person: Reader, submission: Submission, secret: str = "") -> Verdict:
    """Consent is the contributor's: given, changed and withdrawn by their link."""
    return owns(person, submission, secret) & not_erased(submission)


def may_erase(person: Reader, submission: Submission, secret: str = "") -> Verdict:
    """The contributor has their identity erased, or the secretariat on their word."""
    if secret:
        return owns(person, submission, secret)
    return permits(person, May.ERASE, group=submission.call.group)
