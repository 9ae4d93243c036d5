"""What the writers take: an official document or letter, and a table on sheets.

Both are plain data. Every text is shown exactly as given (no markup is read in it); digits and
dates come already in the reader's form, because a writer knows neither calendar nor reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dabir.domain.language.printable import printable

Language = Literal["fa", "en"]
Direction = Literal["rtl", "ltr"]


@dataclass(frozen=True, kw_only=True)
class IssuedClause:
    """One clause: its printed label ("۱.", "الف)", "ماده ۲ ـ"), heading, text and depth (0 = top).

    Paragraphs inside ``text`` are separated by a newline.
    """

    label: str = ""
    heading: str = ""
    text: str = ""
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs: name, and position as printed under it."""

    name: str
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file carried inside a PDF/A-3, such as the machine-readable source of the text."""

    name: str
    data: bytes
    media_type: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class IssuedDocument:
    """An issuance, minutes or a letter, ready to be written.

    ``opening`` is the line above everything ("بسمه تعالی"); ``recipients`` stand before the text
    and ``copies`` after the signature; ``facts`` are label and value pairs shown in a ruled block;
    ``classification`` ("عادی", "محرمانه") and ``attachments_text`` ("دارد", "ندارد") join number
    and date at the head; ``emblem`` is an SVG or PNG picture, without which its place stays empty;
    ``day`` is written into the PDF's metadata only.

    Raises ``ValueError`` without a title.
    """

    language: Language
    direction: Direction
    title: str
    number: str = ""
    day_text: str = ""
    issuer: str = ""
    group: str = ""
    preamble: str = ""
    clauses: tuple[IssuedClause, ...] = ()
    signatory: Signatory | None = None
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    closing: str = ""
    seal_text: str = ""
    verification_url: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    opening: str = ""
    classification: str = ""
    attachments_text: str = ""
    emblem: bytes = b""
    day: date | None = None

    def __post_init__(self) -> None:
        require_title(self.title)

    def heading_levels(self) -> tuple[int, ...]:
        """The outline level of each clause's heading, 0 where it has none; the title is level 1.

        A level follows the depth, but none is skipped on the way down, as PDF/UA and WCAG ask.
        """
        levels = []
        last = 1
        for clause in self.clauses:
            if clause.heading:
                last = min(clause.depth + 2, last + 1, 6)
                levels.append(last)
            else:
                levels.append(0)
        return tuple(levels)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table: the division-of-labour matrix, a list of minutes, the follow-up of resolutions.

    Every row has one cell for each column. ``widths`` are relative (1 = as wide as the others).
    The first ``kept`` columns stay in view in a spreadsheet.

    Raises ``ValueError`` without a title, or when a row or ``widths`` does not fit the columns.
    """

    language: Language
    direction: Direction
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    subtitle: str = ""
    widths: tuple[float, ...] = ()
    kept: int = 0
    day: date | None = None

    def __post_init__(self) -> None:
        require_title(self.title)
        if not self.columns:
            raise ValueError("a sheet needs at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} cells for {len(self.columns)} columns"
                )
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError(f"{len(self.widths)} widths for {len(self.columns)} columns")


def require_title(title: str) -> None:
    """Raise ``ValueError`` where nothing printable is left of a title."""
    if not printable(title).strip():
        raise ValueError("a document needs a title")
