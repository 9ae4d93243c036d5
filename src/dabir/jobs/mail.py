"""Handing recorded mails to the SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from dabir.formats.mail_standing import MARK
from dabir.foundation.mail.models import Message
from dabir.foundation.work.pieces import GiveUp, Piece

TIMEOUT_SECONDS = 30
PERMANENT = 500


def send(piece: Piece) -> None:
    """Send one recorded mail, whose id is the argument `message`.

    SMTP delivers at least once: a worker that dies between the server's yes and its own note
    sends again, under the same Message-ID, by which receiving servers know it as one.

    Raises:
        GiveUp: there is no SMTP server in the settings, or it refuses the mail for good.
    """
    message = Message.objects.get(pk=piece.arguments["message"])
    if message.state != Message.State.SENT:
        try:
            deliver(as_mail(message))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            if min(codes) < PERMANENT:
                raise
            _note(message, Message.State.FAILED)
            raise GiveUp(f"refused: {codes}") from error
    with piece.finishing():
        _note(message, Message.State.SENT)


def _note(message: Message, state: Message.State) -> None:
    message.state = state
    message.sent_at = timezone.now() if state == Message.State.SENT else None
    message.save(update_fields=["state", "sent_at"])


def as_mail(message: Message) -> EmailMessage:
    """Return the mail as it goes out."""
    mail = EmailMessage()
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = message.to
    mail["Subject"] = message.subject.replace("\n", " ")
    mail["Message-ID"] = message.message_id
    mail["Date"] = formatdate(message.recorded_at.timestamp(), localtime=False)
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-replied" if message.in_reply_to else "auto-generated"
    mail[MARK] = "1"
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    if message.in_reply_to:
        mail["In-Reply-To"] = mail["References"] = message.in_reply_to
    mail.set_content(message.text)
    return mail


def deliver(mail: EmailMessage) -> None:
    """Hand a mail to the server at `SMTP_URL` (smtp://, or smtps:// for TLS from the start).

    With smtp:// the connection is secured by STARTTLS wherever the server offers it.

    Raises:
        GiveUp: the settings name no server.
        OSError, smtplib.SMTPException: the server is away, or refuses.
    """
    url = urlsplit(settings.SMTP_URL)
    if not url.hostname:
        raise GiveUp("no SMTP server is set")
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            url.hostname, url.port or 465, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(url.hostname, url.port or 25, timeout=TIMEOUT_SECONDS)
    with server:
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(mail)
