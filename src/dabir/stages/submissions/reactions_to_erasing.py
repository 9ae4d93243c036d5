"""What an erased submission takes with it: the messages it came in, exports that hold it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver

from dabir.foundation.files.sealing import destroy_key
from dabir.foundation.mail.models import Message
from dabir.stages.submissions.acts import destroy_export
from dabir.stages.submissions.announcements import submission_erased
from dabir.stages.submissions.ending_questions import forget_questions
from dabir.stages.submissions.exports import exports_made, hold_running_exports
from dabir.stages.submissions.intake.answering_mail import key_of_answer
from dabir.stages.submissions.models import Arrival, ReceivedMail, Submission
from dabir.stages.submissions.telling import forget_confirmation_mail

Kind = ReceivedMail.Kind


@receiver(submission_erased)
def erase_mails(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """Destroy the keys of the messages that a submission came in, and forget who sent them.

    So with what the same sender wrote to the call and that became no submission, and with the
    answers to all of it.
    """
    mails = list(_mails_of(submission).select_related("key"))
    for mail in mails:
        if mail.key.destroyed_at is None:
            destroy_key(mail.key, at)
    keys = [mail.pk for mail in mails]
    Message.objects.filter(key__in=[key_of_answer(pk) for pk in keys]).update(
        to="", subject="", text="", in_reply_to=""
    )
    ReceivedMail.objects.filter(pk__in=keys).update(
        sealed=None, sender_digest="", message_digest=""
    )


def _mails_of(submission: Submission) -> QuerySet[ReceivedMail]:
    own = ReceivedMail.objects.filter(submission=submission)
    found = Q(submission=submission)
    for message, sender in set(own.values_list("message_digest", "sender_digest")):
        # A Message-ID can be written by anybody: it tells only where nobody is named.
        same = Q(sender_digest=sender) if sender else Q(sender_digest="", message_digest=message)
        if sender or message:
            found |= same & Q(call=submission.call_id, submission=None)
    # What was not read yet may become a submission of its own.
    return ReceivedMail.objects.filter(found).exclude(submission=None, kind=Kind.WAITING)


@receiver(submission_erased)
def forget_confirming(sender: type, submission: Submission, **_rest: Any) -> None:
    """Blank the mail by which its sender confirmed it, before it was taken in."""
    for arrival in Arrival.objects.filter(submission=submission):
        forget_confirmation_mail(arrival)


@receiver(submission_erased)
def forget_who_was_asked(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """Ask nobody any more whether it is theirs, and forget whom was asked."""
    forget_questions(submission, at)


@receiver(submission_erased)
def destroy_exports(sender: type, submission: Submission, at: datetime, **_rest: Any) -> None:
    """What was erased is in no file that was made of it before: such files are destroyed."""
    hold_running_exports(submission.call.group)
    made = exports_made().filter(address__group=submission.call.group)
    for original in made.select_related("key", "address__group"):
        destroy_export(original=original, why="something in it was erased", at=at)
