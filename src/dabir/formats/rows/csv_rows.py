"""Tables as text: CSV as programs write it, whatever the mark between the cells."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice

from dabir.formats.errors import (
    BadRow,
    ExtraCells,
    LongCell,
    NoRows,
    OpenQuote,
)
from dabir.formats.rows.letters import encoding_of, letters_of
from dabir.formats.rows.source import (
    LONGEST_CELL,
    LONGEST_RAW,
    Row,
    RowFormat,
    RowSource,
    Source,
    headings,
    sound,
)

# The limit is the process's, and whoever else reads CSV reads less than this.
csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))

_LONGEST_LINE = 4 * LONGEST_CELL
_MARKS = ",;\t|"
_NO_MARK = "\x1f"
_SAMPLE_ROWS = 20


class CsvRows(RowSource):
    """A CSV file (RFC 4180 and its relatives): comma, semicolon, tab or bar between cells.

    The first row is the head. A line ``sep=;`` before it, as Excel writes, says the mark.
    """

    format: RowFormat = "csv"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._encoding = encoding_of(source)
        with letters_of(source, self._encoding) as text:
            self._mark, self._skipped = _mark_of(text)
        head, why = next(
            ((cells, why) for _n, cells, why in self._records() if any(cells)), (None, None)
        )
        if why is not None:
            raise why
        if head is None:
            raise NoRows
        self.columns = headings(_filled(head))

    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the rows from this one on; the head is row 1."""
        records = ((n, cells, why) for n, cells, why in self._records() if cells or why)
        head = False
        for place, cells, why in records:
            if not head:
                head = any(cells)
                continue
            if place < number:
                continue
            if why is not None:
                yield Row(place, problem=why, raw=sound("".join(cells)[:LONGEST_RAW]))
            elif any(cells):
                yield self._row(place, cells)

    def _row(self, number: int, cells: list[str]) -> Row:
        columns = self.columns
        if len(cells) > len(columns):
            cells = _filled(cells)
            if len(cells) > len(columns):
                raw = sound(self._mark.join(cells)[:LONGEST_RAW])
                why = ExtraCells(cells=len(cells), columns=len(columns))
                return Row(number, problem=why, raw=raw)
        # Shorter rows are those whose last cells are empty, which many programs leave out.
        values = {
            name: cell.replace("\x00", "")
            for name, cell in zip(columns, cells, strict=False)
            if cell
        }
        return Row(number, values)

    def _records(self) -> Iterator[tuple[int, list[str], BadRow | None]]:
        """Give each record with its place, counted as a spreadsheet shows it."""
        with letters_of(self._source, self._encoding) as text:
            lines = _Lines(text)
            for _skipped in range(self._skipped):
                lines.skip()
            reader = csv.reader(lines, delimiter=self._mark)
            place = 0
            while True:
                place += 1
                lines.begin()
                why: BadRow | None = None
                cells: list[str] = []
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    why = LongCell(limit=LONGEST_CELL)
                if lines.too_long:
                    why = LongCell(limit=LONGEST_CELL)
                    lines.give_back()
                elif lines.ran_out or (why is not None and lines.taken > 1):
                    why = OpenQuote()
                    # Read again is at most a cell's length, and within it any second quote closes.
                    lines.give_back()
                yield place, [lines.first] if why else cells, why


class _Lines:
    """The lines of a text for the CSV reader; those of the record in hand can be given back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._held: list[str] = []
        self._waiting: deque[str] = deque()
        self.ran_out = False
        self.too_long = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(_LONGEST_LINE)
        if not line:
            # The reader asks for more within a record only while a quote is open.
            self.ran_out = bool(self._held)
            raise StopIteration
        if len(line) >= _LONGEST_LINE and not line.endswith(("\n", "\r")):
            self.too_long = True
            self._pass_line_end()
            line = "\n"
        self._held.append(line)
        return line

    def _pass_line_end(self) -> None:
        while rest := self._text.readline(_LONGEST_LINE):
            if rest.endswith(("\n", "\r")):
                return

    @property
    def taken(self) -> int:
        """How many lines the record in hand has."""
        return len(self._held)

    @property
    def first(self) -> str:
        """The first line of the record in hand."""
        return self._held[0] if self._held else ""

    def begin(self) -> None:
        """Begin a new record."""
        self._held.clear()
        self.ran_out = self.too_long = False

    def give_back(self) -> None:
        """Keep the first line of the record in hand, and read the others again."""
        self._waiting.extendleft(reversed(self._held[1:]))

    def skip(self) -> None:
        """Leave a line out."""
        self._text.readline(_LONGEST_LINE)


def _filled(cells: list[str]) -> list[str]:
    """Leave out the empty cells at the end, of which spreadsheets may write hundreds."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _mark_of(text: io.TextIOWrapper) -> tuple[str, int]:
    """Return the mark between cells, and how many lines come before the head.

    It is the mark that the first row has most of, apart from quoted cells, and among equals the
    one that the following rows keep to. A file of one column has none, so that a comma in a
    sentence parts nothing.
    """
    first = text.readline(_LONGEST_LINE)
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) <= 5:
        return (said[4:] or "\t"), 1
    lines = [first, *islice(iter(lambda: text.readline(LONGEST_CELL), ""), _SAMPLE_ROWS)]
    counts = {mark: _cells(lines, mark) for mark in _MARKS}
    most = max(_MARKS, key=lambda mark: counts[mark])
    return (most, 0) if counts[most][0] > 1 else (_NO_MARK, 0)


def _cells(lines: list[str], mark: str) -> tuple[int, int]:
    """Return how many cells the head has with this mark, and how many rows have as many."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark) if any(row)]
    except csv.Error:
        rows = []
    if not rows:
        return 0, 0
    wide = len(rows[0])
    return wide, sum(1 for row in rows if len(row) == wide)
