"""Sheets for spreadsheet programs: xlsx, and csv whose cells cannot act as formulas."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, time

import xlsxwriter

from dabir.domain.language.printable import printable
from dabir.formats.documents import Sheet

# What spreadsheet programs take for the start of a formula, also behind blanks and marks that
# they skip, and in full width (OWASP, "CSV Injection").
_FORMULA = re.compile(r"^[\s\u200b-\u200f\u2066-\u2069\ufeff]*[=+\-@|%＝＋－＠]")
_NUMBER = re.compile(r"^[+-]?[0-9۰-۹]+(?:[.,٫][0-9۰-۹]+)?$")
_LONGEST_CELL = 32_767
_WIDEST = 60
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def neutralise_formula(cell: str) -> str:
    """Return ``cell`` with an apostrophe before it where a program would compute it.

    Plain signed numbers stay as they are.
    """
    if _NUMBER.match(cell):
        return cell
    if _FORMULA.match(cell) or cell[:1] in "\t\r\n":
        return f"'{cell}" if cell else cell
    return cell


def write_csv(sheet: Sheet) -> bytes:
    """Return the columns and rows as CSV (RFC 4180) in UTF-8 with a mark, which Excel needs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (sheet.columns, *sheet.rows):
        writer.writerow([neutralise_formula(printable(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(sheet: Sheet) -> bytes:
    """Return an Excel workbook of one sheet, read from the right where the sheet is.

    Every cell is text, never a formula or a link; the head row stays in view and filters. The
    same input gives the same bytes.
    """
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(
        packed,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    moment = datetime.combine(sheet.day, time(), UTC) if sheet.day else _EPOCH
    book.set_properties({"title": printable(sheet.title)[:255], "created": moment})
    page = book.add_worksheet()
    rtl = sheet.direction == "rtl"
    if rtl:
        page.right_to_left()
    shape = {
        "font_name": "Vazirmatn", "font_size": 10, "valign": "top", "text_wrap": True,
        "reading_order": 2 if rtl else 1, "align": "right" if rtl else "left",
    }  # fmt: skip
    title = book.add_format({**shape, "bold": True, "font_size": 14, "text_wrap": False})
    note = book.add_format({**shape, "text_wrap": False})
    head = book.add_format({**shape, "bold": True, "bg_color": "#EBEBEB", "bottom": 1})
    plain = book.add_format(shape)
    page.write_string(0, 0, printable(sheet.title)[:_LONGEST_CELL], title)
    if sheet.subtitle:
        page.write_string(1, 0, printable(sheet.subtitle)[:_LONGEST_CELL], note)
    first = 3
    for number, row in enumerate((sheet.columns, *sheet.rows)):
        for column, cell in enumerate(row):
            text = printable(cell)[:_LONGEST_CELL]
            page.write_string(first + number, column, text, plain if number else head)
    for column, name in enumerate(sheet.columns):
        longest = max([len(name), *(len(row[column]) for row in sheet.rows)])
        page.set_column(column, column, min(max(longest + 2, 6), _WIDEST))
    page.freeze_panes(first + 1, sheet.kept)
    page.autofilter(first, 0, first + max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)
    if len(sheet.columns) > 5:
        page.set_landscape()
    book.close()
    return packed.getvalue()
