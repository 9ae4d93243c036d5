"""Mailboxes of calls for tests, and messages as mail programs write them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from dabir.foundation.work.running import run_waiting
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import keep_message, set_mailbox
from dabir.stages.submissions.models import Mailbox, ReceivedMail
from tests.factories import AT

SENDER = "Mina Gardener <mina@garden.example>"


def make_mailbox(call: Call, actor: Any, **fields: Any) -> Mailbox:
    fields = {"way": Mailbox.Way.LISTENER} | fields
    return set_mailbox(call=call, actor=actor, at=AT, **fields)


def letter(
    words: str = "آب باغ‌ها شور است.\n\nبا احترام\nمینا", *, sender: str = SENDER, **heads: str
) -> EmailMessage:
    """A message in plain text; headers by name, `_` for `-`."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "call@localhost"
    mail["Subject"] = heads.pop("subject", "نظر دربارهٔ آب")
    mail["Message-ID"] = heads.pop("message_id", "<one@garden.example>")
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    return mail


def keep(
    mailbox: Mailbox, mail: EmailMessage | bytes, *, at: datetime = AT, **fields: Any
) -> ReceivedMail:
    data = mail if isinstance(mail, bytes) else mail.as_bytes()
    return keep_message(mailbox=mailbox, data=data, came_at=at, at=at, **fields)


def receive(
    mailbox: Mailbox, mail: EmailMessage | bytes, *, at: datetime = AT, **fields: Any
) -> ReceivedMail:
    """Keep a message and do the work that reads it."""
    kept = keep(mailbox, mail, at=at, **fields)
    run_waiting(now=max(at, timezone.now()))
    kept.refresh_from_db()
    return kept
