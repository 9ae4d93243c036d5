"""Who may say who signed a body's official reply."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader, bodies_of, signed_in
from dabir.stages.submissions.models import Signing, Submission
from dabir.stages.submissions.policy.permissions import May
from dabir.stages.submissions.policy.sending import not_erased


def may_sign(person: Reader, submission: Submission) -> Verdict:
    """Those who reply for a body say who signed, once; the secretariat says it for them."""
    if not submission.official:
        return Verdict.no(_("Only an official reply is signed."), error=NotNow)
    allowed = permits(person, May.ENTER, group=submission.call.group)
    somebody = signed_in(person)
    if not allowed and somebody is not None:
        if submission.body and bodies_of(somebody).contains(submission.body):
            allowed = Verdict.yes()
        else:
            allowed = Verdict.no(
                _("Only those who sit for %(body)s reply for it.") % {"body": submission.body},
                error=NotPermitted,
            )
    if not allowed:
        return allowed
    if Signing.objects.filter(submission=submission).exists():
        return Verdict.no(_("It says already who signed."), error=NotNow)
    return not_erased(submission)
