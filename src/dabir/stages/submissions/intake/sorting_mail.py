"""What a message is, and what follows: taken in, added, answered or set aside. Used within acts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.language.detection import detect_language
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.mail_standing import read_returned
from dabir.foundation.lives import advance, lock
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import record
from dabir.stages.calls.models import Call
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.answering_mail import (
    answer_mail,
    key_of_answer,
    language_of,
    refused_files,
    text_of_receipt,
)
from dabir.stages.submissions.intake.contents import Content, Contributor, Incoming
from dabir.stages.submissions.intake.mails import MailReading
from dabir.stages.submissions.intake.preparing import prepare
from dabir.stages.submissions.intake.taking_in import add_answers, compose, take_in_prepared
from dabir.stages.submissions.models import Mailbox, ReceivedMail, Submission
from dabir.stages.submissions.policy.sending import may_submit
from dabir.stages.submissions.queries.mails import replied_to

Kind = ReceivedMail.Kind
_RECEIPT = re.compile(r"[0-9A-Za-z۰-۹]{4}[-‐–][0-9A-Za-z۰-۹]{4}[-‐–][0-9A-Za-z۰-۹]{5}")


def sort_in(mail: ReceivedMail, reading: MailReading, *, at: datetime) -> None:
    """Say what a message is and do what follows; the caller locks it before and saves it after."""
    if loop := _loops(mail, reading):
        mail.kind, mail.why = Kind.LOOP, loop
    elif reading.standing.daemon:
        mail.kind, mail.why = Kind.BOUNCE, "returned" if _note_bounce(reading) else ""
    elif machine := _machine(reading):
        mail.kind, mail.why = Kind.AUTO, machine
    elif _came_before(mail):
        mail.kind, mail.why = Kind.AGAIN, "changed"
    elif replied := _replied(mail, reading):
        _take_reply(mail, reading, replied, at)
    elif reading.trouble or not reading.says_something:
        mail.kind, mail.why = Kind.UNREADABLE, (reading.trouble or "nothing_said")[:30]
        _answer(mail, reading, _unreadable, at)
    else:
        if not may_submit(mail.call, mail.at):
            mail.kind = Kind.REFUSED
            mail.why = "inquiry" if mail.call.kind == Call.Kind.INQUIRY else "not_open"
            _answer(mail, reading, lambda: _not_open(mail), at)
            return
        try:
            take_in_mail(mail, reading, by=None, at=at)
        except Refused:
            mail.kind, mail.why = Kind.UNREADABLE, "refused"
            _answer(mail, reading, _unreadable, at)


def _loops(mail: ReceivedMail, reading: MailReading) -> str:
    standing, sender = reading.standing, reading.details.sender.lower()
    if standing.marked:
        return "marked"
    if standing.looping:
        return "hops"
    ours = sender in {mail.mailbox.address, settings.MAIL_SENDER}
    if ours or Mailbox.objects.filter(address=sender).exists():
        return "own_address"
    own = standing.message_id and Message.objects.filter(message_id=standing.message_id).exists()
    return "own_message" if own else ""


def _machine(reading: MailReading) -> str:
    standing = reading.standing
    told = {
        "automatic": standing.automatic,
        "absent": standing.absent,
        "listed": standing.listed,
    }
    return next((why for why, true in told.items() if true), "")


def _came_before(mail: ReceivedMail) -> bool:
    """Whether a message of the same sender with the same Message-ID was received before."""
    if not mail.message_digest:
        return False
    same = ReceivedMail.objects.filter(
        call=mail.call_id, message_digest=mail.message_digest, sender_digest=mail.sender_digest
    )
    return same.exclude(pk=mail.pk).exclude(kind=Kind.WAITING).exists()


def mark_returned(message_ids: Collection[str], recipients: Collection[str]) -> list[int]:
    """Mark mails of ours as failed that came back for good; return their keys.

    Both the Message-ID, which only its receiver and the servers on the way know, and the receiver
    have to be those of a mail that was sent.
    """
    sent = Message.objects.filter(message_id__in=list(message_ids)[:100], state=Message.State.SENT)
    failed = [mail.pk for mail in sent if mail.to.lower() in recipients]
    Message.objects.filter(pk__in=failed).update(state=Message.State.FAILED)
    return failed


def _note_bounce(reading: MailReading) -> bool:
    returned = read_returned(reading.message) if reading.message is not None else None
    if returned is None or not returned.permanent:
        return False
    return bool(mark_returned(returned.message_ids, returned.recipients))


def _replied(mail: ReceivedMail, reading: MailReading) -> Submission | None:
    words = tuple(_RECEIPT.findall(reading.standing.subject[:500]))
    if not words and not reading.standing.answers:
        return None
    return replied_to(mail.call, reading.standing.answers, words)


def _take_reply(
    mail: ReceivedMail, reading: MailReading, submission: Submission, at: datetime
) -> None:
    """Complete what was returned for completion; anything else is noted for the secretariat."""
    mail.kind = Kind.REPLY
    sealed = unsealed(submission)
    sender = reading.details.sender.lower()
    if sealed is None or sealed.contributor.email.lower() != sender:
        # Whose submission it is, is nothing for whoever knows its number.
        mail.why = "other_sender"
        return
    mail.submission = submission
    submission = lock(submission)
    # Anybody may write any sender: only one that is vouched for adds to what they sent.
    proven = mail.proof == ReceivedMail.Proof.PASSED
    if submission.state == Submission.State.RETURNED and reading.says_something and proven:
        try:
            content = _content(submission.call, reading, submission)
        except Refused:
            mail.why = "refused"
            return
        passages = add_answers(submission, content, by=None, at=at)
        advance(submission, "complete")
        submission.save(update_fields=["state"])
        mail.kind = Kind.COMPLETION
        record(
            actor=None,
            at=at,
            about=submission,
            mail=mail.pk,
            passages=passages,
            files=len(content.files),
        )
    _answer(mail, reading, _added if mail.kind == Kind.COMPLETION else _noted, at)


def _content(call: Call, reading: MailReading, earlier: Submission | None = None) -> Content:
    return compose(
        call,
        reading.answers,
        reading.files,
        sector=earlier.sector if earlier else Submission.Sector.CITIZEN,
        province=earlier.province if earlier else "",
        language=earlier.language if earlier else "",
        publication=Submission.Publication.WITHHELD,
        consents=(),
    )


def take_in_mail(
    mail: ReceivedMail, reading: MailReading, *, by: Person | None, at: datetime
) -> None:
    """Take a message in as a submission, unpublished and unnamed, and acknowledge it.

    Raises:
        Refused: it says nothing, or too much.
    """
    content = _content(mail.call, reading)
    language = language_of(mail, content.language)
    one = prepare(
        Incoming(
            call=mail.call,
            content=content,
            contributor=Contributor(
                name=reading.details.name[:200],
                email=reading.details.sender,
                language=language,
            ),
            received_at=mail.at,
            road=Submission.Road.EMAIL,
            acknowledged=False,
        )
    )
    (submission,) = take_in_prepared([one], by=by, at=at)
    mail.kind, mail.why, mail.submission = Kind.SUBMISSION, "", submission
    record(
        actor=by,
        at=at,
        about=submission,
        call=mail.call_id,
        road=submission.road,
        passages=one.passages,
        files=len(content.files),
        refused=len(reading.details.refused),
        late=submission.late,
        sha256=submission.sha256,
    )
    answer_mail(
        mail,
        reading,
        key=f"submissions:{submission.pk}:received",
        about=submission.address,
        subject=lambda: _("What you sent has arrived"),
        text=lambda: text_of_receipt(mail, reading.details, one.receipt, one.secret),
        language=language,
        at=at,
    )


def _answer(
    mail: ReceivedMail, reading: MailReading, words: Callable[[], str], at: datetime
) -> None:
    """Answer a message that was not taken in."""

    def text() -> str:
        paragraphs = [words()]
        if mail.kind == Kind.COMPLETION:
            paragraphs += refused_files(mail, reading.details)
        return "\n\n".join(paragraphs)

    answer_mail(
        mail,
        reading,
        key=key_of_answer(mail.pk),
        about=(mail.submission or mail.original).address,
        subject=lambda: _("About your message"),
        text=text,
        language=language_of(mail, detect_language(reading.words or reading.details.text)),
        at=at,
    )


def _not_open(mail: ReceivedMail) -> str:
    return "\n\n".join(
        (
            str(may_submit(mail.call, mail.at).reason),
            _("Your message is kept, and the secretariat can see it. It was not taken in."),
        )
    )


def _unreadable() -> str:
    return _(
        "Your message has arrived, but nothing in it could be read. Please send it again as plain"
        " text, or with a Word, OpenDocument, PDF or plain text file. The secretariat can see it."
    )


def _added() -> str:
    return _("What you added has arrived, and was put with what you sent before.")


def _noted() -> str:
    return _(
        "Your message has reached the secretariat. What you sent before stays as it is: to change"
        " or withdraw it, open the link of your receipt."
    )
