"""OpenDocument texts (odt) to text: paragraphs, lists with their numbers, tables, notes.

Tracked deletions are left out, so that the text reads as if changes were accepted; so are hidden
text, prompts and tables of contents. Source of the rules: OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.errors import Damaged, Encrypted, NotAText
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.odt_lists import STYLE, TEXT, ListNumbers, ODFList, integer
from dabir.formats.read_document import (
    CHANGES_ACCEPTED,
    COMMENTS_LEFT_OUT,
    CONTENTS_LEFT_OUT,
    HIDDEN_LEFT_OUT,
    Note,
    ReadDocument,
)
from dabir.formats.tables import row_lines
from dabir.formats.xml_reading import parse_xml

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_OASIS}:office:1.0}}"
TABLE = f"{{{_OASIS}:table:1.0}}"
_DRAW = f"{{{_OASIS}:drawing:1.0}}"
_SVG = f"{{{_OASIS}:svg-compatible:1.0}}"
_MANIFEST = f"{{{_OASIS}:manifest:1.0}}"
_CONTENTS = {
    f"{TEXT}table-of-content",
    f"{TEXT}illustration-index",
    f"{TEXT}table-index",
    f"{TEXT}object-index",
    f"{TEXT}alphabetical-index",
}
_HIDDEN = {f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"}
_SKIPPED = {
    f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls", f"{OFFICE}forms",
    f"{TEXT}number", f"{TEXT}ruby-text", f"{TEXT}placeholder", f"{TEXT}variable-decls",
    f"{TEXT}user-field-decls", f"{_SVG}title", f"{_SVG}desc", f"{TABLE}title", f"{TABLE}desc",
    f"{TABLE}table-column", f"{_DRAW}object", f"{_DRAW}image",
}  # fmt: skip
_MARGINS = (
    "header", "header-first", "header-left", "footer", "footer-first", "footer-left",
)  # fmt: skip
_MOST_SPACES = 1_000
_MOST_COLUMNS = 64
_BLANKS = re.compile(r"[ \t\r\n]+")
# Blanks that were typed stand apart, by characters that XML cannot hold, from those of the file.
_TYPED = str.maketrans("\x01\x02\x03", " \t\n")


def read_odt(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ReadDocument:
    """Return the text of an OpenDocument text; headers and footers come apart as ``margins``.

    Raises :class:`~dabir.formats.errors.Damaged`, ``SuspiciousArchive``, ``Encrypted``, or
    ``NotAText`` when no letter is in it.
    """
    archive = Archive(data, kind="odt", limits=limits)
    if "META-INF/manifest.xml" in archive:
        manifest = parse_xml(archive.read("META-INF/manifest.xml"), kind="odt", limits=limits)
        if next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
            raise Encrypted
    if "content.xml" not in archive:
        raise Damaged(format="odt")
    content = parse_xml(archive.read("content.xml"), kind="odt", limits=limits)
    roots = [content]
    if "styles.xml" in archive:
        roots.insert(0, parse_xml(archive.read("styles.xml"), kind="odt", limits=limits))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Damaged(format="odt")
    hidden = _hidden_styles(roots)
    reader = _BodyReader(ListNumbers(roots), hidden)
    lines = reader.blocks(body)
    text = "\n".join([*lines, *reader.notes])
    if not text.strip():
        raise NotAText
    return ReadDocument(
        text=text,
        format="odt",
        notes=_remarks(body, reader),
        margins=_margins(roots[:-1], hidden),
    )


class _BodyReader:
    def __init__(self, numbers: ListNumbers, hidden: frozenset[str]) -> None:
        self._numbers = numbers
        self._hidden = hidden
        self.notes: list[str] = []
        self.hid_text = False

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of everything below ``parent``."""
        lines: list[str] = []
        for child in self._seen(parent):
            if child.tag == f"{TEXT}p":
                lines += self._paragraph(child, "")
            elif child.tag == f"{TEXT}h":
                lines += self._paragraph(child, self._numbers.heading(child))
            elif child.tag == f"{TEXT}list":
                lines += self._list(child, within=None, level=1, style="")
            elif child.tag == f"{TABLE}table":
                lines += self._table(child)
            else:
                lines += self.blocks(child)
        return lines

    def _seen(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED or tag in _CONTENTS:
                continue
            if (
                tag in _HIDDEN
                or child.get(f"{TEXT}display") == "none"
                or child.get(f"{TEXT}style-name") in self._hidden
            ):
                self.hid_text = True
                continue
            yield child

    def _list(
        self, element: etree._Element, *, within: ODFList | None, level: int, style: str
    ) -> list[str]:
        here = self._numbers.begin(element, within)
        style = element.get(f"{TEXT}style-name", style)
        lines: list[str] = []
        for item in element:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            labelled = item.tag == f"{TEXT}list-header"
            after_list = False
            for child in self._seen(item):
                if child.tag == f"{TEXT}list":
                    if after_list:
                        # A second list inside an item is a list of its own.
                        here.counts.pop(level + 1, None)
                    after_list = True
                    lines += self._list(child, within=here, level=level + 1, style=style)
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    label = ""
                    if not labelled:
                        start = item.get(f"{TEXT}start-value")
                        label = self._numbers.label(here, level, style=style, start=start)
                    labelled = True
                    lines += self._paragraph(child, label)
                else:
                    lines += self.blocks(child)
        return lines

    def _table(self, table: etree._Element) -> list[str]:
        lines: list[str] = []
        for row in self._within(table, {f"{TABLE}table-row"}):
            cells: list[list[str]] = []
            for cell in self._within(row, {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}):
                covered = cell.tag == f"{TABLE}covered-table-cell"
                times = integer(cell.get(f"{TABLE}number-columns-repeated"), 1)
                own = [] if covered else self.blocks(cell)
                cells += [own] * min(max(times, 1), _MOST_COLUMNS)
            lines += row_lines(cells[:_MOST_COLUMNS])
        return lines

    def _within(self, parent: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
        for child in self._seen(parent):
            if child.tag in wanted:
                yield child
            elif child.tag != f"{TABLE}table":
                yield from self._within(child, wanted)

    def _paragraph(self, element: etree._Element, label: str) -> list[str]:
        boxes: list[etree._Element] = []
        collapsed = _BLANKS.sub(" ", self._inline(element, boxes)).strip(" ")
        text = collapsed.translate(_TYPED)
        inside = [line for box in boxes for line in self.blocks(box)]
        return [f"{label}{text}" if text.strip() else text, *inside]

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        pieces = [element.text or ""]
        seen = set(self._seen(element))
        for child in element:
            if child in seen:
                pieces.append(self._inline_child(child, boxes))
            pieces.append(child.tail or "")
        return "".join(pieces)

    def _inline_child(self, child: etree._Element, boxes: list[etree._Element]) -> str:
        if child.tag == f"{TEXT}s":
            return "\x01" * min(max(integer(child.get(f"{TEXT}c"), 1), 1), _MOST_SPACES)
        if child.tag == f"{TEXT}tab":
            return "\x02"
        if child.tag == f"{TEXT}line-break":
            return "\x03"
        if child.tag == f"{_DRAW}text-box":
            boxes.append(child)
            return ""
        if child.tag == f"{TEXT}note":
            citation = child.findtext(f"{TEXT}note-citation") or str(len(self.notes) + 1)
            note_body = child.find(f"{TEXT}note-body")
            if note_body is not None:
                self.notes.append(f"[{citation}] {' '.join(self.blocks(note_body)).strip()}")
            return f"[{citation}]"
        return self._inline(child, boxes)


def _hidden_styles(roots: list[etree._Element]) -> frozenset[str]:
    """Name the styles whose text is not displayed."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for root in roots
        for style in root.iter(f"{STYLE}style")
        for properties in style.iterchildren(f"{STYLE}text-properties")
        if properties.get(f"{TEXT}display") == "none"
    )


def _margins(roots: list[etree._Element], hidden: frozenset[str]) -> str:
    lines: dict[str, None] = {}
    for root in roots:
        for margin in root.iter(*(f"{STYLE}{name}" for name in _MARGINS)):
            if margin.get(f"{STYLE}display") != "false":
                blocks = _BodyReader(ListNumbers(()), hidden).blocks(margin)
                lines.update(dict.fromkeys(line.strip() for line in blocks))
    return "\n".join(line for line in lines if line)


def _remarks(body: etree._Element, reader: _BodyReader) -> tuple[Note, ...]:
    remarks = []
    if next(body.iter(f"{TEXT}tracked-changes"), None) is not None:
        remarks.append(CHANGES_ACCEPTED)
    if next(body.iter(f"{OFFICE}annotation"), None) is not None:
        remarks.append(COMMENTS_LEFT_OUT)
    if reader.hid_text:
        remarks.append(HIDDEN_LEFT_OUT)
    if next(body.iter(*_CONTENTS), None) is not None:
        remarks.append(CONTENTS_LEFT_OUT)
    return tuple(remarks)
