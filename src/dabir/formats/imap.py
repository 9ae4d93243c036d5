"""Looking into a mailbox by IMAP: numbers, dates and bytes of messages, and nothing else.

Nothing is moved or deleted. The server is a stranger too: its lines, numbers and sizes are not
trusted further than they are read here.
"""

from __future__ import annotations

import base64
import contextlib
import imaplib
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

TIMEOUT_SECONDS = 20
AT_A_TIME = 500
"""Messages whose sizes are asked for in one command."""

ANSWER_LIMIT = 4 * 1024 * 1024
"""Bytes that a server may answer to one command, apart from a message that was asked for."""

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


class ImapTrouble(Exception):
    """The mailbox could not be looked into; `code` says why.

    One of ``not_found``, ``not_allowed``, ``refused``, ``too_slow``, ``certificate``,
    ``no_encryption``, ``password``, ``folder``, ``lost``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mailbox is. ``security`` is ``tls``, ``starttls`` or ``plain``."""

    host: str
    port: int
    security: str
    username: str
    password: str
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the mailbox: its number, its bytes and when the server had it."""

    uid: int
    size: int
    came_at: datetime | None


def check_host(host: str, port: int, allowed: Collection[str]) -> tuple[str, ...]:
    """Refuse to reach into the own network, unless the installation allows the host by name.

    Returns the addresses to connect to: a name may lead elsewhere when it is asked again.

    Raises:
        ImapTrouble: there is no such host, or it is not allowed.
    """
    if host.lower() in allowed:
        return (host,)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ImapTrouble("not_found") from error
    for _family, _kind, _protocol, _name, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise ImapTrouble("not_allowed")
    return tuple(dict.fromkeys(str(address[0]) for *_others, address in found))


class _Guarded(imaplib.IMAP4):
    """Goes to addresses that were looked at, and reads no more than a command may bring."""

    left = ANSWER_LIMIT

    def __init__(self, server: Server, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        super().__init__(server.host, server.port, TIMEOUT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        # imaplib would look the name up once more.
        trouble: OSError = OSError("no address")
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), timeout)
            except OSError as error:
                trouble = error
        raise trouble

    def read(self, size: int) -> bytes:
        self._take(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._take(len(line))
        return line

    def _take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise self.abort("the server sends more than was asked for")


class _GuardedTls(_Guarded):
    """The same, encrypted from the first byte."""

    def __init__(self, server: Server, addresses: Sequence[str], context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(server, addresses)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._context.wrap_socket(super()._create_socket(timeout), server_hostname=self.host)


class OpenMailbox:
    """A folder that is open for reading, as long as the ``with`` block lasts."""

    def __init__(self, server: Server, addresses: Sequence[str]) -> None:
        self._imap = _connect(server, addresses)
        try:
            self._sign_in(server)
            self.validity = self._select(server.folder)
        except BaseException:
            self._leave()
            raise

    def _sign_in(self, server: Server) -> None:
        try:
            if server.username.isascii() and server.password.isascii():
                self._imap.login(server.username, server.password)
            else:
                plain = f"\0{server.username}\0{server.password}".encode()
                self._imap.authenticate("PLAIN", lambda _challenge: plain)
        except imaplib.IMAP4.abort as error:
            raise ImapTrouble("lost") from error
        except imaplib.IMAP4.error as error:
            raise ImapTrouble("password") from error
        except TimeoutError as error:
            raise ImapTrouble("too_slow") from error
        except OSError as error:
            raise ImapTrouble("lost") from error

    def _select(self, folder: str) -> int:
        quoted = '"' + _modified_utf7(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
        with _told():
            answer, _said = self._imap.select(quoted)
            if answer != "OK":
                raise ImapTrouble("folder")
            _name, validity = self._imap.response("UIDVALIDITY")
        stated = validity[0] if validity else None
        return int(stated) if isinstance(stated, bytes) and stated.isdigit() else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()
        _hang_up(self._imap)

    def above(self, uid: int) -> list[int]:
        """Return the numbers of the messages above one, in ascending order."""
        self._imap.left = ANSWER_LIMIT
        with _told():
            answer, said = self._imap.uid("SEARCH", f"UID {uid + 1}:*")
        if answer != "OK":
            raise ImapTrouble("lost")
        words = b" ".join(part for part in said if isinstance(part, bytes)).split()
        # `n:*` names the last message even where it lies below n.
        return sorted({int(word) for word in words if word.isdigit() and int(word) > uid})

    def look(self, uids: Sequence[int]) -> list[Waiting]:
        """Return sizes and dates of messages; those that are gone by now are left out."""
        found: dict[int, Waiting] = {}
        for start in range(0, len(uids), AT_A_TIME):
            listed = ",".join(map(str, uids[start : start + AT_A_TIME]))
            self._imap.left = ANSWER_LIMIT
            with _told():
                answer, said = self._imap.uid("FETCH", listed, "(UID RFC822.SIZE INTERNALDATE)")
            if answer != "OK":
                raise ImapTrouble("lost")
            for line in said:
                if isinstance(line, bytes) and (waiting := _waiting(line)):
                    found[waiting.uid] = waiting
        return [found[uid] for uid in uids if uid in found]

    def read(self, uid: int, *, head: bool = False, most: int) -> bytes | None:
        """Return a message, or its head alone, without marking it; None where it is gone."""
        part = f"BODY.PEEK[HEADER]<0.{most}>" if head else f"BODY.PEEK[]<0.{most}>"
        self._imap.left = ANSWER_LIMIT + most
        with _told():
            answer, said = self._imap.uid("FETCH", str(uid), f"({part})")
        if answer != "OK":
            raise ImapTrouble("lost")
        for line in said:
            if isinstance(line, tuple) and isinstance(line[1], bytes):
                return line[1]
        return None

    def mark_seen(self, uids: Sequence[int]) -> None:
        """Mark messages as read, where the folder lets."""
        if uids:
            self._imap.left = ANSWER_LIMIT
            with _told(), contextlib.suppress(imaplib.IMAP4.readonly):
                self._imap.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", "(\\Seen)")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong on the way into one kind of trouble."""
    try:
        yield
    except TimeoutError as error:
        raise ImapTrouble("too_slow") from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise ImapTrouble("lost") from error


def _connect(server: Server, addresses: Sequence[str]) -> _Guarded:
    context = ssl.create_default_context()
    try:
        if server.security == "tls":
            return _GuardedTls(server, addresses, context)
        imap = _Guarded(server, addresses)
        if server.security == "starttls":
            _encrypt(imap, context)
        return imap
    except ssl.SSLCertVerificationError as error:
        raise ImapTrouble("certificate") from error
    except ssl.SSLError as error:
        raise ImapTrouble("no_encryption") from error
    except TimeoutError as error:
        raise ImapTrouble("too_slow") from error
    except socket.gaierror as error:
        raise ImapTrouble("not_found") from error
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        raise ImapTrouble("refused") from error


def _encrypt(imap: imaplib.IMAP4, context: ssl.SSLContext) -> None:
    if "STARTTLS" not in imap.capabilities:
        _hang_up(imap)
        raise ImapTrouble("no_encryption")
    try:
        imap.starttls(ssl_context=context)
    except BaseException:
        _hang_up(imap)
        raise


def _hang_up(imap: imaplib.IMAP4) -> None:
    """Close the connection, also where the server broke off before."""
    with contextlib.suppress(OSError, AttributeError):
        imap.shutdown()


def _waiting(line: bytes) -> Waiting | None:
    uid, size = _UID.search(line), _SIZE.search(line)
    if uid is None or size is None:
        return None
    local = imaplib.Internaldate2tuple(line)
    came_at = None
    if local is not None:
        with contextlib.suppress(OverflowError, ValueError, OSError):
            came_at = datetime.fromtimestamp(time.mktime(local), UTC)
    return Waiting(int(uid.group(1)), int(size.group(1)), came_at)


def _modified_utf7(name: str) -> str:
    """Return a folder's name as IMAP writes it (RFC 3501, 5.1.3)."""
    written: list[str] = []
    for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", _UNSAFE.sub("", name)):
        if piece.isascii():
            written.append(piece.replace("&", "&-"))
        else:
            packed = base64.b64encode(piece.encode("utf-16-be")).decode().rstrip("=")
            written.append(f"&{packed.replace('/', ',')}-")
    return "".join(written)
