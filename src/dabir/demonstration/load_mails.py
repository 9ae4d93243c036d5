"""What came by e-mail to the open call: a contribution, somebody's absence, a question after it."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.mail.models import Message
from dabir.stages.submissions.acts import keep_message, receive_message, set_mailbox
from dabir.stages.submissions.intake.mails import read_kept
from dabir.stages.submissions.models import Mailbox, Submission

SET_AT = "2026-11-18T08:30:00+03:30"


def load(world: World) -> None:
    """Let the open call be answered by e-mail, and take in what has come."""
    mailbox = set_mailbox(
        call=world.calls["first-year"],
        way=Mailbox.Way.LISTENER,
        actor=world.secretary,
        at=world.at(SET_AT),
    )
    came: dict[str, Submission | None] = {}
    for row in world.content("mails.toml")["mails"]:
        at = world.at(row["came_at"])
        mail = keep_message(mailbox=mailbox, data=_written(row, mailbox, came), came_at=at, at=at)
        mail = receive_message(mail=mail, reading=read_kept(mail), at=at)
        came[row["key"]] = mail.submission


def _written(row: dict[str, Any], mailbox: Mailbox, came: dict[str, Submission | None]) -> bytes:
    """Write a message as it would come over the wire."""
    mail = EmailMessage()
    mail["From"] = row["from"]
    mail["To"] = mailbox.address
    mail["Subject"] = row["subject"]
    mail["Date"] = row["came_at"]
    mail["Message-ID"] = f"<{row['key']}@demonstration.example>"
    if row.get("auto"):
        mail["Auto-Submitted"] = "auto-replied"
    earlier = came.get(row.get("reply", ""))
    if earlier is not None:
        receipt = Message.objects.get(key=f"submissions:{earlier.pk}:received")
        mail["In-Reply-To"] = receipt.message_id
    mail.set_content(row["text"].strip())
    return mail.as_bytes()
