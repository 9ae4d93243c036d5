"""Whether something is theirs is asked no more, once it is withdrawn, declined or erased."""

from __future__ import annotations

from datetime import datetime

from dabir.stages.submissions.models import Confirmation, Submission

Answer = Confirmation.Answer


def end_questions(submission: Submission, at: datetime) -> None:
    """End the question that waits, within an act: its link shows nothing from now on."""
    waiting = Confirmation.objects.filter(submission=submission, answer=Answer.WAITING)
    waiting.update(answer=Answer.ENDED, answered_at=at)


def forget_questions(submission: Submission, at: datetime) -> None:
    """End the question that waits, and forget who was asked and what they wrote."""
    end_questions(submission, at)
    Confirmation.objects.filter(submission=submission).update(to="", note="")
