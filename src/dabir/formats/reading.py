"""The one door through which a received file becomes text."""

from __future__ import annotations

from dataclasses import replace

from dabir.formats.docx_reading import read_docx
from dabir.formats.errors import EmptyFile, NotAText, TooLarge
from dabir.formats.html_reading import read_html
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from dabir.formats.mail_reading import read_mail
from dabir.formats.names import extension
from dabir.formats.odt_reading import read_odt
from dabir.formats.pdf_reading import read_pdf
from dabir.formats.plain_reading import (
    OLD_HALF_SPACE,
    OVERRIDES,
    clean,
    has_controls,
    read_plain,
)
from dabir.formats.read_document import (
    CONTROLS_REMOVED,
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
        document = read_plain(data, named)
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


def _tidy(document: ReadDocument, named: str) -> ReadDocument:
    notes = list(document.notes)
    if OVERRIDES.search(document.text):
        notes.append(OVERRIDES_REMOVED)
    if OLD_HALF_SPACE.search(document.text):
        notes.append(HALF_SPACES_RESTORED)
    if has_controls(document.text):
        notes.append(CONTROLS_REMOVED)
    if "\ufffd" in document.text:
        notes.append(LETTERS_LOST)
    if named and named != document.format:
        notes.append(name_differs(named, document.format))
    text = clean(document.text)
    if not text.strip():
        raise NotAText
    return replace(
        document, text=text.strip("\n"), notes=tuple(notes), margins=clean(document.margins)
    )
