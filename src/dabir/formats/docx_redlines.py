"""Redlines as Word files: the changes are tracked ones, to be accepted or rejected in Word."""

from __future__ import annotations

from collections.abc import Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from dabir.formats.docx_parts import align, page_count, set_base_style, settle, write_runs
from dabir.formats.redlines import MarkedClause, Redline, Stretch
from dabir.formats.wording import wording

_INDENT_CM = 0.9
_MARKS = {"insert": "w:ins", "delete": "w:del"}


def write_redline_docx(redline: Redline) -> bytes:
    """Return the Word file of a redline; the same input gives the same bytes."""
    return _Writer(redline).write()


class _Writer:
    def __init__(self, redline: Redline) -> None:
        self._redline = redline
        self._document = docx.Document()
        self._changes = 0

    def write(self) -> bytes:
        redline = self._redline
        set_base_style(self._document, direction=redline.direction)
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        foot = section.footer.paragraphs[0]
        align(foot, direction=redline.direction)
        page_count(foot, wording(redline.language), direction=redline.direction)
        for text, bold, size in (
            (redline.title, True, 14.0),
            (redline.subtitle, False, 10.0),
            (redline.classification, True, 10.0),
        ):
            if text:
                paragraph = self._paragraph(0)
                write_runs(
                    paragraph,
                    text,
                    direction=redline.direction,
                    bold=bold,
                    size=size,
                    grey=not bold,
                )
        for clause in redline.clauses:
            self._clause(clause)
        return settle(self._document, title=redline.title, day=redline.day)

    def _paragraph(self, depth: int) -> Paragraph:
        paragraph = self._document.add_paragraph()
        align(paragraph, direction=self._redline.direction)
        paragraph.paragraph_format.left_indent = Cm(_INDENT_CM * depth)
        paragraph.paragraph_format.space_after = Pt(6)
        return paragraph

    def _clause(self, clause: MarkedClause) -> None:
        paragraph = self._paragraph(clause.depth)
        kind = {"added": "insert", "deleted": "delete"}.get(clause.what, "equal")
        if clause.label:
            self._write(paragraph, f"{clause.label} ", kind, bold=True)
        if clause.heading:
            self._stretches(paragraph, clause.heading, bold=True)
            if clause.text:
                paragraph = self._paragraph(clause.depth)
        self._stretches(paragraph, clause.text)

    def _stretches(
        self, paragraph: Paragraph, stretches: Sequence[Stretch], *, bold: bool = False
    ) -> None:
        for stretch in stretches:
            self._write(paragraph, stretch.text, stretch.kind, bold=bold)

    def _write(self, paragraph: Paragraph, text: str, kind: str, *, bold: bool = False) -> None:
        before = len(paragraph.runs)
        write_runs(paragraph, text, direction=self._redline.direction, bold=bold)
        if kind not in _MARKS:
            return
        runs = [run.element for run in paragraph.runs[before:]]
        if not runs:
            return
        self._changes += 1
        change = OxmlElement(_MARKS[kind])
        change.set(qn("w:id"), str(self._changes))
        change.set(qn("w:author"), self._redline.author or self._redline.title[:60])
        if self._redline.day is not None:
            change.set(qn("w:date"), f"{self._redline.day.isoformat()}T00:00:00Z")
        runs[0].addprevious(change)
        for run in runs:
            change.append(run)
            if kind == "delete":
                for words in run.findall(qn("w:t")):
                    words.tag = qn("w:delText")
