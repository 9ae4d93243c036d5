"""Excel workbooks as rows, read as a stream.

Cells say what they show: days in ISO form, whole numbers without a fraction, of a formula its
last result, never the formula. The parts are read with a parser that keeps nothing, because
readers that first lay a sheet out in memory ask for half a terabyte where a file of seven
kilobytes names the last cell of the sheet.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from dabir.formats.archives import Archive
from dabir.formats.errors import ExtraCells, LongCell, NoRows, TooLarge
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.rows.source import (
    LONGEST_CELL,
    LONGEST_RAW,
    MOST_COLUMNS,
    Row,
    RowFormat,
    RowSource,
    Source,
    headings,
    sound,
)
from dabir.formats.rows.xlsx_cells import shown, shows_day
from dabir.formats.rows.xml_stream import Attributes, attribute, parse_stream

_KIND = "Excel (xlsx)"
_LIMITS = Limits(inflated_size=2_000 * MEGABYTE, members=5_000, ratio_from=10 * MEGABYTE)
_MOST_STRINGS = 200 * MEGABYTE
_HEAD_WITHIN = 20
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_Cells = dict[int, str]


class XlsxRows(RowSource):
    """The first sheet of a workbook that holds anything.

    The head is the first row that fills more than half as many cells as the widest of the first
    twenty: titles above a table are left out.
    """

    format: RowFormat = "xlsx"

    def __init__(self, source: Source) -> None:
        self._source = source
        with source.open() as stream:
            archive = Archive(stream, kind=_KIND, limits=_LIMITS)
            self._strings, self._days, self._from_1904 = _shared(archive)
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
            archive = Archive(stream, kind=_KIND, limits=_LIMITS)
            for place, cells in self._rows(archive, self._sheet):
                if place > self._head and place >= number and cells:
                    yield self._row(place, cells)

    def _row(self, number: int, cells: _Cells) -> Row:
        columns = self.columns
        if max(cells) >= len(columns):
            why = ExtraCells(cells=max(cells) + 1, columns=len(columns))
            return Row(number, problem=why, raw="\t".join(cells.values())[:LONGEST_RAW])
        if any(len(cell) >= LONGEST_CELL for cell in cells.values()):
            return Row(number, problem=LongCell(limit=LONGEST_CELL))
        return Row(number, {columns[place]: cells[place] for place in sorted(cells)})

    def _first_sheet(self, archive: Archive) -> tuple[str, list[tuple[int, _Cells]]]:
        for sheet in _sheets(archive):
            first: list[tuple[int, _Cells]] = []
            for place, cells in self._rows(archive, sheet):
                if cells:
                    first.append((place, cells))
                if len(first) >= _HEAD_WITHIN:
                    break
            if first:
                return sheet, first
        raise NoRows

    def _rows(self, archive: Archive, sheet: str) -> Iterator[tuple[int, _Cells]]:
        reader = _SheetReader(self._strings, self._days, from_1904=self._from_1904)
        for _block in parse_stream(
            archive.blocks(sheet), reader.start, reader.end, reader.text, kind=_KIND
        ):
            yield from reader.finished()


class _SheetReader:
    """Collects the cells of a sheet while its parts go by."""

    def __init__(self, strings: list[str], days: list[str], *, from_1904: bool) -> None:
        self._strings = strings
        self._days = days
        self._from_1904 = from_1904
        self._rows: deque[tuple[int, _Cells]] = deque()
        self._row = 0
        self._cells: _Cells = {}
        self._place = -1
        self._type = ""
        self._style = 0
        self._value: list[str] = []
        self._length = 0
        self._within = ""

    def finished(self) -> Iterator[tuple[int, _Cells]]:
        """Give the rows that are whole by now."""
        while self._rows:
            yield self._rows.popleft()

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin an element."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._cells = {}
            self._place = -1
            self._row = max(_whole(attributes.get("r", ""), self._row + 1), self._row + 1)
        elif name == "rPh" or (name in ("v", "t") and self._within != "rPh"):
            # How a Japanese name is read aloud (rPh) is no part of what the cell says.
            self._within = name

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._place = _column(reference[1]) if reference else self._place + 1
        self._type = attributes.get("t", "n")
        self._style = _whole(attributes.get("s", ""), 0)
        self._value = []
        self._length = 0

    def text(self, letters: str) -> None:
        """Take letters, as many as a cell may have."""
        if self._within in ("v", "t") and self._length < LONGEST_CELL:
            self._value.append(letters[: LONGEST_CELL - self._length])
            self._length += len(letters)

    def end(self, name: str) -> None:
        """End an element."""
        if name in ("v", "t", "rPh"):
            self._within = ""
        elif name == "c":
            value = self._said("".join(self._value))
            # A sheet may be formatted to its last column; only what is said counts.
            if value.strip():
                self._cells[min(self._place, MOST_COLUMNS)] = value
        elif name == "row":
            self._rows.append((self._row, self._cells))
            self._cells = {}

    def _said(self, value: str) -> str:
        if self._type == "s":
            place = _whole(value, -1)
            return self._strings[place] if 0 <= place < len(self._strings) else ""
        if self._type in ("str", "inlineStr"):
            return unescape(value)
        if self._type == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if self._type in ("e", "d"):
            return "" if self._type == "e" else value
        code = self._days[self._style] if 0 <= self._style < len(self._days) else ""
        return shown(value, code, from_1904=self._from_1904)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def unescape(text: str) -> str:
    """Return text of a workbook with the letters that it writes as their numbers (_x000D_)."""
    if "_x" not in text:
        return text
    return sound(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def _shared(archive: Archive) -> tuple[list[str], list[str], bool]:
    """Return the shared strings, the day format of each style, and whether days count from 1904."""
    strings: list[str] = []
    piece: list[str] = []
    state = {"length": 0, "own": 0, "skip": False, "in": False}

    def start(name: str, _attributes: Attributes) -> None:
        if name == "si":
            piece.clear()
            state["own"] = 0
        state["skip"] = state["skip"] or name == "rPh"
        state["in"] = name == "t" and not state["skip"]

    def text(letters: str) -> None:
        if state["in"] and state["own"] < LONGEST_CELL:
            piece.append(letters[: LONGEST_CELL - state["own"]])
            state["own"] += len(letters)
            state["length"] += len(letters)
            if state["length"] > _MOST_STRINGS:
                raise TooLarge(limit=_MOST_STRINGS // MEGABYTE)

    def end(name: str) -> None:
        state["in"] = False
        if name == "rPh":
            state["skip"] = False
        elif name == "si":
            strings.append(unescape("".join(piece)))

    if "xl/sharedStrings.xml" in archive:
        blocks = archive.blocks("xl/sharedStrings.xml")
        for _block in parse_stream(blocks, start, end, text, kind=_KIND):
            pass
    return strings, _day_formats(archive), _counts_from_1904(archive)


def _day_formats(archive: Archive) -> list[str]:
    """Return for each style of cells what its numbers show of a day: "", "day" or "time"."""
    own: dict[int, str] = {}
    styles: list[str] = []
    within = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            own[_whole(attributes.get("numFmtId", ""), 0)] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            within[0] = True
        elif name == "xf" and within[0]:
            number = _whole(attributes.get("numFmtId", ""), 0)
            styles.append(shows_day(number, own.get(number, "")))

    def end(name: str) -> None:
        within[0] = within[0] and name != "cellXfs"

    if "xl/styles.xml" in archive:
        blocks = archive.blocks("xl/styles.xml")
        for _block in parse_stream(blocks, start, end, None, kind=_KIND):
            pass
    return styles


def _counts_from_1904(archive: Archive) -> bool:
    found = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            found[0] = attributes.get("date1904", "") in ("1", "true")

    blocks = archive.blocks("xl/workbook.xml")
    for _block in parse_stream(blocks, start, None, None, kind=_KIND):
        pass
    return found[0]


def _sheets(archive: Archive) -> list[str]:
    """Return the parts of the sheets that are shown, in the order of the workbook."""
    order: list[str] = []
    parts: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            order.append(attribute(attributes, "id"))

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            parts[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    for part, handler in (
        ("xl/workbook.xml", sheet),
        ("xl/_rels/workbook.xml.rels", relation),
    ):
        if part in archive:
            for _block in parse_stream(archive.blocks(part), handler, None, None, kind=_KIND):
                pass
    found = [parts[key] for key in order if parts.get(key, "") in archive]
    return found or [
        name for name in archive.names() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
    ]
