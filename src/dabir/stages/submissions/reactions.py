"""What follows within this stage: what was received is looked through, what is erased forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from dabir.stages.submissions.announcements import submission_erased, submissions_received
from dabir.stages.submissions.asking_to_look import ask_to_look
from dabir.stages.submissions.copying import take_copies_back
from dabir.stages.submissions.models import (
    Band,
    Contestation,
    Fingerprint,
    RedactionProposal,
    Signing,
    Submission,
)


@receiver(submissions_received)
def look_through_what_came(
    sender: type, submissions: Sequence[Submission], at: datetime, **_rest: Any
) -> None:
    """Ask that what came be looked through, once it is durable and receipted."""
    ask_to_look(submissions, at)


@receiver(submission_erased)
def forget(sender: type, submission: Submission, **_rest: Any) -> None:
    """Forget who wrote it, and, when its words were erased, what was made of them."""
    Signing.objects.filter(submission=submission).delete()
    take_copies_back(submission)
    own = Fingerprint.objects.filter(pk=submission.pk)
    own.update(author="")
    if submission.answers.exclude(text="").exists():
        return
    # Where the words are gone, offsets into them say nothing.
    RedactionProposal.objects.filter(submission=submission).delete()
    Contestation.objects.filter(passage__submission=submission).update(text="", answer="")
    Band.objects.filter(leader=submission.pk).delete()
    own.update(sketch=b"", text=0)
