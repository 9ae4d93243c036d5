"""E-mail messages (eml, RFC 5322 and MIME): who, when, what, and the files with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText, SuspiciousArchive, WrongEncoding
from dabir.formats.html_reading import read_html
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.names import safe_name
from dabir.formats.read_document import ENCODING_GUESSED, Note, ReadDocument

# How the parser keeps bytes that are no ASCII.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, kw_only=True)
class MailAddress:
    """A name as the sender wrote it (which proves nothing) and an address."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class MailFile:
    """A file that came with a message; ``name`` is safe to show and store."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class MailMessage:
    """A received message. ``sent_at`` is aware, or ``None`` when absent or unreadable.

    ``automatic`` is true for out-of-office answers, bounces and lists (RFC 3834), which must not
    be answered by a machine.
    """

    sender: MailAddress | None
    recipients: tuple[MailAddress, ...]
    subject: str
    sent_at: datetime | None
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    automatic: bool
    text: str
    encoding: str
    notes: tuple[Note, ...]
    files: tuple[MailFile, ...]


def read_message(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> MailMessage:
    """Read a message; its plain text is preferred to its HTML.

    ``text`` may be empty when everything is in the files. Messages inside the message come as
    files and are not opened.

    Raises :class:`~dabir.formats.errors.SuspiciousArchive` when it has more parts or deeper
    nesting than the limits, :class:`~dabir.formats.errors.WrongEncoding` for unreadable letters.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except RecursionError as error:
        raise SuspiciousArchive(reason="depth") from error
    plain: list[tuple[str, str, bool]] = []
    pages: list[ReadDocument] = []
    files: list[MailFile] = []
    for part in _leaves(message, limits):
        content = _content(part)
        kind = part.get_content_type()
        name = _header_filename(part)
        if kind == "text/plain" and not name and part.get_content_disposition() != "attachment":
            plain.append(decode(content, declared=_charset(part)) if content else ("", "", False))
        elif kind == "text/html" and not name and part.get_content_disposition() != "attachment":
            if content.strip():
                pages.append(read_html(content, limits=limits, declared=_charset(part)))
        else:
            files.append(MailFile(name=safe_name(name or "file"), media_type=kind, data=content))
    text, encoding, notes = _body(plain, pages)
    return MailMessage(
        sender=next(iter(_addresses(message, "from")), None),
        recipients=(*_addresses(message, "to"), *_addresses(message, "cc")),
        subject=_header(message, "subject"),
        sent_at=_sent_at(message),
        message_id=next(iter(_ids(message, "message-id")), ""),
        in_reply_to=next(iter(_ids(message, "in-reply-to")), ""),
        references=tuple(_ids(message, "references")),
        automatic=_automatic(message),
        text=text,
        encoding=encoding,
        notes=notes,
        files=tuple(files),
    )


def read_mail(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return a message's subject and text as a document; its files are left to the caller.

    Raises :class:`~dabir.formats.errors.NotAText` when the message has no text of its own.
    """
    message = read_message(data, limits=limits)
    if not message.text.strip():
        raise NotAText
    return ReadDocument(
        text=f"{message.subject}\n\n{message.text}" if message.subject else message.text,
        format="eml",
        encoding=message.encoding,
        notes=message.notes,
    )


def _leaves(message: EmailMessage, limits: Limits) -> list[EmailMessage]:
    leaves: list[EmailMessage] = []
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > limits.members:
            raise SuspiciousArchive(reason="members")
        if depth > limits.depth:
            raise SuspiciousArchive(reason="depth")
        if part.get_content_maintype() == "multipart":
            children = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
            waiting += [(child, depth + 1) for child in reversed(children)]
        else:
            leaves.append(part)
    return leaves


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            return inner[0].as_bytes()
        return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(
    plain: list[tuple[str, str, bool]], pages: list[ReadDocument]
) -> tuple[str, str, tuple[Note, ...]]:
    texts = [piece for piece in plain if piece[0].strip()]
    if texts:
        guessed = any(piece[2] for piece in texts)
        joined = "\n\n".join(piece[0].strip() for piece in texts)
        return joined, texts[0][1], (ENCODING_GUESSED,) if guessed else ()
    if pages:
        notes = tuple(dict.fromkeys(note.code for page in pages for note in page.notes))
        guessed = ENCODING_GUESSED.code in notes
        joined = "\n\n".join(page.text for page in pages)
        return joined, pages[0].encoding, (ENCODING_GUESSED,) if guessed else ()
    return "", "", ()


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, UnicodeError, ValueError):
        return ""


def _header(message: EmailMessage, name: str) -> str:
    """Return a header on one line; what the parser itself stumbles over counts as absent."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if _ESCAPED_BYTE.search(raw):
        # Raw eight-bit headers, against the rules but common in old Persian mail programs.
        try:
            text, _encoding, _guessed = decode(raw.encode("utf-8", "surrogateescape"))
        except (NotAText, WrongEncoding, UnicodeError):
            return ""
        return " ".join(text.split())
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _header_filename(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, TypeError, UnicodeError, LookupError):
        return "file"


def _addresses(message: EmailMessage, name: str) -> list[MailAddress]:
    header = _header(message, name)
    return [
        MailAddress(name=" ".join(shown.split()), address=address)
        for shown, address in getaddresses([header])
        if address.count("@") == 1
    ]


def _ids(message: EmailMessage, name: str) -> list[str]:
    return _MESSAGE_ID.findall(_header(message, name))


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        sent_at = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent_at if sent_at.tzinfo else None


def _automatic(message: EmailMessage) -> bool:
    if _header(message, "auto-submitted").lower() not in {"", "no"}:
        return True
    if _header(message, "precedence").lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    if _header(message, "list-id") or _header(message, "x-autoreply"):
        return True
    return _header(message, "return-path") == "<>"
