"""Acts by which a contributor says «this is not what I meant», and a second person answers."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import Contestation, Passage
from dabir.stages.submissions.telling import mail_contributor

LONGEST = 5_000
"""Letters of what is contested."""


@act
def contest_passage(
    *, passage: Passage, about: Contestation.About | str, text: str, secret: str, at: datetime
) -> Contestation:
    """Contest how a passage was understood, by the secret of its submission.

    Raises:
        NotPermitted: the secret is wrong.
        NotNow: what was contested before has no answer yet, or the words were erased.
        Refused: nothing is said, too much is said, or there is no outcome to contest.
    """
    passage = lock(passage)
    policy.may_contest(passage, secret).require()
    about = Contestation.About(about)
    if not text.strip():
        raise Refused(_("Please say what you meant."))
    if len(text) > LONGEST:
        raise Refused(_("Please say it more briefly."))
    told = passage.dispositions.filter(told_at__isnull=False)
    if about == Contestation.About.OUTCOME and not told.exists():
        raise Refused(_("Nothing was done with this passage yet that you have been told of."))
    contestation = Contestation.objects.create(
        passage=passage, about=about, text=text.strip(), at=at
    )
    record(actor=None, at=at, about=passage, contestation=contestation.pk, regarding=about)
    return contestation


@act
def answer_contestation(
    *,
    contestation: Contestation,
    result: Contestation.Result | str,
    answer: str,
    actor: Person,
    at: datetime,
) -> Contestation:
    """Answer a contributor who contested a reading; a mail says that an answer is there.

    Raises:
        NotPermitted: the actor is not in the secretariat, or read the passage so themselves.
        NotNow: it was answered before.
        Refused: nothing is said.
    """
    contestation = lock(contestation)
    policy.may_answer_contestation(actor, contestation).require()
    if not answer.strip():
        raise Refused(_("Please say why: the contributor will read it."))
    advance(contestation, "answer")
    contestation.result = Contestation.Result(result)
    contestation.answer = answer.strip()
    contestation.answered_by, contestation.answered_at = actor, at
    contestation.save(update_fields=["state", "result", "answer", "answered_by", "answered_at"])
    mail_contributor(
        contestation.passage.submission,
        key=f"contestation:{contestation.pk}",
        subject=lambda: _("An answer to what you contested"),
        at=at,
    )
    record(
        actor=actor,
        at=at,
        about=contestation.passage,
        contestation=contestation.pk,
        result=contestation.result,
        answer=contestation.answer,
    )
    return contestation
