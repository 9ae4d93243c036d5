"""Word files (docx) to text: paragraphs, tables, notes, numbers of lists, in reading order.

Tracked changes are read as accepted; who made them is not read here.
"""

from __future__ import annotations

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.docx_numbering import Numbering, W
from dabir.formats.errors import Damaged, NotAText
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.read_document import (
    CHANGES_ACCEPTED,
    COMMENTS_LEFT_OUT,
    Note,
    ReadDocument,
)
from dabir.formats.xml_reading import parse_xml

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "word/document.xml"
# Deleted and moved-away text, and the code of a field (its result is text of its own).
_SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{W}tblPr",
    f"{W}sdtPr", _FALLBACK,
}  # fmt: skip
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


def read_docx(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return the text of a Word file; headers and footers come apart as ``margins``.

    Raises :class:`~dabir.formats.errors.Damaged`, ``SuspiciousArchive``, ``Encrypted``, or
    ``NotAText`` when no letter is in it.
    """
    archive = Archive(data, kind="docx", limits=limits)
    if _MAIN not in archive:
        raise Damaged(format="docx")
    parts = _Parts(archive, limits)
    body = parts.root(_MAIN)
    reader = _BodyReader(
        Numbering(parts.optional("word/numbering.xml"), parts.optional("word/styles.xml"))
    )
    lines = reader.blocks(body)
    lines += _notes(parts, reader)
    text = "\n".join(lines)
    if not text.strip():
        raise NotAText
    return ReadDocument(
        text=text,
        format="docx",
        notes=_remarks(body),
        margins=_margins(parts),
    )


class _Parts:
    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits

    def names(self) -> list[str]:
        return self._archive.names()

    def root(self, name: str) -> etree._Element:
        return parse_xml(self._archive.read(name), kind="docx", limits=self._limits)

    def optional(self, name: str) -> etree._Element | None:
        return self.root(name) if name in self._archive else None


class _BodyReader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of everything below ``parent``, tables row by row."""
        lines: list[str] = []
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag == f"{W}p":
                lines += self._paragraph(child)
            elif child.tag == f"{W}tbl":
                lines += self._table(child)
            else:
                lines += self.blocks(child)
        return lines

    def _table(self, table: etree._Element) -> list[str]:
        lines = []
        for row in table.iter(f"{W}tr"):
            if _nearest(row, f"{W}tbl") is not table:
                continue
            cells = [cell for cell in row.iter(f"{W}tc") if _nearest(cell, f"{W}tr") is row]
            # A cell of several paragraphs stays on its row, so that columns remain columns.
            lines.append("\t".join(" ".join(self.blocks(cell)).strip() for cell in cells))
        return lines

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        pieces: list[str] = []
        boxes: list[str] = []
        self._inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        label = self._numbering.label(paragraph)
        return [f"{label}{text}" if text.strip() else text, *boxes]

    def _inline(self, element: etree._Element, pieces: list[str], boxes: list[str]) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{W}t":
                pieces.append(child.text or "")
            elif tag in _SIGNS:
                page_break = tag == f"{W}br" and child.get(f"{W}type") in {"page", "column"}
                pieces.append("" if page_break else _SIGNS[tag])
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                pieces.append(f"[{child.get(f'{W}id', '')}]")
            elif tag == f"{W}txbxContent":
                boxes += self.blocks(child)
            else:
                self._inline(child, pieces, boxes)


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _notes(parts: _Parts, reader: _BodyReader) -> list[str]:
    lines = []
    for name, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = parts.optional(f"word/{name}.xml")
        if root is None:
            continue
        for note in root.findall(f"{W}{tag}"):
            if note.get(f"{W}type") in {"separator", "continuationSeparator"}:
                continue
            text = " ".join(reader.blocks(note)).strip()
            if text:
                lines.append(f"[{note.get(f'{W}id', '')}] {text}")
    return lines


def _margins(parts: _Parts) -> str:
    lines: dict[str, None] = {}
    for name in sorted(parts.names()):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            root = parts.root(name)
            blocks = _BodyReader(Numbering(None, None)).blocks(root)
            lines.update(dict.fromkeys(line.strip() for line in blocks))
    return "\n".join(line for line in lines if line)


def _remarks(body: etree._Element) -> tuple[Note, ...]:
    remarks = []
    if next(body.iter(*_CHANGES), None) is not None:
        remarks.append(CHANGES_ACCEPTED)
    if next(body.iter(f"{W}commentReference"), None) is not None:
        remarks.append(COMMENTS_LEFT_OUT)
    return tuple(remarks)
