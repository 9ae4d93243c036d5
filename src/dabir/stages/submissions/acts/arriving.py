"""Acts on what arrives: written down and acknowledged at once, taken in soon after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sealing import Erased
from dabir.foundation.record.acts import act, record, record_each
from dabir.foundation.record.together import Prepared, act_together
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts.drafting import forget_draft
from dabir.stages.submissions.intake.arrivals import (
    Acknowledged,
    Ready,
    acknowledged,
    make_arrival,
    make_ready,
    opened,
)
from dabir.stages.submissions.intake.contents import AnswerDraft, Content, Contributor, FileDraft
from dabir.stages.submissions.intake.taking_in import checked, take_in_prepared
from dabir.stages.submissions.models import Arrival, Draft, Submission
from dabir.stages.submissions.queries.arrivals import of_once, to_take_in

SLICE = 50
"""Arrivals taken in by one act, unless it is asked for more."""


def same_words(earlier: Arrival, *, call: Call, **sent: Any) -> bool:
    """Whether a form says, word for word, what arrived by it before."""
    again = _composed(call, **sent).canonical(call=call.code, receipt="", at=earlier.received_at)
    try:
        return all(again[name] == value for name, value in opened(earlier).said.items())
    except Erased:
        return False


def same_sender(earlier: Arrival, contributor: Contributor | None) -> bool:
    """Whether a form names the sender that it named before.

    Raises:
        Erased: who sent it can no longer be read.
    """
    return opened(earlier).contributor == (contributor or Contributor()).tidied()


def _sent_before(
    *, call: Call, once: str = "", contributor: Contributor | None = None, **sent: Any
) -> Acknowledged | None:
    """Return the first receipt of a form that is sent again, word for word.

    Raises:
        Refused: other words, or another sender's, were sent by this form before.
    """
    earlier = of_once(once) if once else None
    if earlier is None:
        return None
    if not same_words(earlier, call=call, **sent):
        raise Refused(
            _(
                "This form has been sent already, with other words. Open it anew from the page of"
                " the call to send something more."
            )
        )
    if not same_sender(earlier, contributor):
        raise Refused(
            _(
                "This form has been sent already, with other words about who sends it. Open it anew"
                " from the page of the call to send it once more."
            )
        )
    return acknowledged(earlier)


def _composed(
    call: Call,
    *,
    answers: Sequence[AnswerDraft],
    files: Sequence[FileDraft] = (),
    sector: str = Submission.Sector.CITIZEN,
    province: str = "",
    language: str = "",
    publication: str = Submission.Publication.WITHHELD,
    consents: Collection[str] = (),
    **_others: Any,
) -> Content:
    return checked(
        call,
        answers,
        files,
        sector=sector,
        province=province,
        language=language,
        publication=publication,
        consents=consents,
    )


@act_together(unless=_sent_before)
def submit(
    *,
    call: Call,
    answers: Sequence[AnswerDraft],
    at: datetime,
    contributor: Contributor | None = None,
    sector: str = Submission.Sector.CITIZEN,
    province: str = "",
    language: str = "",
    publication: str = Submission.Publication.WITHHELD,
    consents: Collection[str] = (),
    files: Sequence[FileDraft] = (),
    invitation: Invitation | None = None,
    draft: str = "",
    road: str = Submission.Road.FORM,
    once: str = "",
    held: bool = False,
) -> Prepared[Acknowledged]:
    """Receive what somebody sends by the public form or the API: durable when this returns.

    It is written down in one row and acknowledged with its receipt; workers take it in soon after.
    `call` is as it was read a moment ago: its deadline holds to the second, while one that is
    closed by hand may take what came in that moment.

    `language` is told from the words, when they are taken in, where it is not given; `publication`
    decides whether the text and the name may be published, `consents` are the other purposes
    agreed to. `files` were looked into before. The draft behind the secret `draft` is forgotten
    when this is taken in. `once` names the form or the proof of work: sent twice, it is received
    once and gives the same receipt. What is `held` is taken in when its sender has confirmed it.

    Raises:
        NotNow: the call is not open.
        NotPermitted: it is an inquiry to named bodies.
        Refused: nothing is said, or too much, or this form was sent before with other words or
            another sender.
        NotKept: the database did not take it.
    """
    policy.may_submit(call, at).require()
    content = _composed(
        call,
        answers=answers,
        files=files,
        sector=sector,
        province=province,
        language=language,
        publication=publication,
        consents=consents,
    )
    arrival, receipt = make_arrival(
        call,
        content,
        contributor or Contributor(),
        at=at,
        road=road,
        once=once,
        held=held,
        invitation=invitation,
        draft=draft,
    )
    # About no item: that somebody sent something is the secretariat's to know.
    record(
        actor=None,
        at=at,
        group=call.group,
        call=call.pk,
        receipt=arrival.receipt,
        road=arrival.road,
        files=len(content.files),
        late=arrival.late,
        sha256=arrival.sha256,
    )
    return Prepared((arrival,), receipt)


@act
def take_in_arrivals(
    *, at: datetime, ready: Sequence[Ready] | None = None, most: int = SLICE
) -> list[Submission]:
    """Take in what was made `ready`; by itself what has waited longest, at most so many.

    Each keeps the receipt, the secret and the key that it came with; what another worker has taken
    in meanwhile is left out. Called with nothing waiting, it says so in the record; look at
    `queries.to_take_in` before.

    Raises:
        Unsealable: one of them was changed since it came, or belongs to another installation.
    """
    if ready is None:
        ready = make_ready(to_take_in()[:most])
    waiting = to_take_in().filter(pk__in=[one.arrival.pk for one in ready])
    skip = connection.features.has_select_for_update_skip_locked
    own = set(waiting.select_for_update(skip_locked=skip).values_list("pk", flat=True))
    ready = [one for one in ready if one.arrival.pk in own]
    arrivals = [one.arrival for one in ready]
    submissions = take_in_prepared([one.prepared for one in ready], by=None, at=at)
    for arrival, submission in zip(arrivals, submissions, strict=True):
        arrival.state = Arrival.State.TAKEN
        arrival.submission = submission
        # From here on the key lies with the submission, and is destroyed with it.
        arrival.wrapped = None
    Arrival.objects.bulk_update(arrivals, ["state", "submission", "wrapped"])
    written_in = [one.draft for one in ready if one.draft]
    for draft in Draft.objects.filter(secret_digest__in=written_in).select_related("key"):
        forget_draft(draft, at)
    record(actor=None, at=at, arrivals=len(arrivals))
    record_each(
        (
            (
                submission,
                {
                    "call": submission.call_id,
                    "road": submission.road,
                    "late": submission.late,
                    "sha256": submission.sha256,
                },
            )
            for submission in submissions
        ),
        actor=None,
        at=at,
    )
    return submissions
