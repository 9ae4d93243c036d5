"""What is written into files that lay several texts over one another, to know such a file again.

A redline and a compilation hold words that were taken out beside those that were put in: read as a
copy of a text they would propose all of them. Word files are known by a property of their own (see
`dabir.formats.word_changes`).

    LaidOut             the file is such a one, and no copy of a text
"""

from __future__ import annotations

from dabir.formats.errors import Unreadable, gettext_noop

LAID_OUT = "dabir-several-texts"
"""Among the keywords of pages and PDF files."""

_HEAD = 4096
_DATA = (b'"dabir.compilation/', b'"dabir.redline/')
_PAGES = (b"<!doctype", b"<html")


class LaidOut(Unreadable):
    """The file is a compilation or a redline that was written here."""

    code = "laid-out"
    message = gettext_noop(
        "The file is a compilation or a redline: several texts stand in it side by side, and none "
        "of them can be told. Hand in the files that it was made of."
    )


def refuse_laid_out(data: bytes) -> None:
    """Refuse a page, a PDF file or JSON that lays several texts over one another.

    Raises:
        LaidOut: it is such a one.
    """
    mark = LAID_OUT.encode()
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        found = mark in data
    elif head.startswith(b"{"):
        found = any(each in head for each in _DATA)
    else:
        found = head[:20].lower().startswith(_PAGES) and mark in head
    if found:
        raise LaidOut
