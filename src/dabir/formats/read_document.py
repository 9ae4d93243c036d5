"""What a reader hands back: the text of a received file, and what is to be known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dabir.formats.errors import gettext_noop

Format = Literal["txt", "docx", "odt", "html", "pdf", "eml"]


@dataclass(frozen=True)
class Note:
    """Something a person should know about a reading; shown like an error, but nothing failed.

    A page shows ``gettext(note.message) % note.parameters``.
    """

    code: str
    message: str
    parameters: dict[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.parameters


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    """The text of a file, lines separated by a newline, cells of a table by a tab.

    ``margins`` holds the text of page headers and footers, where official letters print number
    and date, apart from the text. ``encoding`` is empty for formats that fix their own.
    ``verified`` is false when letters may differ from what a person sees, as always from PDF.
    """

    text: str
    format: Format
    encoding: str = ""
    verified: bool = True
    notes: tuple[Note, ...] = ()
    margins: str = ""


def name_differs(named: str, found: str) -> Note:
    """Say that a file's name claims one format and its contents are another."""
    return Note(
        "name-differs",
        gettext_noop("The name ends in %(named)s but the contents are %(found)s."),
        {"named": named, "found": found},
    )


ENCODING_GUESSED = Note(
    "encoding-guessed",
    gettext_noop("The encoding of the letters was not stated and was worked out; look it over."),
)
CHANGES_ACCEPTED = Note(
    "changes-accepted",
    gettext_noop("The file has tracked changes; it was read as if all were accepted."),
)
COMMENTS_LEFT_OUT = Note(
    "comments-left-out",
    gettext_noop("The comments in the file's margin were left out."),
)
HIDDEN_LEFT_OUT = Note(
    "hidden-left-out",
    gettext_noop("The file holds text that is marked as hidden; it was left out."),
)
CONTENTS_LEFT_OUT = Note(
    "contents-left-out",
    gettext_noop("The table of contents was left out, since it only repeats the headings."),
)
UNVERIFIED_LAYOUT = Note(
    "unverified-layout",
    gettext_noop(
        "The text was worked out from the layout of a PDF; compare it with the original before "
        "relying on it."
    ),
)
OVERRIDES_REMOVED = Note(
    "overrides-removed",
    gettext_noop("Invisible characters that reverse the order of letters were removed."),
)
HALF_SPACES_RESTORED = Note(
    "half-spaces-restored",
    gettext_noop(
        "Optional hyphens inside Persian words were read as the half-spaces they stood for."
    ),
)
CONTROLS_REMOVED = Note(
    "controls-removed",
    gettext_noop("The file holds stray control characters; they were left out."),
)
LETTERS_LOST = Note(
    "letters-lost",
    gettext_noop(
        "Some letters of the file are damaged and stand as �; compare it with the original."
    ),
)


def pages_without_text(blank: int, pages: int) -> Note:
    """Say that some pages of a PDF are pictures, or empty."""
    return Note(
        "pages-without-text",
        gettext_noop("%(blank)d of %(pages)d pages hold no text; they may be scans."),
        {"blank": blank, "pages": pages},
    )
