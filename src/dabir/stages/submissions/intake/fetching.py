"""Reaching the mailbox of a call at its mail server."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from dabir.formats.imap import ImapTrouble, OpenMailbox, Server, check_host
from dabir.foundation.files.sealing import Erased, open_sealed
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.submissions.models import Mailbox


def ask_to_fetch(mailbox: Mailbox, at: datetime) -> bool:
    """Ask that a mailbox be looked into, unless that is being done, and forget earlier pieces."""
    own = Work.objects.filter(name="mailboxes.fetch", key__startswith=f"mailbox:{mailbox.pk}:")
    if own.filter(state__in=(Work.State.WAITING, Work.State.RUNNING)).exists():
        return False
    own.delete()
    ask(
        "mailboxes.fetch",
        key=f"mailbox:{mailbox.pk}:{at.isoformat()}",
        arguments={"mailbox": mailbox.pk},
        at=at,
    )
    return True


def password_of(mailbox: Mailbox) -> str:
    """Return the password of a mailbox; empty once it can no longer be read."""
    if mailbox.key is None or mailbox.sealed is None:
        return ""
    try:
        return open_sealed(mailbox.key, mailbox.sealed).decode()
    except Erased:
        return ""


def server_of(mailbox: Mailbox) -> Server:
    """Return where a mailbox is, with its password."""
    return Server(
        mailbox.host,
        mailbox.port,
        mailbox.security,
        mailbox.username,
        password_of(mailbox),
        mailbox.folder,
    )


def open_at(server: Server) -> OpenMailbox:
    """Open a mailbox at a server that this installation may reach.

    Raises:
        ImapTrouble: it cannot be reached or entered.
    """
    addresses = check_host(server.host, server.port, settings.IMAP_SERVERS)
    if not server.password:
        raise ImapTrouble("password")
    return OpenMailbox(server, addresses)


def open_mailbox(mailbox: Mailbox) -> OpenMailbox:
    """Open a mailbox as it was set up.

    Raises:
        ImapTrouble: it cannot be reached or entered.
    """
    return open_at(server_of(mailbox))
