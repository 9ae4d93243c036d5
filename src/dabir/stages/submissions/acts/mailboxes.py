"""Acts on the mailboxes of calls."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sealing import destroy_key, new_key, seal
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import Mailbox

Way = Mailbox.Way
MOST_PORTS = 65_535
_ADDRESS = re.compile(r"[^@\s<>\"',;:\\()\[\]]{1,64}@[^@\s<>\"',;:\\()\[\]]{1,180}")
_LINE_ENDS = re.compile(r"[\r\n\0]")


def listener_address(call: Call) -> str:
    """Return the address at which Dabir's own listener takes messages for a call."""
    return f"{call.code}@{settings.MAIL_DOMAIN}".lower()


@act
def set_mailbox(
    *,
    call: Call,
    way: str,
    actor: Person,
    at: datetime,
    address: str = "",
    host: str = "",
    port: int = 993,
    security: str = Mailbox.Security.TLS,
    username: str = "",
    password: str = "",
    folder: str = "INBOX",
    checker: str = "",
) -> Mailbox:
    """Set up, or change, the one mailbox of a call for a way; it is active from now on.

    By the listener, its address follows from the call's code. An empty `password` keeps the one
    that was given before, as long as it goes to the same server, port and user, equally encrypted.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is concluded or abandoned.
        Refused: something is missing, or the address serves another call.
    """
    policy.may_set_mailbox(actor, call).require()
    way = Way(way)
    found = Mailbox.objects.filter(call=call, way=way).first()
    mailbox = lock(found) if found is not None else Mailbox(call=call, way=way)
    mailbox.address = (listener_address(call) if way == Way.LISTENER else address.strip()).lower()
    if not _ADDRESS.fullmatch(mailbox.address):
        raise Refused(_("Write the address of the mailbox, such as call@example.org."))
    if Mailbox.objects.filter(address=mailbox.address).exclude(pk=mailbox.pk).exists():
        raise Refused(_("This address serves another call already: each call has its own."))
    mailbox.checker = checker.strip().lower()
    if way == Way.IMAP:
        _set_server(
            mailbox,
            host=host.strip().lower(),
            port=port,
            security=security,
            username=username.strip(),
            folder=folder.strip(),
        )
        _set_password(mailbox, password, at, moved=found is None or _moved(found, mailbox))
    if mailbox.state == Mailbox.State.PAUSED:
        advance(mailbox, "resume")
    mailbox.trouble, mailbox.failures = "", 0
    mailbox.save()
    record(
        actor=actor,
        at=at,
        about=call,
        mailbox=mailbox.pk,
        way=mailbox.way,
        host=mailbox.host,
        security=mailbox.security,
    )
    return mailbox


def _set_server(
    mailbox: Mailbox, *, host: str, port: int, security: str, username: str, folder: str
) -> None:
    if not host or not username:
        raise Refused(_("Write the name of the mail server and the user's name there."))
    if not 0 < port <= MOST_PORTS:
        raise Refused(_("A port is a number from 1 to 65535; for encrypted IMAP it is 993."))
    if any(_LINE_ENDS.search(word) for word in (host, username, folder)):
        raise Refused(_("One of the names holds a sign that no mail server knows."))
    security = Mailbox.Security(security)
    if security == Mailbox.Security.PLAIN and host not in settings.IMAP_SERVERS:
        raise Refused(
            _("Without encryption the password would be readable on the way. Choose TLS.")
        )
    if (mailbox.host, mailbox.username, mailbox.folder) != (host, username, folder or "INBOX"):
        mailbox.uid_validity = mailbox.last_uid = 0
    mailbox.host, mailbox.port, mailbox.security = host, port, security
    mailbox.username, mailbox.folder = username, folder or "INBOX"


def _moved(before: Mailbox, after: Mailbox) -> bool:
    def place(mailbox: Mailbox) -> tuple[str, int, str, str]:
        return mailbox.host, mailbox.port, mailbox.security, mailbox.username

    return place(before) != place(after)


def _set_password(mailbox: Mailbox, password: str, at: datetime, *, moved: bool) -> None:
    """Keep a password; one that was given for a server is never sent to another."""
    if _LINE_ENDS.search(password):
        raise Refused(_("The password holds a sign that no mail server knows."))
    if not password:
        if moved or mailbox.key is None:
            raise Refused(_("Write the password of the mailbox."))
        return
    if mailbox.key is not None:
        destroy_key(mailbox.key, at)
    mailbox.key = new_key()
    mailbox.sealed = seal(mailbox.key, password.encode())


@act
def pause_mailbox(*, mailbox: Mailbox, actor: Person, at: datetime) -> Mailbox:
    """Stop looking into a mailbox; what came stays, and setting it up again goes on from there.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is paused.
    """
    mailbox = lock(mailbox)
    policy.may_pause_mailbox(actor, mailbox).require()
    advance(mailbox, "pause")
    mailbox.save(update_fields=["state"])
    record(actor=actor, at=at, about=mailbox.call, mailbox=mailbox.pk)
    return mailbox
