"""Answers to those who write by e-mail: what a stranger may know, and never to a machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.models import Address
from dabir.stages.submissions.intake.mails import Details, MailReading, keyed
from dabir.stages.submissions.models import ReceivedMail
from dabir.stages.submissions.queries.mails import answers_given
from dabir.stages.submissions.telling import follow_up_url

ANSWERS_A_DAY = 5
"""Answers to one sender within a day: whatever answers whom, it ends."""

NAMED_FILES = 5
LONGEST_NAME = 60
LONGEST_REFERENCE = 250


def language_of(mail: ReceivedMail, told: str) -> str:
    """Return the language in which a sender is written to: their own where it is spoken here."""
    known = {code for code, _name in settings.LANGUAGES}
    return told if told in known else mail.call.group.language


def key_of_answer(mail: int) -> str:
    """Return the key of the answer to a message that was not taken in, by the message's id."""
    return f"mail:{mail}:answer"


def answer_mail(
    mail: ReceivedMail,
    reading: MailReading,
    *,
    key: str,
    about: Address,
    subject: Callable[[], str],
    text: Callable[[], str],
    language: str,
    at: datetime,
) -> bool:
    """Record the answer to a message; False where it gets none.

    None goes to a machine, to a sender who wants none, or to one who had many today. The caller
    saves `mail`.
    """
    sender = reading.details.sender
    if not sender or len(sender) > LONGEST_REFERENCE or reading.standing.silent:
        return False
    standing = reading.standing
    if standing.automatic or standing.absent or standing.listed or standing.marked:
        return False
    if answers_given(keyed("sender", sender), at) >= ANSWERS_A_DAY:
        return False
    record_mail(
        key=key,
        to=sender,
        subject=subject,
        text=text,
        about=about,
        language=language,
        reply_to=mail.mailbox.address,
        in_reply_to=_reference(reading.details.message_id),
        at=at,
    )
    mail.answered_at = at
    return True


def _reference(message_id: str) -> str:
    plain = message_id.isascii() and message_id.isprintable()
    return message_id if plain and len(message_id) <= LONGEST_REFERENCE else ""


def text_of_receipt(mail: ReceivedMail, details: Details, receipt: str, secret: str) -> str:
    """Return the words of an acknowledgement, with what could not be taken."""
    return "\n\n".join(
        (
            _("Receipt number: %(receipt)s") % {"receipt": receipt},
            *refused_files(mail, details),
            _("Open this page to read more: %(url)s") % {"url": follow_up_url(secret)},
            _("The link is yours alone: whoever has it can read and withdraw what you sent."),
        )
    )


def refused_files(mail: ReceivedMail, details: Details) -> list[str]:
    """Return the paragraph about files that were not taken, if there are any.

    Their names are a sender's own words. They are repeated only to one who is proven: otherwise
    anybody could have words of theirs mailed to others.
    """
    count = len(details.refused)
    if not count:
        return []
    said = ngettext(
        "%(count)s file could not be taken. Send it as Word, OpenDocument, PDF or plain text, or"
        " as a picture.",
        "%(count)s files could not be taken. Send them as Word, OpenDocument, PDF or plain text,"
        " or as pictures.",
        count,
    ) % {"count": show_digits(count)}
    if mail.proof != ReceivedMail.Proof.PASSED:
        return [said]
    names = [name[:LONGEST_NAME] for name, _why in details.refused[:NAMED_FILES]]
    return ["\n".join((said, *(f"– {name}" for name in names)))]
