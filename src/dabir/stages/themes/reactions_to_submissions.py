"""What follows in this stage when submissions come, when one leaves, and when one is erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from dabir.stages.submissions.announcements import (
    submission_declined,
    submission_erased,
    submission_withdrawn,
    submissions_received,
)
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.asking import ask_to_assign
from dabir.stages.themes.forgetting import count_without, forget_words_of, hold_runs_under_way


@receiver(submissions_received)
def assign_what_came(
    sender: type, submissions: Sequence[Submission], at: datetime, **_rest: Any
) -> None:
    """Ask that what came be put under the themes that a run proposed, as proposals."""
    for call in {one.call_id: one.call for one in submissions}.values():
        ask_to_assign(call, at)


@receiver(submission_withdrawn)
@receiver(submission_declined)
def count_what_is_left(sender: type, submission: Submission, **_rest: Any) -> None:
    """Count what the analysis found without what was withdrawn or declined."""
    count_without(submission)


@receiver(submission_erased)
def forget_erased(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """Forget what the analysis keeps of words that were erased."""
    hold_runs_under_way(submission.call)
    if not submission.answers.exclude(text="").exists():
        forget_words_of(submission, at)
