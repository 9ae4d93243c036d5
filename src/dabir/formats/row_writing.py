"""Many rows as a file, written as they come: memory does not grow with their number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter

from dabir.domain.language.printable import printable
from dabir.formats.sheet_writing import neutralise_formula

ROWS_A_SHEET = 1_000_000
"""Rows of one page of a workbook; Excel takes 1,048,576."""
_LONGEST_CELL = 32_767
_MARK = "\ufeff".encode()


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[bytes]:
    """Yield a CSV file (RFC 4180, UTF-8 with the mark that Excel needs) piece by piece.

    No cell can act as a formula.
    """
    yield _MARK
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line(row)


def _csv_line(row: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutralise_formula(printable(cell)) for cell in row])
    return text.getvalue().encode()


def json_lines(items: Iterable[Mapping[str, Any]]) -> Iterable[bytes]:
    """Yield JSON objects, one a line, as they are."""
    for item in items:
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write_workbook(
    target: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[str]], *, rtl: bool
) -> None:
    """Write an Excel workbook; every cell is text, never a formula, and pages follow each other
    where the rows are more than one page takes.
    """
    book = xlsxwriter.Workbook(
        target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    page, at = None, ROWS_A_SHEET
    for row in rows:
        if at >= ROWS_A_SHEET:
            page, at = book.add_worksheet(), 0
            if rtl:
                page.right_to_left()
            page.freeze_panes(1, 0)
            _write(page, 0, columns)
        at += 1
        _write(page, at, row)
    if page is None:
        page = book.add_worksheet()
        _write(page, 0, columns)
    book.close()


def _write(page: Any, at: int, row: Sequence[str]) -> None:
    for place, cell in enumerate(row):
        page.write_string(at, place, printable(cell)[:_LONGEST_CELL])
