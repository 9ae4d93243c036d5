"""Acts on a text as a whole that later stages call: submission, approval, return, issuance.

Each takes the `verdict` of the calling stage's own policy beside this stage's.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused, Verdict
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.texts import policy
from dabir.stages.texts.models import Text


def _move(
    text: Text, event: str, actor: Person, at: datetime, *, verdict: Verdict, reason: str = ""
) -> Text:
    text = lock(text)
    (policy.may_hand_up(actor, text, event) & verdict).require()
    advance(text, event)
    text.save(update_fields=["state"])
    record(actor=actor, at=at, about=text, state=text.state, reason=reason)
    return text


YES = Verdict.yes()


@act
def submit_text(*, text: Text, actor: Person, at: datetime, verdict: Verdict = YES) -> Text:
    """Note that a text was submitted to the higher body; it is not amended until it comes back.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on, or has no draft.
        Refused: `verdict` does not allow it.
    """
    return _move(text, "submit", actor, at, verdict=verdict)


@act
def approve_text(*, text: Text, actor: Person, at: datetime, verdict: Verdict = YES) -> Text:
    """Note that the higher body approved a submitted text.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not with the higher body.
        Refused: `verdict` does not allow it.
    """
    return _move(text, "approve", actor, at, verdict=verdict)


@act
def return_text(
    *, text: Text, reason: str, actor: Person, at: datetime, verdict: Verdict = YES
) -> Text:
    """Note that the higher body returned a text for revision; it is amended again.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not with the higher body.
        Refused: `verdict` does not allow it, or there is no reason.
    """
    if not reason.strip():
        raise Refused(_("Please say why the text was returned: the revision starts from it."))
    return _move(text, "return", actor, at, verdict=verdict, reason=reason.strip())


@act
def issue_text(*, text: Text, actor: Person, at: datetime, verdict: Verdict = YES) -> Text:
    """Note that an approved text was issued.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not approved.
        Refused: `verdict` does not allow it.
    """
    return _move(text, "issue", actor, at, verdict=verdict)
