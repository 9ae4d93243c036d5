"""Taking mail for calls over SMTP and LMTP: acknowledged once it is durable, never passed on."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    close_old_connections,
    connection,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from dabir.formats.errors import Unreadable
from dabir.formats.mail_reading import read_message
from dabir.formats.mail_standing import read_returned, read_standing
from dabir.foundation.work.running import TROUBLE_SECONDS
from dabir.stages.submissions.acts import keep_message, note_returned
from dabir.stages.submissions.intake.mails import MAIL_LIMIT
from dabir.stages.submissions.queries import listening_at

log = logging.getLogger(__name__)

CONNECTIONS = 20
"""Connections at once; whoever comes beyond them is asked to come again."""

RECIPIENTS = 50
LONGEST_LINE = 1_000_000
"""Honest programs write longer lines than the standard allows, and their mail is to arrive."""

IDLE_SECONDS = 60.0
THREADS = 2

UNKNOWN = "550 5.1.1 Nobody receives mail at this address"
LATER = "451 4.3.0 The message could not be kept, please try again"
FULL = "452 4.3.1 The message could not be kept, please try again"
KEPT = "250 2.0.0 The message is kept"


class _Many:
    """Counts the connections of one listener."""

    def __init__(self) -> None:
        self.count = 0


class _Counted(SMTP):
    """A connection that is turned away when there are too many, and reads long lines."""

    line_length_limit = LONGEST_LINE

    def __init__(self, handler: MailHandler, many: _Many, **options: Any) -> None:
        super().__init__(
            handler,
            data_size_limit=MAIL_LIMIT,
            enable_SMTPUTF8=True,
            timeout=IDLE_SECONDS,
            hostname=settings.MAIL_DOMAIN,
            ident="Dabir",
            **options,
        )
        self._many = many

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._many.count += 1
        if self._many.count > CONNECTIONS and isinstance(transport, asyncio.WriteTransport):
            transport.write(b"421 4.3.2 Too many connections, please try again\r\n")
            transport.close()
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._many.count -= 1
        super().connection_lost(error)


class _CountedLMTP(_Counted, LMTP):
    """The same for LMTP."""


class MailHandler:
    """Answers what a bringer of mail asks: who receives here, and whether a message is kept."""

    def __init__(self, *, each: bool) -> None:
        self._each = each  # LMTP is answered once for each recipient
        self._connections: list[BaseDatabaseWrapper] = []
        self._pool = ThreadPoolExecutor(
            THREADS, thread_name_prefix="mail", initializer=self._lend_connection
        )

    def _lend_connection(self) -> None:
        """Note the connection of a new thread, which has no moment to close it at its end."""
        own = connections[DEFAULT_DB_ALIAS]
        own.inc_thread_sharing()
        self._connections.append(own)

    def close(self) -> None:
        """Bring what is in hand to its end."""
        self._pool.shutdown()
        for lent in self._connections:
            lent.close()

    async def _apart(self, function: Any, *arguments: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)

    async def handle_RCPT(  # noqa: N802 - the name that the library calls
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Accept a recipient that is the address of a call, or Dabir's own for what comes back."""
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            known = await self._apart(is_known, address)
        except DatabaseError:
            return LATER
        if not known:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - likewise
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a message for each of its recipients, and only then say that it is kept."""
        data = envelope.original_content or b""
        no_sender = not envelope.mail_from or envelope.mail_from == "<>"
        answers = []
        for address in envelope.rcpt_tos:
            answers.append(await self._apart(keep, address, data, no_sender))
            if not self._each and answers[-1] != KEPT:
                break
        # Over SMTP one answer is for all: who is asked to try again brings the message again, and
        # where it was kept it stays one.
        return "\r\n".join(answers) if self._each else answers[-1]

    async def handle_VRFY(  # noqa: N802 - likewise
        self, _server: SMTP, _session: Session, _envelope: Envelope, _address: str
    ) -> str:
        """Tell nobody who receives mail here."""
        return "252 2.1.5 Send some mail, it will be tried"


def is_known(address: str) -> bool:
    """Whether mail is taken for an address."""
    close_old_connections()
    try:
        return address.lower() == settings.MAIL_SENDER or listening_at(address) is not None
    except DatabaseError:
        connection.close()
        raise


def keep(address: str, data: bytes, no_sender: bool) -> str:
    """Keep a message for one address; return what is answered to its bringer."""
    close_old_connections()
    now = timezone.now()
    try:
        mailbox = listening_at(address)
        if mailbox is not None:
            keep_message(mailbox=mailbox, data=data, came_at=now, at=now, no_sender=no_sender)
        elif address.lower() != settings.MAIL_SENDER:
            return UNKNOWN
        elif not read_standing(data, null_sender=no_sender).daemon:
            return "550 5.7.1 Nobody reads what is sent to this address"
        else:
            _note_bounce(data)
    except DatabaseError as error:
        log.warning("A message could not be kept: %s", error)
        connection.close()
        return LATER
    except OSError as error:
        log.warning("A message could not be kept: %s", error)
        return FULL
    return KEPT


def _note_bounce(data: bytes) -> None:
    try:
        returned = read_returned(read_message(data))
    except Unreadable:
        return
    if returned.permanent:
        note_returned(
            message_ids=returned.message_ids, recipients=returned.recipients, at=timezone.now()
        )


class Listener:
    """Listens in a thread of its own, as long as the ``with`` block lasts.

    Raises:
        OSError: an address cannot be listened on.
    """

    def __init__(self, *, smtp: str = "", lmtp: str = "") -> None:
        self._wanted = [
            (address, kind) for address, kind in ((smtp, _Counted), (lmtp, _CountedLMTP)) if address
        ]
        self._loop = asyncio.new_event_loop()
        self._handlers: list[MailHandler] = []
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="listener", daemon=True)

    @property
    def ports(self) -> list[int]:
        """The ports that are listened on, SMTP before LMTP."""
        return [server.sockets[0].getsockname()[1] for server in self._servers]

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        except BaseException:
            self._stop()
            raise
        return self

    async def _open(self) -> None:
        for address, kind in self._wanted:
            host, _sign, port = address.rpartition(":")
            handler = MailHandler(each=kind is _CountedLMTP)
            many = _Many()
            self._handlers.append(handler)

            def connected(
                kind: type[_Counted] = kind, handler: MailHandler = handler, many: _Many = many
            ) -> _Counted:
                return kind(handler, many, loop=self._loop)

            self._servers.append(
                await self._loop.create_server(
                    connected, host.strip("[]") or "127.0.0.1", int(port)
                )
            )

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        async def close() -> None:
            for server in self._servers:
                server.close()
            # Connections that are still open are closed with their tasks.
            ended = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in ended:
                task.cancel()
            await asyncio.gather(*ended, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(TROUBLE_SECONDS)
        for handler in self._handlers:
            handler.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(TROUBLE_SECONDS)
        self._loop.close()
