"""What is left to do, and what was done."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import (
    Consent,
    Disposition,
    Passage,
    Submission,
)
from dabir.stages.submissions.queries.seeing import passages_visible_to


def open_passages(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages of accepted submissions that nothing has been done with yet."""
    return passages_visible_to(reader).filter(
        ~Exists(Disposition.objects.filter(passage=OuterRef("pk"), current=True)),
        submission__call__group=group,
        submission__state=Submission.State.ACCEPTED,
    )


def consented(submission: Submission, purpose: Consent.Purpose) -> bool:
    """Whether the contributor's consent to a purpose holds."""
    return submission.consents.filter(
        purpose=purpose, given=True, withdrawn_at__isnull=True
    ).exists()


def told(submission: Submission) -> dict[int, Disposition]:
    """Return what the contributor has been told, by the id of the passage."""
    return told_in([submission])


def told_in(submissions: Iterable[Submission]) -> dict[int, Disposition]:
    """Return what the contributors of these have been told, by the id of the passage."""
    return {
        disposition.passage_id: disposition
        for disposition in Disposition.objects.filter(
            passage__submission__in=list(submissions), current=True, told_at__isnull=False
        )
    }
