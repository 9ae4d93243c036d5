"""OpenDocument texts (odt) to text: paragraphs, lists with their numbers, tables, notes.

Tracked deletions are left out, so that the text reads as if changes were accepted.
Source of the rules: OpenDocument 1.2 part 1, chapters 5 and 16.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.errors import Damaged, Encrypted, NotAText
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.numbering import counter
from dabir.formats.read_document import (
    CHANGES_ACCEPTED,
    COMMENTS_LEFT_OUT,
    Note,
    ReadDocument,
)
from dabir.formats.xml_reading import parse_xml

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_OASIS}:office:1.0}}"
TEXT = f"{{{_OASIS}:text:1.0}}"
TABLE = f"{{{_OASIS}:table:1.0}}"
STYLE = f"{{{_OASIS}:style:1.0}}"
_MANIFEST = f"{{{_OASIS}:manifest:1.0}}"
_NUMBER_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "۱, ۲, ۳, ...": "persianNumbers",
    "١, ٢, ٣, ...": "persianNumbers",
    "أ, ب, ت, ...": "arabicAlpha",
    "الف, ب, پ, ...": "arabicAlpha",
    "أ, ب, ج, ...": "arabicAbjad",
    "": "none",
}
_SKIPPED = {
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation",
    f"{TEXT}sequence-decls",
    f"{OFFICE}forms",
    f"{TEXT}table-of-content-source",
}
_MOST_SPACES = 1_000


@dataclass(frozen=True)
class _Level:
    number_format: str = "none"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown_levels: int = 1
    bullet: bool = False


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
        roots.append(parse_xml(archive.read("styles.xml"), kind="odt", limits=limits))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Damaged(format="odt")
    reader = _BodyReader(_list_styles(roots))
    lines = reader.blocks(body)
    text = "\n".join([*lines, *reader.notes])
    if not text.strip():
        raise NotAText
    return ReadDocument(text=text, format="odt", notes=_remarks(body), margins=_margins(roots[1:]))


class _BodyReader:
    def __init__(self, styles: dict[str, dict[int, _Level]]) -> None:
        self._styles = styles
        self._last_count: dict[str, int] = {}
        self.notes: list[str] = []

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the lines of everything below ``parent``."""
        lines: list[str] = []
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                lines.append(self._inline(child))
            elif child.tag == f"{TEXT}list":
                lines += self._list(child, level=1, style="", above=())
            elif child.tag == f"{TABLE}table":
                lines += self._table(child)
            else:
                lines += self.blocks(child)
        return lines

    def _list(
        self, element: etree._Element, *, level: int, style: str, above: tuple[int, ...]
    ) -> list[str]:
        style = element.get(f"{TEXT}style-name", style)
        shape = self._styles.get(style, {}).get(level, _Level())
        key = f"{style}/{level}"
        continued = element.get(f"{TEXT}continue-numbering") == "true" or (
            element.get(f"{TEXT}continue-list") is not None
        )
        count = self._last_count.get(key, shape.start - 1) if continued else shape.start - 1
        lines: list[str] = []
        for item in element:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            labelled = item.tag == f"{TEXT}list-header"
            if not labelled:
                count = _integer(item.get(f"{TEXT}start-value"), count + 1)
            for child in item:
                if child.tag == f"{TEXT}list":
                    lines += self._list(child, level=level + 1, style=style, above=(*above, count))
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    text = self._inline(child)
                    label = "" if labelled else self._label(style, level, (*above, count))
                    lines.append(f"{label}{text}")
                    labelled = True
        self._last_count[key] = count
        return lines

    def _label(self, style: str, level: int, counts: tuple[int, ...]) -> str:
        levels = self._styles.get(style, {})
        shape = levels.get(level, _Level())
        if shape.bullet:
            return "• "
        if shape.number_format == "none":
            return ""
        first = max(0, level - shape.shown_levels)
        numbers = [
            counter(counts[index], levels.get(index + 1, shape).number_format)
            for index in range(first, min(level, len(counts)))
        ]
        return f"{shape.prefix}{'.'.join(numbers)}{shape.suffix} "

    def _table(self, table: etree._Element) -> list[str]:
        lines = []
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table"), None) is not table:
                continue
            cells = [cell for cell in row if cell.tag == f"{TABLE}table-cell"]
            lines.append("\t".join(" ".join(self.blocks(cell)).strip() for cell in cells))
        return lines

    def _inline(self, element: etree._Element) -> str:
        pieces = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                pieces.append(self._inline_child(child))
            pieces.append(child.tail or "")
        return "".join(pieces)

    def _inline_child(self, child: etree._Element) -> str:
        if child.tag == f"{TEXT}s":
            return " " * min(_integer(child.get(f"{TEXT}c"), 1), _MOST_SPACES)
        if child.tag == f"{TEXT}tab":
            return "\t"
        if child.tag == f"{TEXT}line-break":
            return "\n"
        if child.tag == f"{TEXT}note":
            citation = child.findtext(f"{TEXT}note-citation") or str(len(self.notes) + 1)
            note_body = child.find(f"{TEXT}note-body")
            if note_body is not None:
                self.notes.append(f"[{citation}] {' '.join(self.blocks(note_body)).strip()}")
            return f"[{citation}]"
        return self._inline(child)


def _list_styles(roots: list[etree._Element]) -> dict[str, dict[int, _Level]]:
    styles: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.iter(f"{TEXT}list-style"):
            levels = {}
            for shape in style:
                level = _integer(shape.get(f"{TEXT}level"), 0)
                if shape.tag == f"{TEXT}list-level-style-bullet":
                    levels[level] = _Level(bullet=True)
                elif shape.tag == f"{TEXT}list-level-style-number":
                    levels[level] = _Level(
                        number_format=_NUMBER_FORMATS.get(
                            shape.get(f"{STYLE}num-format", ""), "decimal"
                        ),
                        prefix=shape.get(f"{STYLE}num-prefix", ""),
                        suffix=shape.get(f"{STYLE}num-suffix", ""),
                        start=_integer(shape.get(f"{TEXT}start-value"), 1),
                        shown_levels=_integer(shape.get(f"{TEXT}display-levels"), 1),
                    )
            styles[style.get(f"{STYLE}name", "")] = levels
    return styles


def _margins(roots: list[etree._Element]) -> str:
    lines: dict[str, None] = {}
    for root in roots:
        for margin in root.iter(f"{STYLE}header", f"{STYLE}footer"):
            lines.update(dict.fromkeys(line.strip() for line in _BodyReader({}).blocks(margin)))
    return "\n".join(line for line in lines if line)


def _remarks(body: etree._Element) -> tuple[Note, ...]:
    remarks = []
    if next(body.iter(f"{TEXT}tracked-changes"), None) is not None:
        remarks.append(CHANGES_ACCEPTED)
    if next(body.iter(f"{OFFICE}annotation"), None) is not None:
        remarks.append(COMMENTS_LEFT_OUT)
    return tuple(remarks)


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
