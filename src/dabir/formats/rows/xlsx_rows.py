"""Excel workbooks as rows under the names of their columns."""

from __future__ import annotations

from collections.abc import Iterator

from dabir.formats.archives import Archive
from dabir.formats.errors import ExtraCells, LongCell, NoRows
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.rows.source import (
    LONGEST_CELL,
    LONGEST_RAW,
    Row,
    RowFormat,
    RowSource,
    Source,
    headings,
)
from dabir.formats.rows.workbooks import KIND, Cells, rows_of_sheet, shared_of, sheets_of

_LIMITS = Limits(inflated_size=2_000 * MEGABYTE, members=5_000, ratio_from=10 * MEGABYTE)
_HEAD_WITHIN = 20


class XlsxRows(RowSource):
    """The first sheet of a workbook that holds anything.

    The head is the first row that fills more than half as many cells as the widest of the first
    twenty: titles above a table are left out.
    """

    format: RowFormat = "xlsx"

    def __init__(self, source: Source) -> None:
        self._source = source
        with source.open() as stream:
            archive = Archive(stream, kind=KIND, limits=_LIMITS)
            self._shared = shared_of(archive)
            self._sheet, first = self._first_sheet(archive)
        widest = max(len(cells) for _number, cells in first)
        self._head, head = next(
            (number, cells) for number, cells in first if 2 * len(cells) > widest
        )
        last = max(head)
        self.columns = headings(head.get(place, "") for place in range(last + 1))

    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the rows of the sheet from this one on, by the numbers that Excel shows."""
        with self._source.open() as stream:
            archive = Archive(stream, kind=KIND, limits=_LIMITS)
            for place, cells in rows_of_sheet(archive, self._sheet, self._shared):
                if place > self._head and place >= number and cells:
                    yield self._row(place, cells)

    def _row(self, number: int, cells: Cells) -> Row:
        columns = self.columns
        if max(cells) >= len(columns):
            why = ExtraCells(cells=max(cells) + 1, columns=len(columns))
            return Row(number, problem=why, raw="\t".join(cells.values())[:LONGEST_RAW])
        if any(len(cell) >= LONGEST_CELL for cell in cells.values()):
            return Row(number, problem=LongCell(limit=LONGEST_CELL))
        return Row(number, {columns[place]: cells[place] for place in sorted(cells)})

    def _first_sheet(self, archive: Archive) -> tuple[str, list[tuple[int, Cells]]]:
        for sheet in sheets_of(archive):
            first: list[tuple[int, Cells]] = []
            for place, cells in rows_of_sheet(archive, sheet, self._shared):
                if cells:
                    first.append((place, cells))
                if len(first) >= _HEAD_WITHIN:
                    break
            if first:
                return sheet, first
        raise NoRows
