"""Mailboxes (mbox), one row a message; and messages as rows wherever they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dabir.domain.language.mail_text import Role, words_of
from dabir.formats.errors import BadRow, LongCell, NoRows, Unreadable
from dabir.formats.limits import DEFAULT_LIMITS
from dabir.formats.mail_reading import read_message
from dabir.formats.mail_standing import Standing, read_standing
from dabir.formats.rows.source import Row, RowFormat, RowSource, Source, sound

MAIL_COLUMNS = (
    "message-id",
    "date",
    "from/name",
    "from/email",
    "subject",
    "text",
    "quoted",
    "signature",
    "automatic",
)
_START = b"From "
_QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 1 << 20


class MboxRows(RowSource):
    """A mailbox in one file, as mail programs export it; each message begins with ``From ``."""

    format: RowFormat = "mbox"
    columns = MAIL_COLUMNS

    def __init__(self, source: Source) -> None:
        self._source = source
        if not any(True for _message in self._messages()):
            raise NoRows

    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the messages from this one on; the first is number 1."""
        for place, message in enumerate(self._messages(), start=1):
            if place >= number:
                yield row_of_message(place, message)

    def _messages(self) -> Iterator[bytes | None]:
        """Give the bytes of each message; nothing for one that is larger than the limit."""
        limit = DEFAULT_LIMITS.file_size
        with self._source.open() as stream:
            lines: list[bytes] = []
            size = 0
            begun = False
            blank = True
            while line := stream.readline(_LONGEST_LINE):
                if blank and line.startswith(_START):
                    if begun:
                        yield _whole(lines, size, limit)
                    lines, size, begun = [], 0, True
                elif begun:
                    size += len(line)
                    if size <= limit:
                        lines.append(line)
                    else:
                        lines.clear()
                blank = line in (b"\n", b"\r\n")
            if begun:
                yield _whole(lines, size, limit)


def _whole(lines: list[bytes], size: int, limit: int) -> bytes | None:
    return None if size > limit else _QUOTED_START.sub(rb"\1", b"".join(lines))


def row_of_message(number: int, data: bytes | None) -> Row:
    """Return a message as a row, with its files; pictures within its words are left out.

    Its ``text`` is what its sender wrote, else what they forwarded; what is quoted below it and the
    signature have columns of their own. ``automatic`` is said of answers of machines and bounces.
    """
    if data is None:
        return Row(number, problem=LongCell(limit=DEFAULT_LIMITS.file_size))
    try:
        message = read_message(data)
    except Unreadable:
        return Row(number, problem=BadRow())
    sender = message.sender
    standing = read_standing(data)
    own, quoted, signature, forwarded = (
        words_of(message.text, message.stretches, role)
        for role in (Role.OWN, Role.QUOTED, Role.SIGNATURE, Role.FORWARDED)
    )
    said = {
        "message-id": message.message_id.strip("<>"),
        "date": message.sent_at.isoformat() if message.sent_at else "",
        "from/name": sender.name if sender else "",
        "from/email": sender.address if sender else "",
        "subject": message.subject,
        "text": own or forwarded,
        "quoted": "\n\n".join(filter(None, (quoted, forwarded if own else ""))),
        "signature": signature,
        "automatic": "true" if _by_machine(standing) else "",
    }
    return Row(
        number,
        {name: sound(value) for name, value in said.items() if value},
        tuple((file.name, file.data) for file in message.files if not file.inline),
    )


def _by_machine(standing: Standing) -> bool:
    return standing.daemon or standing.automatic or standing.absent or standing.marked
