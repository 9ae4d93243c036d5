"""What every reader gives: rows of bytes as they stand in the file, and what could not be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import pyarrow as pa

MEGABYTE = 1 << 20
LARGEST_CELL = 16 * MEGABYTE
"""A longer cell is no submission but an accident; it is skipped, listed and never held whole."""

LARGEST_ROW = 4 * LARGEST_CELL
SAMPLE = 5_000
"""Rows by which the columns are judged."""


class Reason(StrEnum):
    """Why a row of the input is no submission."""

    ENCODING = "not-utf-8"
    SIZE = "too-large"
    CELLS = "wrong-number-of-cells"
    QUOTES = "broken-quotes"
    JSON = "not-json"
    KIND = "not-text"
    TEXT = "no-text"
    ID = "no-id"


IN_WORDS = {
    Reason.ENCODING: "are not UTF-8",
    Reason.SIZE: f"have a cell of more than {LARGEST_CELL // MEGABYTE} MB",
    Reason.CELLS: "have another number of cells than the head",
    Reason.QUOTES: "open a quotation mark that does not close",
    Reason.JSON: "are not a JSON object",
    Reason.KIND: "hold something else than text",
    Reason.TEXT: "have no text",
    Reason.ID: "have no id",
}
"""How each reason ends a sentence that begins with a number of rows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows in order: their places in the input, and one array of bytes for each column."""

    places: pa.Int64Array
    columns: Mapping[str, pa.LargeBinaryArray]
    broken: Sequence[tuple[int, Reason]] = field(default=())
    """Rows of this stretch that could not even be taken apart; they are not in ``places``."""

    done: int = 0
    """How many bytes of the input were read for this."""


class Table(Protocol):
    """A table that can be read again and again, each time from its beginning."""

    @property
    def files(self) -> Sequence[Path]:
        """The files, in the order of the rows."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        ...

    def rows(self, columns: Sequence[str], texts: Sequence[str] | None = None) -> Iterator[Rows]:
        """Yield all rows, with the columns that are wanted, in stretches of some megabytes.

        A row is broken that holds something else than text in one of ``texts`` (None: in any
        column); in other columns that is given as JSON.
        """
        ...

    def sample(self, columns: Sequence[str]) -> Mapping[str, pa.LargeBinaryArray]:
        """Return cells of up to SAMPLE first rows, without columns that cannot be read as text."""
        ...
