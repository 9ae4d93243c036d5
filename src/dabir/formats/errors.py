"""Why a file could not be read or written.

    FormatError
    ├── Unreadable
    │   ├── EmptyFile
    │   ├── TooLarge
    │   ├── UnknownFormat
    │   │   └── OutlookPacking
    │   ├── NotAText
    │   ├── WrongEncoding
    │   ├── Encrypted
    │   ├── Damaged
    │   └── SuspiciousArchive
    └── Unwritable
        ├── FontsMissing
        └── UnsafePicture

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


class Unwritable(FormatError):
    """A document or picture could not be produced."""

    code = "unwritable"
    message = gettext_noop("The document could not be produced.")


class FontsMissing(Unwritable):
    """The fonts that every produced document needs are not installed in ``directory``."""

    code = "fonts-missing"
    message = gettext_noop("The Vazirmatn fonts are missing from %(directory)s; run make install.")


class UnsafePicture(Unwritable):
    """A picture specification asked for something that a page may not carry (``found``)."""

    code = "unsafe-picture"
    message = gettext_noop("The picture was refused because it contains %(found)s.")
