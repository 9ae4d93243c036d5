"""Who may do what with submissions. Contributors act by the secret of their follow-up link."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Body
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.stages.calls.models import Call
from dabir.stages.calls.policy import may_submit as may_submit_to
from dabir.stages.submissions.codes import opens
from dabir.stages.submissions.models import Consent, Passage, Submission
from dabir.stages.submissions.queries import consented


class May(StrEnum):
    """The permissions of this stage."""

    READ_PUBLISHED = "submissions.read_published"
    ENTER = "submissions.enter"
    DECIDE = "submissions.decide"
    PUBLISH = "submissions.publish"
    CUT = "submissions.cut"
    REDACT = "submissions.redact"
    DISPOSE = "submissions.dispose"
    TELL = "submissions.tell"
    OPEN_IDENTITY = "submissions.open_identity"
    ERASE = "submissions.erase"
    ADMIT = "submissions.admit"


grant(
    {
        May.READ_PUBLISHED: MEMBERS,
        **{permission: SECRETARIAT for permission in May if permission != May.READ_PUBLISHED},
    }
)


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


def may_decide(person: Reader, submission: Submission, event: str) -> Verdict:
    """The secretariat accepts, declines and returns."""
    return permits(person, May.DECIDE, group=submission.call.group) & may_now(submission, event)


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
    return _not_erased(submission) & may_now(submission, "complete")


def _not_erased(submission: Submission) -> Verdict:
    if submission.erased_at is None:
        return Verdict.yes()
    return Verdict.no(
        _("Who sent it was erased on %(day)s.") % {"day": show_day(submission.erased_at.date())},
        error=NotNow,
    )


def may_change_publication(person: Reader, submission: Submission, secret: str = "") -> Verdict:
    """Consent is the contributor's: given, changed and withdrawn by their link."""
    return owns(person, submission, secret) & _not_erased(submission)


def may_publish(person: Reader, submission: Submission) -> Verdict:
    """The secretariat publishes what was accepted and what may be published."""
    allowed = permits(person, May.PUBLISH, group=submission.call.group)
    if not allowed:
        return allowed
    if submission.state != Submission.State.ACCEPTED:
        return Verdict.no(_("Accept it first: only what is accepted is published."), error=NotNow)
    if submission.published_at is not None:
        return Verdict.no(
            _("It was published on %(day)s.") % {"day": show_day(submission.published_at.date())},
            error=NotNow,
        )
    if submission.publication == Submission.Publication.WITHHELD or not consented(
        submission, Consent.Purpose.PUBLISH
    ):
        return Verdict.no(_("The contributor asked that it not be published."), error=NotPermitted)
    return allowed


def may_cut(person: Reader, submission: Submission) -> Verdict:
    """Passages are cut anew only while nothing rests on them."""
    allowed = permits(person, May.CUT, group=submission.call.group)
    if not allowed:
        return allowed
    passages = Passage.objects.filter(submission=submission)
    if (
        passages.filter(dispositions__isnull=False).exists()
        or passages.filter(redactions__isnull=False).exists()
        or passages.filter(address__outcomes__isnull=False).exists()
    ):
        return Verdict.no(
            _("Something rests on these passages already: they stay as they are cut."),
            error=NotNow,
        )
    return allowed


def may_redact(person: Reader, submission: Submission) -> Verdict:
    """The secretariat redacts, with a ground for each stretch."""
    return permits(person, May.REDACT, group=submission.call.group)


def may_dispose(person: Reader, submission: Submission) -> Verdict:
    """What became of a passage is said once its submission is accepted."""
    allowed = permits(person, May.DISPOSE, group=submission.call.group)
    if allowed and submission.state != Submission.State.ACCEPTED:
        return Verdict.no(_("Accept it first: what is not accepted has no outcome."), error=NotNow)
    return allowed


def may_tell(person: Reader, call: Call) -> Verdict:
    """The secretariat tells contributors what became of what they sent."""
    return permits(person, May.TELL, group=call.group)


def may_open_identity(person: Reader, submission: Submission) -> Verdict:
    """The secretariat opens an identity, for a reason that the contributor will read."""
    return permits(person, May.OPEN_IDENTITY, group=submission.call.group) & _not_erased(submission)


def may_erase(person: Reader, submission: Submission, secret: str = "") -> Verdict:
    """The contributor has their identity erased, or the secretariat on their word."""
    if secret:
        return owns(person, submission, secret)
    return permits(person, May.ERASE, group=submission.call.group)


def may_admit(person: Reader, submission: Submission) -> Verdict:
    """A nominee of an accepted expression of interest is given a seat."""
    allowed = permits(person, May.ADMIT, group=submission.call.group)
    if not allowed:
        return allowed
    if submission.call.kind != Call.Kind.INTEREST:
        return Verdict.no(_("Seats follow from a call for expressions of interest."), error=NotNow)
    if submission.state != Submission.State.ACCEPTED:
        return Verdict.no(_("Accept the expression of interest first."), error=NotNow)
    return allowed
