"""The tables of a Word file or a workbook as plain rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.comment_sheets.shapes import NoCommentSheet, TooManyRows
from dabir.formats.docx_package import Package, main_part
from dabir.formats.errors import EmptyFile, Encrypted, TooLarge
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.rows.workbooks import Cells, rows_of_sheet, shared_of, sheets_of

Row = list[str]
Grid = Iterator[Row]

MOST_ROWS = 20_000
MOST_COLUMNS = 200
FARTHEST_COLUMN = 702
"""Of a workbook: ZZ; what stands beyond is no sheet that somebody filled in."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_ZIP = b"PK\x03\x04"
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
        yield from _pages(archive)
    else:
        raise NoCommentSheet


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
    """Return a paragraph's words as they stand: what was inserted, without what was deleted.

    What was moved away stands where it came to, and a text box not once more for older programs.
    """
    gone = {each for part in paragraph.iter(*_GONE) for each in part.iter()}
    said: list[str] = []
    for element in paragraph.iter():
        if element in gone:
            continue
        if element.tag == f"{_W}t":
            said.append(element.text or "")
        elif element.tag == f"{_W}tab":
            said.append(" ")
        elif element.tag in {f"{_W}br", f"{_W}cr"}:
            said.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            said.append("-")
    return "".join(said)


def _pages(archive: Archive) -> Iterator[Grid]:
    shared = shared_of(archive)
    for name in sheets_of(archive):
        yield _page(rows_of_sheet(archive, name, shared))


def _page(rows: Iterable[tuple[int, Cells]]) -> Grid:
    """Give the rows of a page from its first, those between that nobody filled in as well.

    Raises:
        TooManyRows: its cells lie far apart.
    """
    expected = 0
    for number, cells in rows:
        if number > MOST_ROWS or max(cells, default=0) >= FARTHEST_COLUMN:
            raise TooManyRows(rows=MOST_ROWS)
        if not cells:
            continue
        yield from ([] for _blank in range(expected, number) if expected)
        expected = number + 1
        yield [cells.get(place, "") for place in range(min(max(cells) + 1, MOST_COLUMNS))]
