"""Recording a mail, inside the act that gives occasion for it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.trace.models import Address, Addressable
from dabir.foundation.work.asking import ask

Words = str | Callable[[], str]
"""Text as it stands, or a function that gives it as the receiver reads: language, calendar."""

SUBJECT_LENGTH = 200


class NoReceiver(ValueError):
    """Neither an address nor a person was named (a fault of the program)."""


def _said(words: Words) -> str:
    return words if isinstance(words, str) else words()


def message_id(key: str) -> str:
    """Return the Message-ID of the mail with this key: the same each time it is sent.

    Nobody can work it out who has not received it, so that it proves a reply or a return.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or host
    digest = hmac.new(settings.SECRET_KEY.encode(), f"mail {key}".encode(), hashlib.sha256)
    return f"<{digest.hexdigest()[:40]}@{sender}>"


def page_url(address: Address) -> str:
    """Return the full address of the trace page of an item, for a mail that is about it."""
    return settings.BASE_URL + reverse("trace", args=[address.pk])


def record_mail(
    *,
    key: str,
    subject: Words,
    text: Words,
    at: datetime,
    to: str = "",
    person: Person | None = None,
    about: Addressable | Address | None = None,
    language: str = "",
    reply_to: str = "",
    in_reply_to: str = "",
    sealed: bool = False,
) -> Message:
    """Record one mail to a person or to an e-mail address, in the caller's transaction if any.

    `key` says what the mail is about and to whom: recording twice under one key leaves one, and
    its Message-ID follows from the key. Mails carry links, not contents, and their subjects
    reveal nothing confidential. `language` is for receivers who are no persons (default: the
    installation's); a person gets the mail in their own. `reply_to` is where answers are read,
    `in_reply_to` the Message-ID of the mail that this one answers. What is `sealed` is shown to no
    administrator. Without an SMTP server in the settings the mail stays in the tray.

    Raises:
        NoReceiver: neither `to` nor `person`.
    """
    if person is None and not to:
        raise NoReceiver(key)
    code = language or settings.LANGUAGE_CODE
    reader = Preferences.of(person, code) if person else Preferences.of_language(code)
    address = about.address if isinstance(about, Addressable) else about
    # A mail without the work that sends it would stay for ever: the two come together.
    with reading_as(reader), transaction.atomic():
        message, created = Message.objects.get_or_create(
            key=key,
            defaults={
                "to": to or (person.email if person else ""),
                "person": person,
                "about": address,
                "language": reader.language,
                "subject": _said(subject)[:SUBJECT_LENGTH],
                "text": _said(text),
                "message_id": message_id(key),
                "reply_to": reply_to,
                "in_reply_to": in_reply_to,
                "sealed": sealed,
                "recorded_at": at,
            },
        )
        if created and message.to and settings.SMTP_URL:
            ask(
                "mail.send", key=f"mail.send:{message.pk}", arguments={"message": message.pk}, at=at
            )
    return message
