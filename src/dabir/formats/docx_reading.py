"""Word files (docx) to text: paragraphs, tables, notes, numbers of lists, in reading order.

Tracked changes are read as accepted; who made them is not read here. Hidden text, the codes of
fields, prompts of empty content controls and tables of contents are left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.docx_content import NO_TEXT, seen, within, written
from dabir.formats.docx_fields import Fields
from dabir.formats.docx_numbering import Numbering
from dabir.formats.docx_package import Package
from dabir.formats.docx_styles import Styles, W, integer, switched, value
from dabir.formats.errors import NotAText
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.numbering import counter
from dabir.formats.read_document import (
    CHANGES_ACCEPTED,
    COMMENTS_LEFT_OUT,
    CONTENTS_LEFT_OUT,
    HIDDEN_LEFT_OUT,
    Note,
    ReadDocument,
)
from dabir.formats.tables import row_lines

# Deleted and moved-away text.
_SKIPPED = NO_TEXT | {f"{W}del", f"{W}moveFrom", f"{W}delText"}
_CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_MARKS = {"footnote": "decimal", "endnote": "lowerRoman"}


def read_docx(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return the text of a Word file; headers and footers come apart as ``margins``.

    Raises :class:`~dabir.formats.errors.Damaged`, ``SuspiciousArchive``, ``Encrypted``, or
    ``NotAText`` when no letter is in it.
    """
    package = Package(Archive(data, kind="docx", limits=limits), limits=limits)
    body = package.body()
    styles = Styles(package.one("styles"))
    numbering = package.one("numbering")
    reader = _BodyReader(Numbering(numbering, styles), styles)
    lines = reader.document(body)
    if reader.fields.unfinished:
        # What follows a field without an end would be lost; such a field is none.
        reader = _BodyReader(Numbering(numbering, styles), styles, heeds_fields=False)
        lines = reader.document(body)
    lines += _notes(package, reader)
    text = "\n".join(lines)
    if not text.strip():
        raise NotAText
    return ReadDocument(
        text=text, format="docx", notes=_remarks(body, reader), margins=_margins(package, styles)
    )


@dataclass
class _Paragraph:
    """What is gathered of one paragraph while its runs are read."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: bool = False


class _BodyReader:
    def __init__(self, numbering: Numbering, styles: Styles, *, heeds_fields: bool = True) -> None:
        self._numbering = numbering
        self._styles = styles
        self._heeds_fields = heeds_fields
        self._carried = ""
        self.fields = Fields()
        self.hid_text = False
        self.references: list[tuple[str, str, str]] = []
        self._referred: Counter[str] = Counter()

    def document(self, body: etree._Element) -> list[str]:
        """Return the lines of a body, which ends every paragraph."""
        return [*self.blocks(body), *self._rest()]

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of everything below ``parent``, tables row by row."""
        lines: list[str] = []
        for child in seen(parent, _SKIPPED):
            if child.tag == f"{W}p":
                lines += self._paragraph(child)
            elif child.tag == f"{W}tbl":
                lines += [*self._rest(), *self._table(child)]
            else:
                lines += self.blocks(child)
        return lines

    def _rest(self) -> list[str]:
        rest, self._carried = self._carried, ""
        return [rest] if rest.strip() else []

    def _table(self, table: etree._Element) -> list[str]:
        lines: list[str] = []
        for row in within(table, f"{W}tr", _SKIPPED):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            cells: list[list[str]] = []
            for cell in within(row, f"{W}tc", _SKIPPED):
                shape = cell.find(f"{W}tcPr")
                cells.append([*self.blocks(cell), *self._rest()])
                span = None if shape is None else shape.find(f"{W}gridSpan")
                cells += [[]] * (min(integer(value(span), 1), 64) - 1)
            lines += row_lines(cells)
        return lines

    def _paragraph(self, element: etree._Element) -> list[str]:
        properties = element.find(f"{W}pPr")
        shown_before = self.fields.showing
        style = self._styles.paragraph_style(properties)
        gathered = _Paragraph(hidden=bool(self._styles.hidden(style)))
        self._inline(element, gathered)
        text = "".join(gathered.pieces)
        boxes = [line for box in gathered.boxes for line in self.blocks(box)]
        mark = None if properties is None else properties.find(f"{W}rPr")
        joined = mark is not None and (
            mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        )
        hidden_mark = switched(mark, "vanish")
        hides = gathered.hidden if hidden_mark is None else hidden_mark
        within_field = not (shown_before and self.fields.showing)
        if not text.strip() and (joined or hides or within_field):
            self._carried += text
            return boxes
        if joined:
            # Its end was deleted: what it says goes on in the next, which gives the number.
            self._carried += text
            return boxes
        label = "" if hides and self._carried else self._numbering.label(element)
        line = f"{label}{self._carried}{text}" if (self._carried + text).strip() else text
        self._carried = ""
        if hides:
            # A hidden end lets the next paragraph follow on the same line (a run-in heading).
            self._carried = line
            return boxes
        return [line, *boxes]

    def _inline(self, element: etree._Element, gathered: _Paragraph) -> None:
        for child in seen(element, _SKIPPED):
            tag = child.tag
            if tag == f"{W}fldChar":
                if self._heeds_fields:
                    self.fields.mark(child)
            elif tag == f"{W}instrText":
                self.fields.code(child.text or "")
            elif tag == f"{W}r":
                if self._hides(child, gathered):
                    self._inline_hidden(child)
                else:
                    self._inline(child, gathered)
            elif tag == f"{W}txbxContent":
                gathered.boxes.append(child)
            elif self.fields.showing and (piece := self._written(child)) is not None:
                gathered.pieces.append(piece)
            else:
                self._inline(child, gathered)

    def _written(self, element: etree._Element) -> str | None:
        """Return the text that an element stands for; None when its children are to be read."""
        return self._reference(element) if element.tag in _REFERENCES else written(element)

    def _inline_hidden(self, run: etree._Element) -> None:
        """Follow the fields that begin or end in hidden text, as most entries of an index do."""
        for child in run:
            if child.tag == f"{W}fldChar" and self._heeds_fields:
                self.fields.mark(child)
            elif child.tag == f"{W}instrText":
                self.fields.code(child.text or "")
            elif child.tag == f"{W}t":
                self.hid_text = self.hid_text or bool((child.text or "").strip())

    def _hides(self, run: etree._Element, gathered: _Paragraph) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return gathered.hidden
        own = switched(properties, "vanish")
        if own is None:
            own = self._styles.hidden(value(properties.find(f"{W}rStyle")))
        return gathered.hidden if own is None else own

    def _reference(self, element: etree._Element) -> str:
        kind = _REFERENCES[str(element.tag)]
        self._referred[kind] += 1
        mark = counter(self._referred[kind], _MARKS[kind])
        self.references.append((kind, element.get(f"{W}id", ""), mark))
        # A mark of the author's own stands after the reference as text.
        own = element.get(f"{W}customMarkFollows") in {"1", "true"}
        return "" if own else f"[{mark}]"


def _notes(package: Package, reader: _BodyReader) -> list[str]:
    lines = []
    bodies: dict[tuple[str, str], etree._Element] = {}
    for kind in _MARKS:
        root = package.one(f"{kind}s")
        if root is not None:
            bodies |= {(kind, note.get(f"{W}id", "")): note for note in root.findall(f"{W}{kind}")}
    for kind, name, mark in reader.references:
        note = bodies.pop((kind, name), None)
        if note is not None:
            text = " ".join(reader.document(note)).strip()
            lines.append(f"[{mark}] {text}")
    return lines


def _margins(package: Package, styles: Styles) -> str:
    lines: dict[str, None] = {}
    for root in package.margins():
        blocks = _BodyReader(Numbering(None, styles), styles).document(root)
        lines.update(dict.fromkeys(line.strip() for line in blocks))
    return "\n".join(line for line in lines if line)


def _remarks(body: etree._Element, reader: _BodyReader) -> tuple[Note, ...]:
    remarks = []
    if next(body.iter(*_CHANGES), None) is not None:
        remarks.append(CHANGES_ACCEPTED)
    if next(body.iter(f"{W}commentReference"), None) is not None:
        remarks.append(COMMENTS_LEFT_OUT)
    if reader.hid_text:
        remarks.append(HIDDEN_LEFT_OUT)
    if reader.fields.left_out_contents:
        remarks.append(CONTENTS_LEFT_OUT)
    return tuple(remarks)
