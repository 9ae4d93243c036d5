"""Headers of e-mail messages, read without trusting their length, nesting or encoding.

The standard library's structured header parser is not used: it takes more than a minute over a
Content-Type header of 144 KB made for it, and exhausts the stack on nested comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText, WrongEncoding

# Long enough for a thousand recipients.
_LONGEST_HEADER = 64 * 1024
# How the parser keeps bytes that are no ASCII.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,995}>")
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bq]\?", re.IGNORECASE)
_AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}


@dataclass(frozen=True, kw_only=True)
class MailAddress:
    """A name as the sender wrote it (which proves nothing) and an address."""

    name: str
    address: str


def header(message: Message, name: str) -> str:
    """Return a header decoded and on one line; empty when it is absent, forged or too long."""
    return _decoded(_raw(message, name))


def addresses(message: Message, name: str) -> tuple[MailAddress, ...]:
    """Return the addresses of a header such as ``to``.

    They are taken apart before names are decoded, so that an encoded name cannot add one.
    """
    try:
        pairs = getaddresses([_raw(message, name)])
    except (RecursionError, ValueError, IndexError):
        return ()
    return tuple(
        MailAddress(name=_decoded(shown), address=address)
        for shown, address in pairs
        if address.count("@") == 1 and not _ESCAPED_BYTE.search(address)
    )


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """Return the identifiers in ``message-id``, ``in-reply-to`` or ``references``."""
    raw = _raw(message, name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return tuple(_MESSAGE_ID.findall(raw))


def sent_at(message: Message) -> datetime | None:
    """Return when the sender's clock says it was sent, aware, or ``None``."""
    try:
        moment = parsedate_to_datetime(_raw(message, "date")[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def file_name(part: Message) -> str:
    """Return the name that a part gives its file, not yet safe to use; empty without one."""
    if len(_raw(part, "content-disposition")) + len(_raw(part, "content-type")) == 0:
        return ""
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, TypeError, LookupError, UnicodeError):
        return "file"
    return _decoded(name)


def charset(part: Message) -> str:
    """Return the charset that a part states, or an empty string."""
    try:
        return part.get_content_charset() or ""
    except (ValueError, IndexError, TypeError, LookupError, UnicodeError):
        return ""


def flow(part: Message) -> tuple[bool, bool]:
    """Tell whether a part's lines were broken to fit, and whether their blanks then go too."""
    try:
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        return flowed, str(part.get_param("delsp", "")).lower() == "yes"
    except (ValueError, IndexError, TypeError, LookupError, UnicodeError):
        return False, False


def is_automatic(message: Message) -> bool:
    """Tell answers of machines, bounces and lists (RFC 3834)."""
    return (
        header(message, "auto-submitted").lower() not in {"", "no"}
        or header(message, "precedence").lower() in _AUTOMATIC_PRECEDENCE
        or bool(header(message, "list-id") or header(message, "x-autoreply"))
        or header(message, "return-path") == "<>"
    )


def _raw(message: Message, name: str) -> str:
    for key, value in message.raw_items():
        if key.lower() == name:
            text = str(value)
            return text if len(text) <= _LONGEST_HEADER else ""
    return ""


def _decoded(raw: str) -> str:
    if _ESCAPED_BYTE.search(raw):
        # Raw eight-bit headers, against the rules but common in old Persian mail programs.
        return _one_line(_guessed(raw.encode("utf-8", "surrogateescape"), ""))
    if not _ENCODED_WORD.search(raw):
        return _one_line(raw)
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return _one_line(raw)
    return _one_line(
        "".join(
            piece if isinstance(piece, str) else _guessed(piece, stated or "")
            for piece, stated in pieces
        )
    )


def _guessed(data: bytes, declared: str) -> str:
    try:
        return decode(data, declared=declared)[0]
    except (NotAText, WrongEncoding):
        return data.decode("ascii", "replace")


def _one_line(text: str) -> str:
    return " ".join(text.split())
