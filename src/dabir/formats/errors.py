"""Why a file could not be read or written.

    FormatError
    ├── Unreadable
    │   ├── EmptyFile
    │   ├── TooLarge
    │   ├── AnotherKind
    │   ├── UnknownFormat
    │   │   ├── OutlookPacking
    │   │   └── NoTable
    │   ├── NotAText
    │   ├── WrongEncoding
    │   ├── Encrypted
    │   ├── Damaged
    │   ├── SuspiciousArchive
    │   ├── TooWide
    │   ├── NoRows
    │   └── BadRow
    │       ├── OpenQuote
    │       ├── LongCell
    │       ├── ExtraCells
    │       ├── NoObject
    │       ├── FileNotThere
    │       └── LargeFile
    └── Unwritable

Each class has a stable ``code`` and a ``message``, an English sentence with named places. A page
shows ``gettext(error.message) % error.parameters``; ``str(error)`` is the same in English.
"""

from __future__ import annotations

from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue and return it unchanged."""
    return message


class FormatError(Exception):
    """The root of everything that this package raises on purpose."""

    code: ClassVar[str] = "format-error"
    message: ClassVar[str] = gettext_noop("The file could not be processed.")

    def __init__(self, **parameters: str | int) -> None:
        self.parameters: dict[str, str | int] = parameters
        super().__init__(self.message % parameters)


class Unreadable(FormatError):
    """A received file could not be turned into text; the original is still worth keeping."""

    code = "unreadable"
    message = gettext_noop("The file could not be read.")


class EmptyFile(Unreadable):
    """There is no byte, or nothing but blanks, in the file."""

    code = "empty"
    message = gettext_noop("The file is empty.")


class TooLarge(Unreadable):
    """The file, or what it holds, is larger than the limit. ``limit`` is in megabytes."""

    code = "too-large"
    message = gettext_noop("The file is larger than the limit of %(limit)d MB.")


class UnknownFormat(Unreadable):
    """The contents are of a kind that is not read. ``found`` names it as well as is known."""

    code = "unknown-format"
    message = gettext_noop(
        "Files of the kind %(found)s are not read. "
        "Send a Word (docx), OpenDocument (odt), PDF, HTML, e-mail (eml) or plain text file."
    )


class AnotherKind(Unreadable):
    """The name promises one kind of file (``named``) and the contents are of none or another."""

    code = "another-kind"
    message = gettext_noop("The file is named %(ending)s but is not a %(named)s file.")


class OutlookPacking(UnknownFormat):
    """A file of Outlook's own (winmail.dat, msg), which other programs do not open."""

    code = "outlook-packing"
    message = gettext_noop(
        "The file is packed in a form that only Outlook opens. Ask for the documents themselves, "
        "or for the message in HTML or plain text (eml)."
    )


class NotAText(Unreadable):
    """The file is well-formed but carries no text, such as a scanned PDF."""

    code = "not-a-text"
    message = gettext_noop(
        "No text was found in the file. If it is a scan, type or attach its text."
    )


class WrongEncoding(Unreadable):
    """The bytes are no text in any encoding that is read."""

    code = "wrong-encoding"
    message = gettext_noop(
        "The letters of the file could not be made out. Save it as plain text in UTF-8."
    )


class Encrypted(Unreadable):
    """The file opens only with a password."""

    code = "encrypted"
    message = gettext_noop("The file is locked with a password. Send it without one.")


class Damaged(Unreadable):
    """The file says that it is of ``format`` but does not hold together."""

    code = "damaged"
    message = gettext_noop("The %(format)s file is damaged or incomplete.")


class SuspiciousArchive(Unreadable):
    """The file is built so that reading it would exhaust the machine or reach outside.

    ``reason`` is one of ``size``, ``ratio``, ``members``, ``compression``, ``entities``,
    ``depth``, ``pages``; it is meant for the log, not for the sender.
    """

    code = "suspicious-archive"
    message = gettext_noop("The file is built in an unusual way and was not opened.")


class NoTable(UnknownFormat):
    """Rows were asked for, and the contents are of a kind that has none (``found``)."""

    code = "no-table"
    message = gettext_noop(
        "Files of the kind %(found)s have no rows. Send a table (csv, xlsx, jsonl), "
        "a mailbox (mbox) or a zip file of documents."
    )


class TooWide(Unreadable):
    """A table has more columns than anybody would map (``limit``)."""

    code = "too-wide"
    message = gettext_noop("The table has more than %(limit)d columns.")


class NoRows(Unreadable):
    """There is a head, or not even one, and nothing below it."""

    code = "no-rows"
    message = gettext_noop("There is no row in the file.")


class BadRow(Unreadable):
    """One row cannot be read; the rows after it can."""

    code = "bad-row"
    message = gettext_noop("The row could not be read.")


class OpenQuote(BadRow):
    """A quotation mark opens a cell and nothing closes it."""

    code = "open-quote"
    message = gettext_noop("A quotation mark opens a cell and is never closed.")


class LongCell(BadRow):
    """A cell, or a whole row, is longer than ``limit`` letters."""

    code = "long-cell"
    message = gettext_noop("What stands here is longer than %(limit)d letters.")


class ExtraCells(BadRow):
    """The row says something in more cells than the table has columns."""

    code = "extra-cells"
    message = gettext_noop("The row has %(cells)d cells, and the table %(columns)d columns.")


class NoObject(BadRow):
    """The line, or the element of the list, is no JSON object."""

    code = "no-object"
    message = gettext_noop("This is not a JSON object.")


class FileNotThere(BadRow):
    """The index of an archive names a file (``name``) that is not in it."""

    code = "file-not-there"
    message = gettext_noop("The file “%(name)s” is not in the archive.")


class LargeFile(BadRow):
    """A file in an archive (``name``) is larger than ``limit`` megabytes."""

    code = "large-file"
    message = gettext_noop("The file “%(name)s” is larger than the limit of %(limit)d MB.")


class Unwritable(FormatError):
    """A document or picture could not be produced."""

    code = "unwritable"
    message = gettext_noop("The document could not be produced.")
