"""Official documents and sheets as Word files, right to left where the document is."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.section import Section
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from dabir.formats.documents import IssuedClause, IssuedDocument, Sheet
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
from dabir.formats.docx_reports import write_report
from dabir.formats.reports import Report
from dabir.formats.wording import Wording, wording

_TEXT_WIDTH_CM = 16.2
_INDENT_CM = 0.9
_LONGEST_HANGING_LABEL = 5
_PNG = b"\x89PNG"


def write_docx(document: IssuedDocument | Sheet | Report) -> bytes:
    """Return the Word file of a document, a sheet or a report; the same input gives the same bytes.

    Numbers of clauses are text, so that they stay what was issued; no author is named. An SVG
    emblem is left out, because Word files carry it only beside a raster picture.
    """
    if isinstance(document, Sheet):
        return _SheetWriter(document).write()
    if isinstance(document, Report):
        return write_report(document)
    return _LetterWriter(document).write()


class _LetterWriter:
    def __init__(self, letter: IssuedDocument) -> None:
        self._letter = letter
        self._direction = letter.direction
        self._words = wording(letter.language)
        self._document = docx.Document()

    def write(self) -> bytes:
        letter = self._letter
        set_base_style(self._document, direction=letter.direction)
        self._section()
        self._head()
        for recipient in letter.recipients:
            self._paragraph(recipient, bold=True, spacing=2)
        title = self._paragraph("", how="center", spacing=12)
        title.style = self._document.styles["Heading 1"]
        plain_heading(title)
        align(title, direction=self._direction, how="center")
        write_runs(title, letter.title, direction=self._direction, bold=True, size=14)
        self._facts()
        self._prose(letter.preamble)
        for clause, level in zip(letter.clauses, letter.heading_levels(), strict=True):
            self._clause(clause, level)
        self._prose(letter.closing)
        self._signature()
        self._copies()
        self._verification()
        return settle(self._document, title=letter.title, day=letter.day)

    def _section(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.4)
        section.different_first_page_header_footer = True
        running = section.header.paragraphs[0]
        align(running, direction=self._direction)
        number = (
            f" {self._words.dash} {self._words.number}: {self._letter.number}"
            if self._letter.number
            else ""
        )
        write_runs(
            running, f"{self._letter.title}{number}", direction=self._direction, size=8.5, grey=True
        )
        rule_below(running)
        for footer in (section.first_page_footer, section.footer):
            _write_foot(
                footer.paragraphs[0], self._words, self._letter.verification_url, self._letter
            )

    def _head(self) -> None:
        letter, words = self._letter, self._words
        table = self._document.add_table(rows=1, cols=3)
        shape_table(table, direction=self._direction, widths_cm=[6.6, 3.6, 6.0])
        issuer, opening, particulars = table.rows[0].cells
        first = issuer.paragraphs[0]
        align(first, direction=self._direction)
        if letter.emblem.startswith(_PNG):
            first.add_run().add_picture(io.BytesIO(letter.emblem), height=Cm(1.7))
        for text, bold, size in ((letter.issuer, True, 11.5), (letter.group, False, 9.5)):
            if text:
                line = issuer.add_paragraph()
                align(line, direction=self._direction)
                line.paragraph_format.space_after = Pt(2)
                write_runs(
                    line, text, direction=self._direction, bold=bold, size=size, grey=not bold
                )
        align(opening.paragraphs[0], direction=self._direction, how="center")
        write_runs(opening.paragraphs[0], letter.opening, direction=self._direction, size=10.5)
        lines = [
            (words.number, letter.number),
            (words.day, letter.day_text),
            (words.attachments, letter.attachments_text),
            (words.classification, letter.classification),
        ]
        for number, (label, value) in enumerate(pair for pair in lines if pair[1]):
            paragraph = particulars.add_paragraph() if number else particulars.paragraphs[0]
            align(paragraph, direction=self._direction)
            paragraph.paragraph_format.left_indent = Cm(1.6)
            paragraph.paragraph_format.space_after = Pt(2)
            write_runs(paragraph, f"{label}: ", direction=self._direction, size=9.5, grey=True)
            write_runs(paragraph, value, direction=self._direction, size=9.5)
        frame(table, bottom="thickThinSmallGap")
        self._paragraph("", spacing=0)

    def _facts(self) -> None:
        if not self._letter.facts:
            return
        table = self._document.add_table(rows=0, cols=2)
        for label, value in self._letter.facts:
            for cell, text, grey in zip(
                table.add_row().cells, (label, value), (True, False), strict=True
            ):
                paragraph = cell.paragraphs[0]
                align(paragraph, direction=self._direction)
                paragraph.paragraph_format.space_after = Pt(2)
                write_runs(paragraph, text, direction=self._direction, size=10, grey=grey)
        shape_table(table, direction=self._direction, widths_cm=[3.8, _TEXT_WIDTH_CM - 3.8])
        frame(table, top="single", bottom="single")
        self._paragraph("", spacing=0)

    def _clause(self, clause: IssuedClause, level: int) -> None:
        lines = [line for line in clause.text.split("\n") if line.strip()]
        label = clause.label
        hangs = bool(label) and len(label) <= _LONGEST_HANGING_LABEL
        if clause.heading:
            heading = self._paragraph("", how="left", spacing=4)
            heading.style = self._document.styles[f"Heading {level}"]
            plain_heading(heading)
            align(heading, direction=self._direction)
            self._indent(heading, clause.depth, hanging=hangs)
            joint = "\t" if hangs else " "
            text = f"{label}{joint}{clause.heading}" if label else clause.heading
            write_runs(heading, text, direction=self._direction, bold=True, size=11)
            label = ""
        for line in lines or ([""] if label else []):
            paragraph = self._paragraph("")
            self._indent(
                paragraph, clause.depth + (hangs and not label), hanging=bool(hangs and label)
            )
            if label:
                write_runs(
                    paragraph,
                    f"{label}\t" if hangs else f"{label} ",
                    direction=self._direction,
                    bold=True,
                )
                label = ""
            write_runs(paragraph, line, direction=self._direction)

    def _indent(self, paragraph: Paragraph, depth: int, *, hanging: bool) -> None:
        shape = paragraph.paragraph_format
        shape.left_indent = Cm(_INDENT_CM * (depth + hanging))
        if hanging:
            shape.first_line_indent = Cm(-_INDENT_CM)

    def _signature(self) -> None:
        signatory = self._letter.signatory
        if signatory is None:
            return
        lines = [(signatory.name, True), (signatory.position, False)]
        for number, (text, bold) in enumerate(pair for pair in lines if pair[0]):
            paragraph = self._paragraph(text, how="center", bold=bold, spacing=3)
            paragraph.paragraph_format.left_indent = Cm(_TEXT_WIDTH_CM * 0.54)
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = number == 0
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(56)

    def _copies(self) -> None:
        if not self._letter.copies:
            return
        first = self._paragraph(f"{self._words.copies}:", bold=True, size=9.5, spacing=2)
        first.paragraph_format.space_before = Pt(24)
        for copy in self._letter.copies:
            self._paragraph(f"{self._words.dash} {copy}", size=9.5, spacing=2)

    def _verification(self) -> None:
        lines = []
        if self._letter.verification_url:
            lines.append(f"{self._words.verification}: {self._letter.verification_url}")
        if self._letter.seal_text:
            lines.append(f"{self._words.seal}: {self._letter.seal_text}")
        for number, line in enumerate(lines):
            paragraph = self._paragraph(line, size=8.5, grey=True, spacing=2)
            if number == 0:
                rule_below(paragraph, edge="top")
                paragraph.paragraph_format.space_before = Pt(24)

    def _prose(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self._paragraph(line, how="both")

    def _paragraph(
        self,
        text: str,
        *,
        how: str = "both",
        bold: bool = False,
        size: float | None = None,
        grey: bool = False,
        spacing: float = 6,
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(spacing)
        align(paragraph, direction=self._direction, how="left" if bold and how == "both" else how)
        if text:
            write_runs(paragraph, text, direction=self._direction, bold=bold, size=size, grey=grey)
        return paragraph


class _SheetWriter:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._document: Document = docx.Document()

    def write(self) -> bytes:
        sheet = self._sheet
        set_base_style(self._document, direction=sheet.direction)
        wide = len(sheet.columns) > 5
        self._section(self._document.sections[0], wide=wide)
        for text, bold, size in ((sheet.title, True, 14.0), (sheet.subtitle, False, 10.0)):
            if text:
                paragraph = self._document.add_paragraph()
                align(paragraph, direction=sheet.direction)
                write_runs(
                    paragraph, text, direction=sheet.direction, bold=bold, size=size, grey=not bold
                )
        table = self._document.add_table(rows=1, cols=len(sheet.columns))
        for row_number, row in enumerate((sheet.columns, *sheet.rows)):
            cells = table.rows[0].cells if row_number == 0 else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                align(paragraph, direction=sheet.direction)
                paragraph.paragraph_format.space_after = Pt(2)
                write_runs(paragraph, text, direction=sheet.direction, bold=row_number == 0, size=9)
                if row_number == 0:
                    shade(cell)
        relative = sheet.widths or (1.0,) * len(sheet.columns)
        room = 26.5 if wide else 17.8
        widths = [room * width / sum(relative) for width in relative]
        shape_table(table, direction=sheet.direction, widths_cm=widths)
        frame(table, top="single", bottom="single", inside="single", side_margin=80)
        repeat_header(table)
        return settle(self._document, title=sheet.title, day=sheet.day)

    def _section(self, section: Section, *, wide: bool) -> None:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(1.6)
        section.top_margin = section.bottom_margin = Cm(1.8)
        _write_foot(section.footer.paragraphs[0], wording(self._sheet.language), "", self._sheet)


def _write_foot(
    paragraph: Paragraph, words: Wording, url: str, document: IssuedDocument | Sheet
) -> None:
    direction = document.direction
    align(paragraph, direction=direction)
    rule_below(paragraph, edge="top")
    if url:
        write_runs(
            paragraph, f"{words.verification}: {url}", direction=direction, size=8, grey=True
        )
        far_tab(paragraph, at_cm=_TEXT_WIDTH_CM)
        paragraph.add_run("\t")
    page_count(paragraph, words, direction=direction)
