"""The cells of Excel workbooks as they are shown, read as a stream.

Days come in ISO form, whole numbers without a fraction, of a formula its last result, never the
formula. The parts are read with a parser that keeps nothing, because readers that first lay a sheet
out in memory ask for half a terabyte where a file of seven kilobytes names the last cell of the
sheet.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from dabir.formats.archives import Archive
from dabir.formats.errors import TooLarge
from dabir.formats.limits import MEGABYTE
from dabir.formats.rows.source import LONGEST_CELL, MOST_COLUMNS, sound
from dabir.formats.rows.xlsx_cells import shown, shows_day
from dabir.formats.rows.xml_stream import Attributes, attribute, parse_stream

KIND = "Excel (xlsx)"
_MOST_STRINGS = 200 * MEGABYTE
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Cells = dict[int, str]
"""What the cells of a row say, by the place of their column; those that say nothing are absent."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook share: texts by number, what styles show of days, the epoch."""

    strings: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    from_1904: bool = False


def rows_of_sheet(archive: Archive, sheet: str, shared: Shared) -> Iterator[tuple[int, Cells]]:
    """Give the rows that a sheet writes, each with its number, which ascends; also empty ones.

    Cells beyond `MOST_COLUMNS` are all given at that place.

    Raises what `Archive` and `parse_stream` raise.
    """
    reader = _SheetReader(shared)
    for _block in parse_stream(
        archive.blocks(sheet), reader.start, reader.end, reader.text, kind=KIND
    ):
        yield from reader.finished()


class _SheetReader:
    """Collects the cells of a sheet while its parts go by."""

    def __init__(self, shared: Shared) -> None:
        self._strings = shared.strings
        self._days = shared.days
        self._from_1904 = shared.from_1904
        self._rows: deque[tuple[int, Cells]] = deque()
        self._row = 0
        self._cells: Cells = {}
        self._place = -1
        self._type = ""
        self._style = 0
        self._value: list[str] = []
        self._length = 0
        self._within = ""

    def finished(self) -> Iterator[tuple[int, Cells]]:
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
            return _unescape(value)
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


def _unescape(text: str) -> str:
    """Return text of a workbook with the letters that it writes as their numbers (_x000D_)."""
    if "_x" not in text:
        return text
    return sound(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def shared_of(archive: Archive) -> Shared:
    """Read what the sheets of a workbook share. Raises :class:`TooLarge` for texts without end."""
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
            strings.append(_unescape("".join(piece)))

    if "xl/sharedStrings.xml" in archive:
        blocks = archive.blocks("xl/sharedStrings.xml")
        for _block in parse_stream(blocks, start, end, text, kind=KIND):
            pass
    return Shared(strings, _day_formats(archive), _counts_from_1904(archive))


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
        for _block in parse_stream(blocks, start, end, None, kind=KIND):
            pass
    return styles


def _counts_from_1904(archive: Archive) -> bool:
    found = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            found[0] = attributes.get("date1904", "") in ("1", "true")

    blocks = archive.blocks("xl/workbook.xml")
    for _block in parse_stream(blocks, start, None, None, kind=KIND):
        pass
    return found[0]


def sheets_of(archive: Archive) -> list[str]:
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
            for _block in parse_stream(archive.blocks(part), handler, None, None, kind=KIND):
                pass
    found = [parts[key] for key in order if parts.get(key, "") in archive]
    return found or [
        name for name in archive.names() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
    ]
