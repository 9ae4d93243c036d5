"""What the links and forms of contributors lead to."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from dabir.stages.submissions.codes import digest_of, opens
from dabir.stages.submissions.models import Draft, Submission


def by_secret(secret: str) -> Submission | None:
    """Return the submission that a follow-up secret opens."""
    found = (
        Submission.objects.filter(secret_digest=digest_of(secret))
        .select_related("address", "call__group", "key", "original__key")
        .first()
    )
    return found if found is not None and opens(secret, found.secret_digest) else None


def draft_by_secret(secret: str) -> Draft | None:
    """Return the draft that a secret opens."""
    found = (
        Draft.objects.filter(secret_digest=digest_of(secret))
        .select_related("call__group", "key")
        .first()
    )
    return found if found is not None and opens(secret, found.secret_digest) else None


def stale_drafts(before: datetime) -> QuerySet[Draft]:
    """Return the drafts that nobody has touched since `before`."""
    return Draft.objects.filter(saved_at__lt=before)
