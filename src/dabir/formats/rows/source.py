"""What every reader of rows hands back, and the bounds that they share."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from dabir.formats.errors import BadRow, EmptyFile, TooWide

RowFormat = Literal["csv", "xlsx", "jsonl", "json", "mbox", "zip"]

MOST_COLUMNS = 900
"""More than anybody would map, and fewer than the fields that one form may send."""
LONGEST_RAW = 32_000
LONGEST_CELL = 1_000_000
"""Letters of one cell; a row that holds more is a bad one."""

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, only those that say something, and the files with it.

    ``number`` is how a person finds it: the line of a sheet (whose head counts too), the line of
    a JSONL file, the how-manieth message or document. A row that could not be read has a
    ``problem``, no values, and as ``raw`` the beginning of what stands there.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, bytes], ...] = ()
    problem: BadRow | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, in memory or at a path, opened as often as needed."""

    held: bytes | Path

    def open(self) -> BinaryIO:
        """Return a stream of the bytes from their beginning."""
        return io.BytesIO(self.held) if isinstance(self.held, bytes) else self.held.open("rb")

    def head(self, size: int) -> bytes:
        """Return the first bytes."""
        if isinstance(self.held, bytes):
            return self.held[:size]
        with self.held.open("rb") as stream:
            return stream.read(size)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.held) if isinstance(self.held, bytes) else self.held.stat().st_size


class RowSource(ABC):
    """A file as rows under named columns, read from its beginning or from any row.

    ``columns`` are in the order of the file. Of formats in which each row names its own, they are
    those of the first rows; a later row may have others in its ``values``.
    """

    format: RowFormat
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[Row]:
        """Give every row. Raises :class:`Unreadable` where the file itself breaks off."""
        return self.rows_from(0)

    @abstractmethod
    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the rows whose number is ``number`` or more; numbers ascend."""


def sound(text: str) -> str:
    """Return text without what no database keeps: zeros, and halves of letters."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def headings(cells: Iterable[str]) -> tuple[str, ...]:
    """Return names of columns, each once and none empty: what has no name is called by its place.

    Raises :class:`TooWide` for more than anybody would map.
    """
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        if place > MOST_COLUMNS:
            raise TooWide(limit=MOST_COLUMNS)
        name = " ".join(cell.replace("\ufeff", "").replace("\x00", "").split())[:_LONGEST_NAME]
        name = name or f"#{place}"
        if name in taken:
            name = next(
                again for n in range(2, place + 2) if (again := f"{name} ({n})") not in taken
            )
        taken.add(name)
        names.append(name)
    return tuple(names)


def first_columns(rows: Iterable[Row], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the columns that the given rows name, in the order in which they come up.

    Raises :class:`TooWide` for more than anybody would map, :class:`EmptyFile` without a row.
    """
    columns = dict.fromkeys(known)
    nothing = True
    for row in rows:
        nothing = False
        columns.update(dict.fromkeys(row.values))
        if len(columns) > MOST_COLUMNS:
            raise TooWide(limit=MOST_COLUMNS)
    if nothing:
        raise EmptyFile
    return tuple(columns)
