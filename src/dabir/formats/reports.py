"""What the writers take for a report or a matrix: headings, prose, figures, tables and pictures.

Plain data like :mod:`dabir.formats.documents`: every text is shown exactly as given, and digits and
days come already in the reader's form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dabir.formats.documents import Direction, Language, require_title

Tone = Literal["", "good", "bad"]
Paper = Literal["a4", "a3"]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of a section (level 2) or of a part of one (level 3)."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A paragraph; `quiet` for a note in smaller letters."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels and values, shown in a ruled block."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of the opening: a number and what it counts."""

    value: str
    label: str
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A row across a table that names the rows below it."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table whose head is repeated on every page.

    Every row has one cell for each column, or is a :class:`Band`. ``widths`` are relative. From
    column ``turned_from`` on, heads stand on end and cells are centred, as in a matrix. Cells whose
    text is in ``marked`` are printed bold on a tint. ``foot`` is a last row of sums, if any.

    Raises ``ValueError`` when a row, ``widths`` or ``foot`` does not fit the columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...] | Band, ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    turned_from: int | None = None
    marked: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rows = [row for row in self.rows if not isinstance(row, Band)]
        for cells in (*rows, self.foot or self.columns, self.widths or self.columns):
            if len(cells) != len(self.columns):
                raise ValueError(f"{len(cells)} cells for {len(self.columns)} columns")

    @property
    def shares(self) -> tuple[float, ...]:
        """The relative widths, equal ones where none are given."""
        return self.widths or (1.0,) * len(self.columns)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing: as SVG for paper, as PNG for Word files, and in words."""

    svg: str
    png: bytes
    description: str


@dataclass(frozen=True, kw_only=True)
class ScanCode:
    """An address as a code that telephones read, with a note beside it."""

    url: str
    note: str


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """What follows begins on a page of its own."""


Part = Heading | Prose | Facts | Figures | Table | Picture | ScanCode | NewPage


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report, ready to be written: head, then parts in their order.

    ``classification`` stands at the head of every page; ``day`` is written into the metadata.

    Raises ``ValueError`` without a title.
    """

    language: Language
    direction: Direction
    title: str
    parts: tuple[Part, ...]
    kicker: str = ""
    subtitle: str = ""
    classification: str = ""
    paper: Paper = "a4"
    landscape: bool = False
    day: date | None = None

    def __post_init__(self) -> None:
        require_title(self.title)
