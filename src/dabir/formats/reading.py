"""The one door through which a received file becomes text."""

from __future__ import annotations

import re
from dataclasses import replace

from dabir.formats.docx_reading import read_docx
from dabir.formats.encodings import decode
from dabir.formats.errors import Damaged, EmptyFile, NotAText, TooLarge, WrongEncoding
from dabir.formats.html_reading import read_html
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from dabir.formats.mail_reading import read_mail
from dabir.formats.names import extension
from dabir.formats.odt_reading import read_odt
from dabir.formats.pdf_reading import read_pdf
from dabir.formats.read_document import (
    CONTROLS_REMOVED,
    ENCODING_GUESSED,
    HALF_SPACES_RESTORED,
    LETTERS_LOST,
    OVERRIDES_REMOVED,
    ReadDocument,
    name_differs,
)
from dabir.formats.sniffing import recognise

_EXTENSIONS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "eml",
}
_BINARY = {"docx", "odt", "pdf"}
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# Old Word files, and texts copied from them, hold the optional hyphen where Persian has a ZWNJ.
_OLD_HALF_SPACE = re.compile(r"(?<=[\u0620-\u06d3])[\u00ac\u00ad](?=[\u0620-\u06d3])")
_OVERRIDES = re.compile(r"[\u202d\u202e]")


def read_text(data: bytes, *, filename: str, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    r"""Read a file that somebody sent: plain text, docx, odt, html, pdf with a text layer, eml.

    The contents decide what the file is; where its name says otherwise, a note tells. Lines come
    back separated by ``\\n`` alone, without control characters and direction overrides.

    Raises a subclass of :class:`~dabir.formats.errors.Unreadable`; nothing else, whatever the
    bytes are.
    """
    if len(data) > limits.file_size:
        raise TooLarge(limit=limits.file_size // MEGABYTE)
    if not data.strip():
        raise EmptyFile
    named = _EXTENSIONS.get(extension(filename), "")
    found = recognise(data, filename=filename, limits=limits)
    if found == "txt":
        document = _read_plain(data, named)
    else:
        readers = {
            "docx": read_docx,
            "odt": read_odt,
            "html": read_html,
            "pdf": read_pdf,
            "eml": read_mail,
        }
        document = readers[found](data, limits=limits)
    return _tidy(document, named)


def _read_plain(data: bytes, named: str) -> ReadDocument:
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


def _tidy(document: ReadDocument, named: str) -> ReadDocument:
    notes = list(document.notes)
    if _OVERRIDES.search(document.text):
        notes.append(OVERRIDES_REMOVED)
    if _OLD_HALF_SPACE.search(document.text):
        notes.append(HALF_SPACES_RESTORED)
    if _CONTROLS.search(document.text.lstrip("\ufeff")):
        notes.append(CONTROLS_REMOVED)
    if "\ufffd" in document.text:
        notes.append(LETTERS_LOST)
    if named and named != document.format:
        notes.append(name_differs(named, document.format))
    text = _clean(document.text)
    if not text.strip():
        raise NotAText
    return replace(
        document, text=text.strip("\n"), notes=tuple(notes), margins=_clean(document.margins)
    )


def _clean(text: str) -> str:
    text = _OVERRIDES.sub("", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))
    return _OLD_HALF_SPACE.sub("\u200c", text).replace("\u00ad", "")
