"""What an erased submission takes with it: the messages it came in, exports that hold it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from dabir.foundation.files.sealing import destroy_key
from dabir.stages.submissions.acts import destroy_export
from dabir.stages.submissions.announcements import submission_erased
from dabir.stages.submissions.ending_questions import forget_questions
from dabir.stages.submissions.exports import exports_made
from dabir.stages.submissions.models import ReceivedMail, Submission


@receiver(submission_erased)
def erase_mails(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """Destroy the keys of the messages that a submission came in, and forget who sent them."""
    for mail in ReceivedMail.objects.filter(submission=submission).select_related("key"):
        if mail.key.destroyed_at is None:
            destroy_key(mail.key, at)
    ReceivedMail.objects.filter(submission=submission).update(
        sealed=None, sender_digest="", message_digest=""
    )


@receiver(submission_erased)
def forget_who_was_asked(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """Ask nobody any more whether it is theirs, and forget whom was asked."""
    forget_questions(submission, at)


@receiver(submission_erased)
def destroy_exports(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """What was erased is in no file that was made of it before: such files are destroyed."""
    older = exports_made().filter(received_at__lte=at, address__group=submission.call.group)
    for original in older.select_related("key", "address__group"):
        destroy_export(original=original, why="something in it was erased", at=at)
