"""Who may handle what was sent."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Consent, Passage, Submission
from dabir.stages.submissions.policy.permissions import May
from dabir.stages.submissions.policy.sending import not_erased
from dabir.stages.submissions.queries import consented, open_sure
from dabir.stages.submissions.queries.vouching import denied


def may_decide(person: Reader, submission: Submission, event: str) -> Verdict:
    """The secretariat accepts, declines and returns."""
    return permits(person, May.DECIDE, group=submission.call.group) & may_now(submission, event)


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
    if denied(submission):
        return Verdict.no(_("Whom it names said that it is not theirs."), error=NotNow)
    return allowed


def nothing_sure_waits(submission: Submission) -> Verdict:
    """What is surely personal data is decided before others read it, or knowingly not."""
    count = open_sure(submission)
    if not count:
        return Verdict.yes()
    return Verdict.no(
        ngettext(
            "%(shown)s stretch in it is surely personal data, and waits to be left out.",
            "%(shown)s stretches in it are surely personal data, and wait to be left out.",
            count,
        )
        % {"shown": show_digits(count)},
        error=NotNow,
    )


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
    return permits(person, May.OPEN_IDENTITY, group=submission.call.group) & not_erased(submission)


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
