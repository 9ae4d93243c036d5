"""Recording mails by the slice, to people who are no persons of the installation."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from dabir.foundation.inserting import insert_rows, reserve
from dabir.foundation.mail.models import Message
from dabir.foundation.mail.recording import SUBJECT_LENGTH, message_id
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.work.asking import ask_for_each


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of a slice: as `record_mail` takes it, with the id of the address it is about."""

    key: str
    to: str
    subject: Callable[[], str]
    text: Callable[[], str]
    about: uuid.UUID
    language: str


def record_mails(mails: Sequence[Mail], *, at: datetime) -> None:
    """Record mails whose keys are new, in the caller's transaction, and ask for their sending."""
    if not mails:
        return
    rows = []
    for pk, mail in zip(reserve(Message, len(mails)), mails, strict=True):
        reader = Preferences.of_language(mail.language or settings.LANGUAGE_CODE)
        with reading_as(reader):
            subject, text = mail.subject()[:SUBJECT_LENGTH], mail.text()
        rows.append(
            (
                pk,
                mail.key,
                mail.to,
                mail.about,
                reader.language,
                subject,
                text,
                message_id(mail.key),
                at,
            )
        )
    insert_rows(
        Message,
        (
            "id",
            "key",
            "to",
            "about_id",
            "language",
            "subject",
            "text",
            "message_id",
            "recorded_at",
        ),
        rows,
    )
    if settings.SMTP_URL:
        ask_for_each(
            "mail.send", {f"mail.send:{pk}": {"message": pk} for pk, *_rest in rows}, at=at
        )
