"""The tables of a Word file or a workbook as plain rows of cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine
from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.comment_sheets.shapes import NoCommentSheet, TooManyRows
from dabir.formats.docx_package import Package, main_part
from dabir.formats.errors import Damaged, EmptyFile, Encrypted, TooLarge
from dabir.formats.limits import MEGABYTE, Limits

Row = list[str]
Grid = Iterator[Row]

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_LETTERS = 2
"""Of a column's name in a workbook: ZZ is the 702nd."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ZIP = b"PK\x03\x04"
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,7})([0-9]{1,9})"')
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def grids_of(data: bytes, *, limits: Limits) -> Iterator[Grid]:
    """Yield each table of a Word file (docx), or each page of a workbook (xlsx), as rows of cells.

    Raises:
        NoCommentSheet: a file of another kind.
        Unreadable: damaged, locked, too large, or built to do harm.
    """
    if not data.strip():
        raise EmptyFile
    if len(data) > limits.file_size:
        raise TooLarge(limit=limits.file_size // MEGABYTE)
    if data.startswith(_OLE):
        raise Encrypted
    if not data.startswith(_ZIP):
        raise NoCommentSheet
    archive = Archive(data, kind="docx", limits=limits)
    if main_part(archive, limits=limits):
        yield from _word_tables(Package(archive, limits=limits))
    elif "xl/workbook.xml" in archive:
        _measure(archive, limits)
        yield from _pages(data)
    else:
        raise NoCommentSheet


def _measure(archive: Archive, limits: Limits) -> None:
    """Refuse a workbook whose cells lie far apart: its reader makes room for all between them."""
    for name in archive.names():
        if archive.size(name) > limits.xml_size:
            raise TooLarge(limit=limits.xml_size // MEGABYTE)
        packed = archive.read(name)  # refuses what inflates too far
        if not name.startswith("xl/worksheets/"):
            continue
        for letters, row in _CELL.findall(packed):
            if int(row) > MOST_ROWS or len(letters) > MOST_LETTERS:
                raise TooManyRows(rows=MOST_ROWS)


def _word_tables(package: Package) -> Iterator[Grid]:
    for table in package.body().iter(f"{_W}tbl"):
        if next(table.iterancestors(f"{_W}tbl"), None) is None:
            yield (_word_row(row) for row in _own(table, "tr"))


def _own(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _own(child, name)


def _word_row(row: etree._Element) -> Row:
    cells: Row = []
    for cell in _own(row, "tc"):
        cells.append("\n".join(_paragraph(one) for one in cell.iter(f"{_W}p")))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        wide = span.get(f"{_W}val", "1") if span is not None else "1"
        cells += [""] * (min(int(wide), MOST_COLUMNS) - 1 if wide.isdecimal() else 0)
    return cells[:MOST_COLUMNS]


def _paragraph(paragraph: etree._Element) -> str:
    """Return a paragraph's words as they stand: what was inserted, without what was deleted."""
    said: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            said.append(element.text or "")
        elif element.tag == f"{_W}tab":
            said.append(" ")
        elif element.tag in {f"{_W}br", f"{_W}cr"}:
            said.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            said.append("-")
    return "".join(said)


def _pages(data: bytes) -> Iterator[Grid]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Damaged(format="xlsx") from error
    for page in pages:
        yield ([_written(cell) for cell in row[:MOST_COLUMNS]] for row in page)


def _written(cell: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta | bool):
        return str(cell)
    return str(cell) if cell is not None else ""
