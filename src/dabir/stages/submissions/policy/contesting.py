"""Who may contest how a passage was understood, and who may answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader, signed_in
from dabir.stages.submissions.codes import opens
from dabir.stages.submissions.models import Contestation, Passage
from dabir.stages.submissions.policy.permissions import May
from dabir.stages.submissions.queries.contesting import first_readers


def may_contest(passage: Passage, secret: str) -> Verdict:
    """Whoever wrote a passage contests how it was read, once at a time."""
    if not opens(secret, passage.submission.secret_digest):
        return Verdict.no(_("This is not the code that you were given."), error=NotPermitted)
    if not passage.text:
        return Verdict.no(_("Its words were erased."), error=NotNow)
    if passage.contestations.filter(state=Contestation.State.OPEN).exists():
        return Verdict.no(
            _("You contested it, and an answer is on its way. You may add more after it."),
            error=NotNow,
        )
    return Verdict.yes()


def may_answer_contestation(person: Reader, contestation: Contestation) -> Verdict:
    """The secretariat answers, but nobody whose own reading is contested."""
    allowed = permits(
        person, May.ANSWER_CONTESTATION, group=contestation.passage.submission.call.group
    ) & may_now(contestation, "answer")
    somebody = signed_in(person)
    if allowed and somebody is not None and somebody.pk in first_readers(contestation):
        return Verdict.no(
            _("You read it so. Somebody else of the secretariat answers this."),
            error=NotPermitted,
        )
    return allowed
