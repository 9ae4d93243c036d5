"""Public versions of files: when there is one, and what stands in its way."""

from __future__ import annotations

from datetime import datetime

from dabir.domain.language.personal_data import SURE
from dabir.foundation.trace.linking import restrict
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.asking import ask
from dabir.stages.submissions.models import (
    Attachment,
    PublicCopy,
    Redaction,
    RedactionProposal,
    Submission,
)

COPY = "submissions.copy_files"
"""The name of the work that makes public versions."""

Reason = PublicCopy.Reason


def ask_for_copies(submission: Submission, at: datetime) -> None:
    """Ask for public versions of the files of a published submission, if it has any."""
    if submission.published_at is not None and submission.attachments.exists():
        ask(
            COPY,
            key=f"{COPY}:{submission.pk}:{at.isoformat()}",
            at=at,
            arguments={"submission": submission.pk},
        )


def ask_for_missing_copies(submission: Submission, at: datetime) -> None:
    """Ask for the public versions of a published submission's files that were taken back."""
    if submission.attachments.filter(public_copy__isnull=True).exists():
        ask_for_copies(submission, at)


def reason_against(attachment: Attachment) -> Reason | None:
    """Return why a file has no public version, before it is cleaned; None when it may have one.

    A file whose words nobody can examine may show who wrote it, a signature on a scan: it is
    published only for those who are named anyway.
    """
    submission = attachment.submission
    own = {"passage__answer__attachment": attachment}
    if Redaction.objects.filter(**own, lifted_at__isnull=True).exists():
        return Reason.REDACTED
    waiting = RedactionProposal.objects.filter(
        **own, state=RedactionProposal.State.PROPOSED, confidence__gte=SURE
    )
    if waiting.exists():
        return Reason.PROPOSED
    named = submission.publication == Submission.Publication.NAMED
    if not named and not submission.answers.filter(attachment=attachment).exists():
        return Reason.UNREAD
    return None


def take_copy_back(copy: PublicCopy) -> None:
    """Let nobody but the secretariat read a public version any more; the file itself stays."""
    if copy.original is not None:
        restrict(copy.original.address, Confidentiality.SECRETARIAT)


def take_copies_back(submission: Submission) -> None:
    """Take the public versions of all files of a submission back, within an act."""
    copies = PublicCopy.objects.filter(attachment__submission=submission)
    for copy in copies.select_related("original__address"):
        take_copy_back(copy)
    copies.delete()


def withhold_copy(attachment: int | None, at: datetime) -> None:
    """Take the public version of a file back at once, since something is left out of its words."""
    copy = (
        PublicCopy.objects.filter(attachment=attachment).select_related("original__address").first()
        if attachment is not None
        else None
    )
    if copy is not None:
        take_copy_back(copy)
        copy.original, copy.reason, copy.at = None, Reason.REDACTED, at
        copy.save(update_fields=["original", "reason", "at"])
