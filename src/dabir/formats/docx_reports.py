"""Reports and matrices as Word files, right to left where the report is."""

# The underscored members are python-docx's own documented way to the XML beneath its objects.
# ruff: noqa: SLF001

from __future__ import annotations

import io
from typing import assert_never

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from dabir.domain.language.digits import to_persian_digits
from dabir.domain.language.direction import direction as direction_of
from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.docx_parts import (
    align,
    far_tab,
    frame,
    page_count,
    plain_heading,
    repeat_header,
    rule_below,
    set_base_style,
    settle,
    shade,
    shape_table,
    write_runs,
)
from dabir.formats.reports import (
    Band,
    Facts,
    Figures,
    Heading,
    NewPage,
    Part,
    Picture,
    Prose,
    Report,
    ScanCode,
    Table,
)
from dabir.formats.wording import wording

_SIZES_CM = {"a4": (21.0, 29.7), "a3": (29.7, 42.0)}
_MARGIN_CM = 1.7
_TURNED_HEAD_CM = 3.6


def write_report(report: Report) -> bytes:
    """Return the Word file of a report; the same input gives the same bytes."""
    return _ReportWriter(report).write()


class _ReportWriter:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._direction = report.direction
        self._words = wording(report.language)
        self._document: Document = docx.Document()
        width, height = _SIZES_CM[report.paper]
        self._page = (height, width) if report.landscape else (width, height)
        self._room = self._page[0] - 2 * _MARGIN_CM

    def write(self) -> bytes:
        report = self._report
        set_base_style(self._document, direction=self._direction)
        self._section()
        self._heading(report.title, level=1, size=16)
        if report.subtitle:
            self._paragraph(report.subtitle, size=10, grey=True)
        for part in report.parts:
            self._part(part)
        return settle(self._document, title=report.title, day=report.day)

    def _section(self) -> None:
        report, section = self._report, self._document.sections[0]
        if report.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(self._page[0]), Cm(self._page[1])
        section.left_margin = section.right_margin = Cm(_MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(2)
        running, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph in (running, foot):
            # The styles for these bring tab stops of their own.
            paragraph.style = self._document.styles["Normal"]
            align(paragraph, direction=self._direction)
            far_tab(paragraph, at_cm=self._room)
        write_runs(
            running, report.kicker or report.title, direction=self._direction, size=8, grey=True
        )
        if report.classification:
            running.add_run("\t")
            classified = f"{self._words.confidentiality}: {report.classification}"
            write_runs(running, classified, direction=self._direction, size=8, bold=True)
        rule_below(running)
        rule_below(foot, edge="top")
        write_runs(foot, report.title, direction=self._direction, size=8, grey=True)
        foot.add_run("\t")
        page_count(foot, self._words, direction=self._direction)

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                self._heading(part.text, level=part.level, size=12 if part.level == 2 else 10.5)
            case Prose():
                for line in printable(part.text).split("\n"):
                    if line.strip():
                        size = 8.5 if part.quiet else 9.5
                        self._paragraph(line, size=size, grey=part.quiet)
            case Facts():
                self._facts(part)
            case Figures():
                self._figures(part)
            case Table():
                self._table(part)
            case Picture():
                self._picture(part)
            case ScanCode():
                self._paragraph(part.note)
                self._paragraph(part.url)
            case NewPage():
                self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case _:
                assert_never(part)

    def _heading(self, text: str, *, level: int, size: float) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.style = self._document.styles[f"Heading {level}"]
        plain_heading(paragraph)
        align(paragraph, direction=self._direction)
        paragraph.paragraph_format.space_before = Pt(0 if level == 1 else 14)
        paragraph.paragraph_format.space_after = Pt(5)
        paragraph.paragraph_format.keep_with_next = True
        write_runs(paragraph, text, direction=self._direction, bold=True, size=size)

    def _paragraph(self, text: str, *, size: float = 9.5, grey: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph()
        align(paragraph, direction=self._direction)
        write_runs(paragraph, text, direction=self._direction, size=size, grey=grey)
        return paragraph

    def _cell(
        self,
        cell: _Cell,
        text: str,
        *,
        size: float,
        bold: bool = False,
        grey: bool = False,
        how: str = "left",
    ) -> None:
        paragraph = cell.paragraphs[0]
        # What people wrote from the right is read from the right in an English report too.
        from_right = "rtl" in {self._direction, direction_of(text)}
        own: Direction = "rtl" if from_right else "ltr"
        align(paragraph, direction=own, how=how)
        paragraph.paragraph_format.space_after = Pt(1)
        write_runs(paragraph, text, direction=own, size=size, bold=bold, grey=grey)

    def _facts(self, facts: Facts) -> None:
        if not facts.pairs:
            return
        table = self._document.add_table(rows=0, cols=2)
        for label, value in facts.pairs:
            cells = table.add_row().cells
            self._cell(cells[0], label, size=9.5, grey=True)
            self._cell(cells[1], value, size=9.5)
        shape_table(table, direction=self._direction, widths_cm=[4.2, self._room - 4.2])
        frame(table, top="single", bottom="single")
        self._gap()

    def _figures(self, figures: Figures) -> None:
        count = len(figures.figures)
        if not count:
            return
        table = self._document.add_table(rows=2, cols=count)
        for place, figure in enumerate(figures.figures):
            for row, text in enumerate((figure.value, figure.label)):
                cell = table.rows[row].cells[place]
                shade(cell)
                self._cell(cell, text, size=15 if row == 0 else 8, bold=row == 0, grey=row == 1)
        widths = [self._room / count] * count
        shape_table(table, direction=self._direction, widths_cm=widths)
        frame(table, side_margin=100)
        self._gap()

    def _table(self, part: Table) -> None:
        if part.caption:
            caption = self._paragraph(part.caption, size=8.5, grey=True)
            caption.paragraph_format.keep_with_next = True
        turned = part.turned_from if part.turned_from is not None else len(part.columns)
        heads, key = self._heads(part.columns, turned)
        if key:
            self._paragraph(key, size=8)
        size = 7.5 if len(part.columns) > 8 else 8.5
        rows = (heads, *part.rows, *((part.foot,) if part.foot else ()))
        table = self._document.add_table(rows=len(rows), cols=len(part.columns))
        widths = [self._room * share / sum(part.shares) for share in part.shares]
        shape_table(table, direction=self._direction, widths_cm=widths)
        last = len(rows) - 1 if part.foot else -1
        for number, (row, line) in enumerate(zip(rows, table.rows, strict=True)):
            cells = list(line.cells)
            _keep_together(line)
            if isinstance(row, Band):
                cell = cells[0].merge(cells[-1])
                shade(cell)
                self._cell(cell, row.text, size=size, bold=True)
                cell.paragraphs[0].paragraph_format.keep_with_next = True
                continue
            for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
                strong = number in {0, last} or text in part.marked
                if strong:
                    shade(cell)
                if number == 0 and place >= turned and not key:
                    _turn(cell)
                    self._cell(cell, text, size=size)
                elif text:
                    how = "center" if place >= turned else "left"
                    self._cell(cell, text, size=size, bold=strong, how=how)
        is_matrix = turned < len(part.columns)
        if is_matrix and not key:
            table.rows[0].height = Cm(_TURNED_HEAD_CM)
        frame(
            table,
            top="single",
            bottom="single",
            inside="single",
            columns="single" if is_matrix else "",
            side_margin=40 if is_matrix else 80,
        )
        repeat_header(table)
        self._gap()

    def _heads(self, columns: tuple[str, ...], turned: int) -> tuple[tuple[str, ...], str]:
        """Return the heads of a table, and a key where they are numbers that stand for names.

        LibreOffice misplaces text on end in a table that reads from the right, so there the heads
        are numbered.
        """
        names = columns[turned:]
        if self._direction == "ltr" or not names:
            return columns, ""
        numbers = tuple(to_persian_digits(str(number)) for number in range(1, len(names) + 1))
        key = "؛ ".join(
            f"{number}.\u00a0{name}" for number, name in zip(numbers, names, strict=True)
        )
        return (*columns[:turned], *numbers), key

    def _picture(self, part: Picture) -> None:
        paragraph = self._document.add_paragraph()
        align(paragraph, direction=self._direction, how="center")
        shape = paragraph.add_run().add_picture(io.BytesIO(part.png), width=Cm(self._room))
        if shape.height > Cm(self._page[1] - 6):
            ratio = Cm(self._page[1] - 6) / shape.height
            shape.width, shape.height = (
                Emu(int(shape.width * ratio)),
                Emu(int(shape.height * ratio)),
            )
        shape._inline.docPr.set("descr", printable(part.description))

    def _gap(self) -> None:
        """Keep tables apart: Word joins those with nothing between."""
        paragraph = self._document.add_paragraph()
        align(paragraph, direction=self._direction)
        paragraph.paragraph_format.space_after = Pt(4)


def _turn(cell: _Cell) -> None:
    """Let the text of a cell stand on end, read from its foot."""
    way = OxmlElement("w:textDirection")
    way.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(way)


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
