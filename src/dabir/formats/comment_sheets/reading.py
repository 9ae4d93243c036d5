"""Reading a comment sheet that came back: which row says what, on which clause."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from dabir.domain.language.printable import printable
from dabir.formats.comment_sheets.grids import grids_of
from dabir.formats.comment_sheets.shapes import (
    Cells,
    NoCommentSheet,
    ReadRow,
    ReadSheet,
    TooManyLetters,
)
from dabir.formats.comment_sheets.words import column_named, fact_named, heading_key
from dabir.formats.limits import DEFAULT_LIMITS, Limits

_SAYING = ("comment", "wording")
"""A table without either of these columns is no comment sheet."""
_KEPT = ("quote", "comment", "wording", "reason", "answer", "number", "outcome")
"""A row is read where one of these says something; who commented alone is nothing said."""

_FEWEST_COLUMNS = 2
_LONGEST_CELL = 50_000
_LONGEST_LABEL = 300
_OF_A_CELL = 20
"""Letters that a cell counts for besides its own, so that many short ones count as well."""
MOST_LETTERS = 5_000_000
"""Of all cells of a file together: a workbook may show one long text in many thousand of them."""


def read_sheet(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadSheet:
    """Return what a filled-in sheet says: Word (docx) or Excel (xlsx).

    Columns are known by their headings, in Persian or English, in any order; headings that are
    printed again further down are passed over. A row that names no clause belongs to the clause of
    the row above, as merged cells and rows that people insert have it.

    Raises:
        NoCommentSheet: no table has a heading for comments or proposed wording.
        Unreadable: another kind of file, damaged, locked, or built to do harm.
    """
    facts: dict[str, str] = {}
    rows: list[ReadRow] = []
    found = False
    number = letters = 0
    for grid in grids_of(data, limits=limits):
        columns: dict[str, int] = {}
        above = _Above()
        for line in grid:
            number += 1
            letters += sum(len(cell) + _OF_A_CELL for cell in line if cell)
            if letters > MOST_LETTERS:
                raise TooManyLetters(letters=MOST_LETTERS)
            cells = [tidied(cell) if cell else "" for cell in line]
            heads = _columns_of(cells)
            if heads:
                columns, found = heads, True
            elif columns:
                rows += above.read(cells, columns, number)
            else:
                facts = dict(_facts_of(cells)) | facts
    if not found:
        raise NoCommentSheet
    return ReadSheet(facts, tuple(rows))


def tidied(cell: str) -> str:
    """Return a cell's text without marks that cannot be printed and blanks at its ends."""
    return printable(cell[: 2 * _LONGEST_CELL]).strip()[:_LONGEST_CELL]


def _columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return where each column is, when this is a row of headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = column_named(cell) if cell else ""
        if name and name not in found:
            found[name] = place
    enough = len(found) >= _FEWEST_COLUMNS and any(name in found for name in _SAYING)
    return found if enough else {}


def _facts_of(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Read a row above the table: labels, each with its value in the next filled cell."""
    filled = [cell for cell in cells if cell]
    for label, value in itertools.pairwise(filled):
        name = fact_named(label)
        if name and not fact_named(value):
            yield name, value
    for cell in filled:
        label, mark, value = cell.partition(":")
        if mark and value.strip() and (name := fact_named(label)):
            yield name, value.strip()


class _Above:
    """The clause of the row above, for rows that name none."""

    def __init__(self) -> None:
        self.code = self.clause = self.named = self.text = ""

    def read(self, line: Sequence[str], columns: dict[str, int], number: int) -> Iterator[ReadRow]:
        def cell(name: str) -> str:
            place = columns.get(name)
            return line[place] if place is not None and place < len(line) else ""

        code, clause = cell("code"), cell("clause")
        inherited = not (code or clause)
        if not inherited:
            named = heading_key(clause[:_LONGEST_LABEL])
            if (code, named) != (self.code, self.named):
                self.text = ""
            self.code, self.clause, self.named = code, clause, named
        self.text = cell("text") or self.text
        said = Cells(
            quote=cell("quote"),
            comment=cell("comment"),
            wording=cell("wording"),
            reason=cell("reason"),
            answer=cell("answer"),
            receipt=cell("receipt"),
            number=cell("number"),
            by=cell("by"),
            outcome=cell("outcome"),
        )
        if cell("text") or any(getattr(said, name) for name in _KEPT):
            yield ReadRow(number, self.code, self.clause, cell("text"), said, inherited)
