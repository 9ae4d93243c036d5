"""Acts on messages that come in by e-mail: kept first, then read, taken in, answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original, read_original
from dabir.foundation.files.sealing import new_key
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.asking import ask
from dabir.stages.submissions import policy
from dabir.stages.submissions.intake.mails import (
    Details,
    MailReading,
    digest_of_message,
    keyed,
)
from dabir.stages.submissions.intake.sorting_mail import mark_returned, sort_in, take_in_mail
from dabir.stages.submissions.models import Mailbox, Opening, ReceivedMail

Kind = ReceivedMail.Kind


@act
def keep_message(
    *,
    mailbox: Mailbox,
    data: bytes,
    came_at: datetime,
    at: datetime,
    no_sender: bool = False,
    uid: int = 0,
    too_large: bool = False,
) -> ReceivedMail:
    """Keep a message byte for byte before anything is read of it, and ask that it be read.

    When this has returned the message is durable and may be acknowledged to whoever brought it. A
    message that comes again, by whichever way, is kept once. `came_at` is when the receiving
    server had it, `no_sender` that its envelope names nobody, `uid` its number in the mailbox,
    `too_large` that `data` is its head alone.
    """
    if uid:
        Mailbox.objects.filter(pk=mailbox.pk, last_uid__lt=uid).update(last_uid=uid)
    digest = digest_of_message(data)
    known = ReceivedMail.objects.filter(call=mailbox.call_id, digest=digest)
    mail = known.first()
    again = mail is not None
    if mail is None:
        try:
            with transaction.atomic():
                mail = _keep(
                    mailbox,
                    data=data,
                    digest=digest,
                    came_at=min(came_at, at),
                    at=at,
                    no_sender=no_sender,
                    too_large=too_large,
                )
        except IntegrityError:
            # Somebody else brought it in the same moment.
            mail, again = known.get(), True
    record(actor=None, at=at, about=mailbox.call, mail=mail.pk, way=mailbox.way, again=again)
    return mail


def _keep(
    mailbox: Mailbox,
    *,
    data: bytes,
    digest: str,
    came_at: datetime,
    at: datetime,
    no_sender: bool,
    too_large: bool,
) -> ReceivedMail:
    key = new_key()
    original = keep_original(
        data,
        name=f"{mailbox.call.code}-{digest[:12]}.eml",
        group=mailbox.call.group,
        media_type="message/rfc822",
        key=key,
        at=at,
    )
    mail = ReceivedMail(
        mailbox=mailbox,
        call=mailbox.call,
        digest=digest,
        original=original,
        key=key,
        why="too_large" if too_large else "",
        at=came_at,
    )
    mail.sealed = Details(no_sender=no_sender).sealed(mail)
    mail.save()
    ask("mails.receive", key=f"mail:{mail.pk}", arguments={"mail": mail.pk}, at=at)
    return mail


@act
def receive_message(*, mail: ReceivedMail, reading: MailReading, at: datetime) -> ReceivedMail:
    """Say what a kept message is, take in what it brings, and answer whoever is to be answered.

    Answers of machines, bounces and loops are set aside unanswered. What came when the call was not
    open is set aside and answered with the reason; a reply to a receipt completes what was returned
    for completion, and changes nothing else. A message that was received before stays as it is.
    """
    mail = lock(mail)
    if mail.kind == Kind.WAITING:
        details = reading.details
        mail.message_digest = keyed("message", details.message_id)
        mail.sender_digest = keyed("sender", details.sender)
        mail.proof = reading.proof
        mail.sealed = details.sealed(mail)
        sort_in(mail, reading, at=at)
        mail.save()
    record(
        actor=None,
        at=at,
        about=mail.submission or mail.call,
        mail=mail.pk,
        kind=mail.kind,
        why=mail.why,
        answered=mail.answered_at is not None,
    )
    return mail


@act
def take_message(
    *, mail: ReceivedMail, reading: MailReading, actor: Person, at: datetime
) -> ReceivedMail:
    """Take in by hand a message that was set aside, as a submission of its sender.

    It is received when it came, and late where it came late; its sender is acknowledged.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was taken in, or erased, or the call is past it.
        Refused: there is nothing in it to take.
    """
    mail = lock(mail)
    policy.may_take_message(actor, mail).require()
    if not reading.says_something:
        raise Refused(_("There are no words and no files in it that could be taken."))
    take_in_mail(mail, reading, by=actor, at=at)
    mail.settled_at = at
    mail.save()
    record(actor=actor, at=at, about=mail.submission, mail=mail.pk)
    return mail


@act
def settle_message(*, mail: ReceivedMail, actor: Person, at: datetime) -> ReceivedMail:
    """Leave a message aside that was set aside: it has been looked at, and stays kept.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it has been dealt with.
    """
    mail = lock(mail)
    policy.may_settle_message(actor, mail).require()
    mail.settled_at = at
    mail.save(update_fields=["settled_at"])
    record(actor=actor, at=at, about=mail.call, mail=mail.pk, kind=mail.kind)
    return mail


@act
def open_message(*, mail: ReceivedMail, reason: str, actor: Person, at: datetime) -> bytes:
    """Return a message as it came, which names its sender: for a reason that they will read.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was erased.
        Refused: there is no reason.
    """
    mail = lock(mail)
    policy.may_open_message(actor, mail).require()
    reason = reason.strip()
    if not reason:
        raise Refused(_("Please give a reason: the contributor will read it."))
    if mail.submission is not None:
        Opening.objects.create(submission=mail.submission, by=actor, reason=reason, at=at)
    record(actor=actor, at=at, about=mail.submission or mail.call, mail=mail.pk, reason=reason)
    return read_original(mail.original)


@act
def note_returned(
    *, message_ids: Collection[str], recipients: Collection[str], at: datetime
) -> int:
    """Mark mails of ours as failed that came back for good; return how many."""
    failed = mark_returned(message_ids, recipients)
    record(actor=None, at=at, mails=failed)
    return len(failed)
