"""Tables of decisions in minutes: a row each, with who is responsible and by when.

Reads the lines of the copy; writes the rows below a header that names its columns. Cells stand
apart by tabs, bars or two and more spaces.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dabir.domain.outline.marker import Marker
from dabir.domain.outline.names_en import split_names
from dabir.domain.outline.names_fa import split_bodies
from dabir.domain.outline.numbering import readings
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import Line, ReadingCopy

Range = tuple[int, int]

_BETWEEN = re.compile(r"[ ]*(?:\t|\||  )[ \t|]*")
_COLUMNS = {
    "number": rx(r"(?:no\.?|nr\.?|#|item(?: no\.?)?|ردیف|شماره|ش)$", re.IGNORECASE),
    "responsible": rx(
        r"(?:responsible(?: (?:body|party|person|unit))?|owner|who|lead|assigned to|action by|"
        r"(?:واحد |دستگاه )?(?:مسئول|مجری|متولی|اقدام‌کننده)(?: (?:پیگیری|اجرا|اقدام))?|پیگیری)$",
        re.IGNORECASE,
    ),
    "helping": rx(r"(?:support(?:ing)?|with|partners?|همکار|همکاران|دستگاه همکار)$", re.IGNORECASE),
    "deadline": rx(
        r"(?:deadline|due(?: date)?|when|by when|timeline|(?:مهلت|موعد|سررسید|زمان)(?: \S+)?)$",
        re.IGNORECASE,
    ),
}
_HEADER = rx(
    r"(?:\A|\n)[ |]*(?:no\.?|nr\.?|#|item|ردیف|شماره|ش)[^\w\n][^\n]{0,300}?"
    r"(?:responsible|owner|action by|assigned to|مسئول|مجری|متولی|اقدام‌کننده|پیگیری)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[-\s.]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered row: where its line begins, and its cells by the column they stand in."""

    start: int
    number: Range
    text: Range
    cells: Mapping[str, Range]


def table_rows(copy: ReadingCopy) -> Iterator[Row]:
    """Return the numbered rows of the tables that name a column for numbers and for who acts."""
    hint = _HEADER.search(copy.text)
    if hint is None:
        return
    columns: list[str] = []
    for line in copy.lines[copy.line_at(hint.end()) :]:
        cells = _cells(copy, line)
        if len(cells) < 3:
            columns = []
            continue
        names = [_column(copy.text[a:b]) for a, b in cells]
        if "number" in names and "responsible" in names:
            columns = names
        elif columns and len(cells) <= len(columns) and copy.text[slice(*cells[0])].isdigit():
            yield _row(copy, line, cells, columns)


def names_in_cell(text: str, cell: Range, language: str) -> list[Range]:
    """Return the bodies and people that a cell names, one beside the other."""
    split = split_names if language == "en" else split_bodies
    found: list[Range] = []
    at = cell[0]
    for match in (*_COMMA.finditer(text, *cell), None):
        end = match.start() if match else cell[1]
        if text[at:end].strip():
            found += split(text, at, end)
        at = match.end() if match else end
    return found


_COMMA = re.compile(r"[,;،؛/]")


def row_marker(copy: ReadingCopy, row: Row) -> Marker:
    """Return the marker of a row: its number alone."""
    number = copy.text[slice(*row.number)]
    return Marker(
        row.start, row.text[0], "", "", number, (number,), readings(number), "table", weak=False
    )


def _row(copy: ReadingCopy, line: Line, cells: list[Range], columns: list[str]) -> Row:
    named = {
        name: cell
        for name, cell in zip(columns, cells, strict=False)
        if name and not _NOTHING.fullmatch(copy.text, *cell)
    }
    return Row(line.start, cells[0], (cells[1][0], line.end), named)


def _column(heading: str) -> str:
    return next((name for name, pattern in _COLUMNS.items() if pattern.match(heading.strip())), "")


def _cells(copy: ReadingCopy, line: Line) -> list[Range]:
    """Return the cells of a line; tabs are seen in the original, the copy has spaces for them."""
    span = copy.span(line.start, line.end)
    original = copy.original[span.start : span.end]
    if "\t" not in original and "|" not in original and "  " not in original:
        return []
    cells, at = [], 0
    for match in _BETWEEN.finditer(original):
        cells.append((at, match.start()))
        at = match.end()
    cells.append((at, len(original)))
    return [
        (copy.position(span.start + a), copy.position(span.start + b)) for a, b in cells if b > a
    ]
