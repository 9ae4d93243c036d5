"""Confirmations by those whom submissions name."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body
from dabir.stages.calls.models import Call
from dabir.stages.submissions.codes import digest_of, opens
from dabir.stages.submissions.models import Confirmation, Submission
from dabir.stages.submissions.queries.seeing import STANDING


def registered_addresses() -> dict[str, str]:
    """Return the addresses of registered bodies by the search keys of their names."""
    return {
        key: body.email
        for body in Body.objects.exclude(email="")
        for name in body.names.values()
        if (key := search_key(name))
    }


def confirmation_by_secret(secret: str) -> Confirmation | None:
    """Return the question that the secret of a link answers."""
    found = (
        Confirmation.objects.filter(secret_digest=digest_of(secret))
        .select_related("submission__call__group", "submission__key")
        .first()
    )
    return found if found is not None and opens(secret, found.secret_digest) else None


def denied(submission: Submission) -> bool:
    """Whether whom it names said that it is not theirs, and did not take that back."""
    answers = (Confirmation.Answer.OURS, Confirmation.Answer.NOT_OURS)
    last = submission.confirmations.filter(answer__in=answers).first()
    return last is not None and last.answer == Confirmation.Answer.NOT_OURS


def asks(confirmation: Confirmation) -> bool:
    """Whether the question is still put: about what stands, and whose author is not erased."""
    submission = confirmation.submission
    return (
        confirmation.answer == Confirmation.Answer.WAITING
        and submission.state in STANDING
        and submission.erased_at is None
    )


def confirmations_of(call: Call) -> QuerySet[Confirmation]:
    """Return who was asked about the submissions to a call, for its secretariat."""
    return Confirmation.objects.filter(submission__call=call).select_related("submission", "by")
