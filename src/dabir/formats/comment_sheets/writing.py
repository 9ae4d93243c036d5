"""Writing a comment sheet as a Word file or a workbook."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Literal

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from docx.table import _Cell
from xlsxwriter.worksheet import Worksheet

from dabir.domain.language.direction import direction as direction_of
from dabir.domain.language.printable import printable
from dabir.formats.comment_sheets.shapes import COLUMNS, FACTS, Cells, CommentSheet, Section
from dabir.formats.comment_sheets.words import FACT_LABELS, HEADINGS
from dabir.formats.documents import Direction
from dabir.formats.docx_parts import (
    align,
    frame,
    page_count,
    repeat_header,
    set_base_style,
    settle,
    shade,
    shape_table,
    write_runs,
)
from dabir.formats.wording import wording

_SHARES = {
    "code": 1.5, "clause": 1.8, "text": 6.0, "receipt": 2.2, "quote": 2.6,
    "comment": 5.0, "wording": 5.0, "reason": 3.6, "answer": 4.4,
    "number": 1.6, "by": 2.2, "outcome": 2.4,
}  # fmt: skip
_ROOM_CM = 27.7
_FACTS_CM = 5.0
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_LONGEST_CELL = 32_767
_GUARDED = frozenset({"code", "clause", "text", "receipt", "number", "by", "answer"})
"""What a commenter has no reason to write into: locked in the workbook, without a password."""
_OF_OUTCOMES = frozenset({"number", "by", "outcome"})


def write_sheet(sheet: CommentSheet, form: Literal["docx", "xlsx"]) -> bytes:
    """Return a sheet as a Word file or an Excel workbook; the same input gives the same bytes.

    Every cell is text, never a formula. Code, clause and text stand in the first row of each
    clause; the rows below it belong to it.
    """
    return _write_docx(sheet) if form == "docx" else _write_xlsx(sheet)


def _columns(sheet: CommentSheet) -> tuple[str, ...]:
    left_out = set() if sheet.with_answers or sheet.outcomes else {"answer"}
    left_out |= set() if sheet.outcomes else _OF_OUTCOMES
    left_out |= set() if sheet.with_receipts else {"receipt"}
    return tuple(name for name in COLUMNS if name not in left_out)


def _rows(sheet: CommentSheet, section: Section) -> list[dict[str, str]]:
    """Return the rows of a clause by column: what was said, then room for more."""
    said = [*section.rows, *[Cells()] * sheet.room] or [Cells()]
    rows = [
        {"quote": one.quote, "comment": one.comment, "wording": one.wording,
         "reason": one.reason, "answer": one.answer, "receipt": one.receipt,
         "number": one.number, "by": one.by, "outcome": one.outcome}
        for one in said
    ]  # fmt: skip
    rows[0] |= {"code": section.code, "clause": section.label, "text": section.text}
    for row in rows[1:]:
        # Named again, so that a row that is sorted or moved still says which clause it is on.
        row |= {"code": section.code, "clause": "", "text": ""}
    return rows


def _facts(sheet: CommentSheet) -> list[tuple[str, str]]:
    other = "call" if "draft" in sheet.facts else "draft"
    labels = FACT_LABELS[sheet.language]
    return [(labels[name], sheet.facts.get(name, "")) for name in FACTS if name != other]


def _guarded(sheet: CommentSheet) -> frozenset[str]:
    return _GUARDED - {"answer"} if sheet.outcomes else _GUARDED


def _write_docx(sheet: CommentSheet) -> bytes:
    document = docx.Document()
    direction, names = sheet.direction, _columns(sheet)
    set_base_style(document, direction=direction)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(1.5)
    foot = section.footer.paragraphs[0]
    align(foot, direction=direction)
    page_count(foot, wording(sheet.language), direction=direction)
    for text, bold, size in ((sheet.title, True, 14.0), (sheet.guidance, False, 9.5)):
        if text:
            paragraph = document.add_paragraph()
            align(paragraph, direction=direction)
            write_runs(paragraph, printable(text), direction=direction, bold=bold, size=size)
    facts = document.add_table(rows=0, cols=2)
    for label, value in _facts(sheet):
        cells = facts.add_row().cells
        _fill(cells[0], label, direction, bold=True)
        _fill(cells[1], value, direction)
    shape_table(facts, direction=direction, widths_cm=[_FACTS_CM, _ROOM_CM - _FACTS_CM])
    frame(facts, top="single", bottom="single", inside="single")
    document.add_paragraph().paragraph_format.space_after = Pt(4)
    lines = [row for one in sheet.sections for row in _rows(sheet, one)]
    table = document.add_table(rows=1 + len(lines), cols=len(names))
    whole = sum(_SHARES[name] for name in names)
    widths = [_ROOM_CM * _SHARES[name] / whole for name in names]
    shape_table(table, direction=direction, widths_cm=widths)
    rows = list(table.rows)
    for cell, name in zip(rows[0].cells, names, strict=True):
        shade(cell)
        _fill(cell, HEADINGS[sheet.language][name], direction, bold=True)
    for line, row in zip(lines, rows[1:], strict=True):
        for cell, name in zip(row.cells, names, strict=True):
            if name in _guarded(sheet):
                shade(cell)
            _fill(cell, line.get(name, ""), direction, grey=name == "code")
    frame(table, top="single", bottom="single", inside="single", columns="single")
    repeat_header(table)
    return settle(document, title=sheet.title, day=sheet.day)


def _fill(
    cell: _Cell, text: str, direction: Direction, *, bold: bool = False, grey: bool = False
) -> None:
    own: Direction = "rtl" if "rtl" in {direction, direction_of(text)} else "ltr"
    paragraph = cell.paragraphs[0]
    align(paragraph, direction=own)
    paragraph.paragraph_format.space_after = Pt(1)
    write_runs(paragraph, printable(text), direction=own, size=8.5, bold=bold, grey=grey)


def _write_xlsx(sheet: CommentSheet) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    moment = datetime.combine(sheet.day, time(), UTC) if sheet.day else _EPOCH
    book.set_properties({"title": printable(sheet.title)[:255], "created": moment})
    page = book.add_worksheet()
    rtl = sheet.direction == "rtl"
    if rtl:
        page.right_to_left()
    shape = {
        "font_name": "Vazirmatn", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
        "reading_order": 2 if rtl else 1, "align": "right" if rtl else "left",
    }  # fmt: skip
    title = book.add_format(
        {**shape, "bold": True, "font_size": 14, "text_wrap": False, "border": 0}
    )
    note = book.add_format({**shape, "text_wrap": False, "border": 0})
    head = book.add_format({**shape, "bold": True, "bg_color": "#EBEBEB"})
    guarded = book.add_format({**shape, "bg_color": "#F5F5F5"})
    free = book.add_format({**shape, "locked": False})
    _string(page, 0, 0, sheet.title, title)
    _string(page, 1, 0, sheet.guidance, note)
    at = 3
    for label, value in _facts(sheet):
        _string(page, at, 0, label, head)
        page.merge_range(at, 1, at, 4, printable(value), free)
        at += 1
    at += 1
    names = _columns(sheet)
    for place, name in enumerate(names):
        _string(page, at, place, HEADINGS[sheet.language][name], head)
        page.set_column(place, place, _SHARES[name] * 7)
    first = at + 1
    for section in sheet.sections:
        for row in _rows(sheet, section):
            at += 1
            for place, name in enumerate(names):
                locked = name in _guarded(sheet)
                _string(page, at, place, row.get(name, ""), guarded if locked else free)
    if sheet.outcomes and at >= first:
        column = names.index("outcome")
        chosen = {"validate": "list", "source": list(sheet.outcomes), "error_type": "warning"}
        page.data_validation(first, column, at, column, chosen)
    page.freeze_panes(first, 0)
    page.protect("", {"insert_rows": True, "format_rows": True, "format_columns": True})
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(first - 1)
    book.close()
    return packed.getvalue()


def _string(page: Worksheet, row: int, column: int, text: str, shape: object) -> None:
    page.write_string(row, column, printable(text)[:_LONGEST_CELL], shape)
