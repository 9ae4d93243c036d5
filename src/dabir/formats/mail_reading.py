"""E-mail messages (eml, RFC 5322 and MIME): who, when, what, and the files with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import BytesParser

from dabir.domain.language.mail_text import Stretch, set_apart
from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.mail_headers import (
    MailAddress,
    addresses,
    charset,
    file_name,
    flow,
    header,
    is_automatic,
    message_ids,
    sent_at,
)
from dabir.formats.mail_html import Page, read_page
from dabir.formats.names import safe_name
from dabir.formats.read_document import ENCODING_GUESSED, Note, ReadDocument

# Its parameters are parsed again at every question, in time that grows with their square.
_LONG_CONTENT_TYPE = re.compile(
    rb"^content-(?:type|disposition):(?:[^\n]{4096}|[^\n]*(?:\n[ \t][^\n]*){64})",
    re.IGNORECASE | re.MULTILINE,
)

_MUCH_SHORTER = 5
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|ارجاع|هدایت|بازارسال)\s?:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MailFile:
    """A file that came with a message; ``name`` is safe to show and store.

    ``inline`` files are shown within the message, such as the emblem of a signature.
    """

    name: str
    media_type: str
    data: bytes
    inline: bool = False


@dataclass(frozen=True, kw_only=True)
class MailMessage:
    """A received message. ``sent_at`` is aware, or ``None`` when absent or unreadable.

    ``automatic`` is true for out-of-office answers, bounces and lists (RFC 3834), which must not
    be answered by a machine. ``stretches`` say what of ``text`` its sender wrote, and what is a
    quote, a forward or a signature.
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
    stretches: tuple[Stretch, ...]
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
    if _LONG_CONTENT_TYPE.search(data):
        raise SuspiciousArchive(reason="size")
    try:
        message = BytesParser().parsebytes(data)
    except RecursionError as error:
        raise SuspiciousArchive(reason="depth") from error
    plain: list[tuple[str, str, bool]] = []
    pages: list[Page] = []
    files: list[MailFile] = []
    for part in _leaves(message, limits):
        content = _content(part)
        kind = part.get_content_type()
        name = file_name(part)
        shown = not name and part.get_content_disposition() != "attachment"
        if kind == "text/plain" and shown:
            if content.strip():
                text, encoding, guessed = decode(content, declared=charset(part))
                plain.append((_unfolded(text, part), encoding, guessed))
        elif kind == "text/html" and shown:
            if content.strip():
                pages.append(read_page(content, limits=limits, declared=charset(part)))
        else:
            files.append(
                MailFile(
                    name=safe_name(name or _nameless(part, kind)),
                    media_type=kind,
                    data=content,
                    inline="content-id" in part and part.get_content_disposition() != "attachment",
                )
            )
    text, encoding, notes, known = _body(plain, pages)
    subject = header(message, "subject")
    return MailMessage(
        sender=next(iter(addresses(message, "from")), None),
        recipients=(*addresses(message, "to"), *addresses(message, "cc")),
        subject=subject,
        sent_at=sent_at(message),
        message_id=next(iter(message_ids(message, "message-id")), ""),
        in_reply_to=next(iter(message_ids(message, "in-reply-to")), ""),
        references=message_ids(message, "references"),
        automatic=is_automatic(message),
        text=text,
        stretches=set_apart(text, known=known, forwarded=bool(_FORWARDED.match(subject))),
        encoding=encoding,
        notes=notes,
        files=tuple(files),
    )


def read_mail(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return a message's subject and text as a document; its files are left to the caller.

    Raises :class:`~dabir.formats.errors.NotAText` when the message has no text of its own.
    """
    return message_document(read_message(data, limits=limits))


def message_document(message: MailMessage) -> ReadDocument:
    """Return the subject and the words of a message that was read as a document.

    Raises :class:`~dabir.formats.errors.NotAText` when the message has no text of its own.
    """
    if not message.text.strip():
        raise NotAText
    return ReadDocument(
        text=f"{message.subject}\n\n{message.text}" if message.subject else message.text,
        format="eml",
        encoding=message.encoding,
        notes=message.notes,
    )


def _nameless(part: Message, kind: str) -> str:
    """Return a name for a file that came without one: a message has its subject."""
    if kind == "message/rfc822":
        inner = next(iter(_children(part)), None)
        subject = header(inner, "subject") if inner is not None else ""
        return f"{subject or 'message'}.eml"
    return "file"


def _unfolded(text: str, part: Message) -> str:
    """Join the lines that a mail program broke at a blank to fit them (RFC 3676)."""
    flowed, joins_bare = flow(part)
    if not flowed:
        return text
    lines: list[str] = []
    open_end = False
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.removeprefix(" ")
        if open_end and not line.startswith(">"):
            lines[-1] += bare
        else:
            lines.append(bare)
        # The line before a signature ends in a blank and is not broken.
        open_end = bare.endswith(" ") and bare != "-- " and not line.startswith(">")
        if open_end and joins_bare:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _leaves(message: Message, limits: Limits) -> list[Message]:
    leaves: list[Message] = []
    waiting: list[tuple[Message, int]] = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > limits.members:
            raise SuspiciousArchive(reason="members")
        if depth > limits.depth:
            raise SuspiciousArchive(reason="depth")
        if part.get_content_maintype() == "multipart":
            waiting += [(child, depth + 1) for child in reversed(_children(part))]
        else:
            leaves.append(part)
    return leaves


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [child for child in payload if isinstance(child, Message)]


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"".join(child.as_bytes() for child in _children(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(
    plain: list[tuple[str, str, bool]], pages: list[Page]
) -> tuple[str, str, tuple[Note, ...], tuple[Stretch, ...]]:
    texts = [piece for piece in plain if piece[0].strip()]
    if texts and not _stands_in(texts, pages):
        guessed = any(piece[2] for piece in texts)
        joined = "\n\n".join(piece[0].strip() for piece in texts)
        return joined, texts[0][1], (ENCODING_GUESSED,) if guessed else (), ()
    if not pages:
        return "", "", (), ()
    notes = {note.code: note for page in pages for note in page.document.notes}
    known: list[Stretch] = []
    joined = ""
    for page in pages:
        joined += "\n\n" if joined else ""
        known += (
            Stretch(one.role, one.start + len(joined), one.end + len(joined)) for one in page.known
        )
        joined += page.document.text
    return joined, pages[0].document.encoding, tuple(notes.values()), tuple(known)


def _stands_in(texts: list[tuple[str, str, bool]], pages: list[Page]) -> bool:
    """Tell a plain text that only says that the message is in HTML."""
    plain = sum(len(piece[0].split()) for piece in texts)
    return plain * _MUCH_SHORTER < sum(len(page.document.text.split()) for page in pages)
