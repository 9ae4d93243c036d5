"""What a received file brings: one document, or a message with several.

An official text often comes attached to an e-mail whose own words only say so. Each part of a
message is read by itself, and the one that most looks like an official text is the main one;
which it is, is for a person to see and to change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dabir.formats.errors import SuspiciousArchive, Unreadable
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.mail_reading import MailMessage, message_document, read_message
from dabir.formats.names import extension
from dabir.formats.read_document import ReadDocument
from dabir.formats.reading import read_text
from dabir.formats.sniffing import recognise

_MESSAGE = "message/rfc822"
_DEEPEST = 4
_MOST_PARTS = 100
WITHIN = " › "
"""Stands between a message inside a message and the file that came with it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One document of what was received: read, or not, and why.

    ``name`` is the file's; empty for the words of the message, or for a file that is no message.
    """

    name: str
    data: bytes
    document: ReadDocument | None = None
    refusal: Unreadable | None = None

    @property
    def text(self) -> str:
        """What was read; empty when nothing could be."""
        return "" if self.document is None else self.document.text


@dataclass(frozen=True, kw_only=True)
class Received:
    """The parts of a received file, of which there is at least one that could be read."""

    parts: tuple[Part, ...]
    main: int

    @property
    def chosen(self) -> Part:
        """The part that most looks like an official text."""
        return self.parts[self.main]

    @property
    def document(self) -> ReadDocument:
        """The main part as it was read."""
        document = self.chosen.document
        if document is None:
            raise ValueError("a part that could not be read is no main part")
        return document


Weight = Callable[[str], float]


def receive(
    data: bytes, *, filename: str, weigh: Weight, limits: Limits = DEFAULT_LIMITS
) -> Received:
    """Read a file that somebody sent, and of a message each part by itself.

    ``weigh`` says of a text how much it looks like what is sought; the heaviest part is the main
    one, files before the words of the message where they weigh the same.

    Raises what :func:`~dabir.formats.reading.read_text` raises for a file that is no message, and
    for a message of which no part can be read, the reason of its first.
    """
    if recognise(data, filename=filename, limits=limits) != "eml" or len(data) > limits.file_size:
        document = read_text(data, filename=filename, limits=limits)
        return Received(parts=(Part(name="", data=data, document=document),), main=0)
    message = read_message(data, limits=limits)
    parts = tuple(_parts(message, "", limits, depth=0))
    readable = [index for index, part in enumerate(parts) if part.document is not None]
    if not readable:
        raise next(part.refusal for part in parts if part.refusal is not None)
    files_first = sorted(readable, key=lambda index: (not parts[index].name, index))
    # Of equal weights, max keeps the first.
    return Received(parts=parts, main=max(files_first, key=lambda index: weigh(parts[index].text)))


def _parts(message: MailMessage, above: str, limits: Limits, *, depth: int) -> Iterator[Part]:
    inner = f"{above}{WITHIN}" if above else ""
    try:
        own = Part(name=above, data=b"", document=message_document(message))
    except Unreadable as error:
        own = Part(name=above, data=b"", refusal=error)
    if own.document is not None or not message.files:
        yield own
    for number, file in enumerate(message.files):
        if number >= _MOST_PARTS:
            raise SuspiciousArchive(reason="members")
        name = f"{inner}{file.name}"
        if file.media_type == _MESSAGE and depth < _DEEPEST:
            try:
                yield from _parts(
                    read_message(file.data, limits=limits), name, limits, depth=depth + 1
                )
            except Unreadable as error:
                yield Part(name=name, data=file.data, refusal=error)
            continue
        if file.inline and file.media_type.startswith("image/"):
            # The emblem below a signature is no document.
            continue
        yield _part(name, file.data, limits)


def _part(name: str, data: bytes, limits: Limits) -> Part:
    try:
        document = read_text(data, filename=f"file{extension(name)}", limits=limits)
    except Unreadable as error:
        return Part(name=name, data=data, refusal=error)
    return Part(name=name, data=data, document=document)
