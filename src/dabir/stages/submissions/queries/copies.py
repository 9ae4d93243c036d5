"""What everybody gets of the files of a published submission."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.stages.submissions.models import PublicCopy, Submission


def public_copies(submission: Submission) -> QuerySet[PublicCopy]:
    """Return the public versions of a submission's files, and why some have none."""
    return (
        PublicCopy.objects.filter(attachment__submission=submission)
        .select_related("original", "attachment__original")
        .order_by("attachment")
    )
