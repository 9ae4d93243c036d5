"""Plain text out of bytes, and the cleaning that every text goes through; loads no other reader."""

from __future__ import annotations

import re

from dabir.formats.encodings import decode
from dabir.formats.errors import Damaged, EmptyFile, NotAText, WrongEncoding
from dabir.formats.read_document import ENCODING_GUESSED, ReadDocument

_BINARY = {"docx", "odt", "pdf"}
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# Old Word files, and texts copied from them, hold the optional hyphen where Persian has a ZWNJ.
OLD_HALF_SPACE = re.compile(r"(?<=[\u0620-\u06d3])[\u00ac\u00ad](?=[\u0620-\u06d3])")
OVERRIDES = re.compile(r"[\u202d\u202e]")


def read_plain(data: bytes, named: str) -> ReadDocument:
    """Return a plain text as it was decoded; `named` is the format that its name claims.

    Raises what `decode` raises, `Damaged` for bytes that are named as another format, `EmptyFile`.
    """
    try:
        text, encoding, guessed = decode(data)
    except (NotAText, WrongEncoding) as error:
        if named in _BINARY:
            raise Damaged(format=named) from error
        raise
    if not text.strip():
        raise EmptyFile
    return ReadDocument(
        text=text,
        format="txt",
        encoding=encoding,
        notes=(ENCODING_GUESSED,) if guessed else (),
    )


def has_controls(text: str) -> bool:
    """Whether there are stray control characters in a text."""
    return _CONTROLS.search(text.lstrip("\ufeff")) is not None


def clean(text: str) -> str:
    r"""Return a text in lines that end with ``\n``, without controls and direction overrides."""
    text = OVERRIDES.sub("", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))
    return OLD_HALF_SPACE.sub("\u200c", text).replace("\u00ad", "")
