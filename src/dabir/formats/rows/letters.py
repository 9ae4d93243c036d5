"""The letters of a text file as a stream: which encoding the whole of it is in, line by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager

from dabir.formats.encodings import decode
from dabir.formats.rows.source import Source

_BLOCK = 1 << 20
_SAMPLE = 64 * 1024
_ONE_BYTE_LINE_ENDS = ("utf-16", "utf-32")


def encoding_of(source: Source) -> str:
    """Name the encoding of a text file, looking further than its beginning.

    A file whose first thousand lines are ASCII may turn out to be in Windows-1256 later, so it is
    gone through once.

    Raises :class:`~dabir.formats.errors.NotAText` and :class:`~dabir.formats.errors.WrongEncoding`.
    """
    head = _whole_lines(source.head(_SAMPLE))
    _text, encoding, _guessed = decode(head)
    if encoding.startswith(_ONE_BYTE_LINE_ENDS):
        # The mark tells the byte order to whoever opens the stream; without one, it is named.
        return encoding
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with source.open() as stream:
        before = 0
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                stream.seek(max(0, before + error.start - _SAMPLE // 2))
                _text, encoding, _guessed = decode(_inner_lines(stream.read(_SAMPLE)))
                return encoding
            before += len(block)
    return "utf-8-sig"


def _whole_lines(head: bytes) -> bytes:
    """Leave out what follows the last line end, where a letter may be cut in two."""
    if len(head) < _SAMPLE or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head
    end = head.rfind(b"\n")
    return head[:end] if end > 0 and b"\x00" not in head else head


def _inner_lines(sample: bytes) -> bytes:
    start, end = sample.find(b"\n"), sample.rfind(b"\n")
    return sample[start:end] if 0 <= start < end else sample


@contextmanager
def letters_of(source: Source, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Open the letters of a file; ends of line stay as they are, broken letters become U+FFFD."""
    with (
        source.open() as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text,
    ):
        yield text
