"""Mailboxes of calls, and messages that came into them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call
from dabir.stages.submissions.codes import read_receipt
from dabir.stages.submissions.models import Mailbox, ReceivedMail, Submission

Kind = ReceivedMail.Kind
ASIDE = (Kind.REPLY, Kind.REFUSED, Kind.AGAIN, Kind.UNREADABLE, Kind.WAITING)
"""What the secretariat should look at: messages of people that were not taken in."""

A_DAY = timedelta(days=1)


def mailboxes_visible_to(reader: Reader) -> QuerySet[Mailbox]:
    """Return the mailboxes of the calls the reader may see; pages show them to the secretariat."""
    return Mailbox.objects.filter(seen_by(reader, "call__address__")).select_related("call__group")


def mails_visible_to(reader: Reader) -> QuerySet[ReceivedMail]:
    """Return the received messages the reader may see: the secretariat of their group."""
    return ReceivedMail.objects.filter(seen_by(reader, "original__address__")).select_related(
        "call__group", "mailbox", "original", "key", "submission"
    )


def mails_aside(reader: Reader, group: Group) -> QuerySet[ReceivedMail]:
    """Return the messages that wait for the secretariat's eyes."""
    return mails_visible_to(reader).filter(
        call__group=group, kind__in=ASIDE, settled_at__isnull=True
    )


def mails_of_submission(reader: Reader, submission: Submission) -> QuerySet[ReceivedMail]:
    """Return the messages that a submission came in, and those that reply to its receipt."""
    return mails_visible_to(reader).filter(submission=submission).order_by("at", "pk")


def address_of(call: Call) -> str:
    """Return where a call is answered by e-mail at present; empty where it is not."""
    active = call.mailboxes.filter(state=Mailbox.State.ACTIVE).order_by("pk").first()
    return active.address if active is not None else ""


def listening_at(address: str) -> Mailbox | None:
    """Return the mailbox that Dabir's listener takes messages for at this address."""
    return (
        Mailbox.objects.filter(
            address__iexact=address, way=Mailbox.Way.LISTENER, state=Mailbox.State.ACTIVE
        )
        .select_related("call__group")
        .first()
    )


def answers_given(sender_digest: str, at: datetime) -> int:
    """Return how many answers this sender was sent within a day, by whichever call."""
    return ReceivedMail.objects.filter(
        sender_digest=sender_digest, answered_at__gt=at - A_DAY
    ).count()


def replied_to(
    call: Call, message_ids: tuple[str, ...], words: tuple[str, ...]
) -> Submission | None:
    """Return the submission to this call that a message replies to.

    It is found by a mail of ours that it answers, or by a receipt number among the words of its
    subject.
    """
    own = Submission.objects.filter(call=call).select_related("call__group", "key")
    about = Message.objects.filter(message_id__in=message_ids[:100]).values("about")
    found = own.filter(address__in=about).first() if message_ids else None
    if found is None:
        receipts = [receipt for word in words if (receipt := read_receipt(word))]
        found = own.filter(receipt__in=receipts).first() if receipts else None
    return found
