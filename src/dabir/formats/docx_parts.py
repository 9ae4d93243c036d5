"""Building blocks of a Word file in either direction: runs, paragraphs, tables, fields.

Word decides per run whether the complex-script font and order apply (``w:rtl``), and per paragraph
from which side it reads (``w:bidi``); python-docx knows neither, so they are set here.
In a ``w:bidi`` paragraph the transitional ``left`` means the leading side (ECMA-376 part 4, 14.11).
"""

# The underscored members are python-docx's own documented way to the XML beneath its objects:
# ruff: noqa: SLF001

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.wording import Wording

FONT = "Vazirmatn"
# The oldest moment that both Word and zip archives can name.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_RTL_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Words of Latin letters with the digits and signs inside and between them, such as an address.
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w./:@#%&?=+-]|[ ,](?=[A-Za-z\u00c0-\u024f]))*")


def settle(document: Document, *, title: str, day: date | None) -> bytes:
    """Return the file's bytes without author and with fixed times, the same for equal input."""
    properties = document.core_properties
    moment = datetime.combine(day, time(), UTC) if day else _EPOCH
    properties.title = printable(title)[:255]
    properties.created = properties.modified = moment
    for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category"):
        setattr(properties, name, "")
    properties.revision = 1
    packed = io.BytesIO()
    document.save(packed)
    return _with_fixed_times(packed.getvalue())


def _with_fixed_times(data: bytes) -> bytes:
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=_EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(member))
    return settled.getvalue()


def set_base_style(document: Document, *, direction: Direction) -> None:
    """Give the document its font, size, languages and direction, for new paragraphs too."""
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(11)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    _append(properties, "w:szCs", val="22")
    locale = _append(properties, "w:lang", val="en-GB")
    locale.set(qn("w:bidi"), "fa-IR")
    if direction == "rtl":
        _insert_bidi(style.element.get_or_add_pPr())
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.1
    for section in document.sections:
        if direction == "rtl":
            _append(section._sectPr, "w:bidi")


def write_runs(
    paragraph: Paragraph,
    text: str,
    *,
    direction: Direction,
    bold: bool = False,
    size: float | None = None,
    grey: bool = False,
) -> None:
    """Add text to a paragraph, one run for each script; newlines become line breaks."""
    for piece, rtl in by_script(printable(text), direction):
        run = paragraph.add_run(piece)
        _shape(run, rtl=rtl, bold=bold, size=size, grey=grey)


def by_script(text: str, direction: Direction) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text that are written one way, and whether that is from the right."""
    if direction == "ltr" and not _RTL_LETTER.search(text):
        yield text, False
        return
    if direction == "ltr":
        for piece in re.split(r"([\u0590-\u08ff\u200c]+(?:\s+[\u0590-\u08ff\u200c]+)*)", text):
            if piece:
                yield piece, bool(_RTL_LETTER.search(piece))
        return
    position = 0
    for match in _LATIN_RUN.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], True
        yield match.group(), False
        position = match.end()
    if position < len(text):
        yield text[position:], True


def _shape(run: Run, *, rtl: bool, bold: bool, size: float | None, grey: bool) -> None:
    properties = run._r.get_or_add_rPr()
    # The schema fixes this order: b, bCs, color, sz, szCs, rtl.
    if bold:
        _append(properties, "w:b")
        _append(properties, "w:bCs")
    if grey:
        _append(properties, "w:color", val="595959")
    if size is not None:
        _append(properties, "w:sz", val=str(round(size * 2)))
        _append(properties, "w:szCs", val=str(round(size * 2)))
    if rtl:
        _append(properties, "w:rtl")


def align(paragraph: Paragraph, *, direction: Direction, how: str = "left") -> None:
    """Set a paragraph's direction and alignment: left (leading), right, center or both."""
    properties = paragraph._p.get_or_add_pPr()
    if direction == "rtl":
        _insert_bidi(properties)
    for old in properties.findall(qn("w:jc")):
        properties.remove(old)
    justification = OxmlElement("w:jc")
    justification.set(qn("w:val"), how)
    _insert_before(
        properties,
        justification,
        ("w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr"),
    )


def rule_below(paragraph: Paragraph, *, edge: str = "bottom") -> None:
    """Draw a line under (or over: ``top``) a paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_line(edge, "single"))
    _insert_before(
        paragraph._p.get_or_add_pPr(),
        borders,
        ("w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    )


def shape_table(table: Table, *, direction: Direction, widths_cm: list[float]) -> None:
    """Set the order of columns and their widths; the grid is fixed so that every reader agrees."""
    properties = table._tbl.tblPr
    if direction == "rtl":
        _insert_before(
            properties,
            OxmlElement("w:bidiVisual"),
            (
                "w:tblStyleRowBandSize",
                "w:tblStyleColBandSize",
                "w:tblW",
                "w:jc",
                "w:tblCellSpacing",
                "w:tblInd",
                "w:tblBorders",
                "w:shd",
                "w:tblLayout",
                "w:tblCellMar",
                "w:tblLook",
            ),
        )
    table.autofit = False
    twips = [str(round(width * 567)) for width in widths_cm]
    for column, width in zip(table.columns, twips, strict=True):
        column._gridCol.set(qn("w:w"), width)
    # Asking a column for its cells would read the whole table again for each of them.
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, twips, strict=True):
            cell_width = cell.get_or_add_tcPr().get_or_add_tcW()
            cell_width.set(qn("w:w"), width)
            cell_width.set(qn("w:type"), "dxa")


def frame(
    table: Table,
    *,
    top: str = "",
    bottom: str = "",
    inside: str = "",
    columns: str = "",
    side_margin: int = 0,
) -> None:
    """Draw lines over, under and between the rows of a table, of a kind such as ``single``.

    ``columns`` draws them between and beside the columns; ``side_margin`` is the blank beside the
    text of a cell, in twentieths of a point.
    """
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    lines = (
        ("top", top),
        ("left", columns),
        ("bottom", bottom),
        ("right", columns),
        ("insideH", inside),
        ("insideV", columns),
    )
    for edge, kind in lines:
        if kind:
            borders.append(_line(edge, kind))
    margins = OxmlElement("w:tblCellMar")
    for edge, width in (("top", 40), ("left", side_margin), ("bottom", 40), ("right", side_margin)):
        margin = _append(margins, f"w:{edge}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
    _insert_before(properties, borders, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))
    _insert_before(properties, margins, ("w:tblLook",))


def far_tab(paragraph: Paragraph, *, at_cm: float) -> None:
    """Let a tab push what follows to the trailing side, ``at_cm`` from the leading one."""
    tabs = OxmlElement("w:tabs")
    stop = _append(tabs, "w:tab", val="right")
    stop.set(qn("w:pos"), str(round(at_cm * 567)))
    _insert_before(
        paragraph._p.get_or_add_pPr(), tabs, ("w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr")
    )


def repeat_header(table: Table) -> None:
    """Print the first row of a table again on every page."""
    _append(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def shade(cell: _Cell) -> None:
    """Give a cell a light ground."""
    ground = _append(cell._tc.get_or_add_tcPr(), "w:shd", val="clear")
    ground.set(qn("w:fill"), "EBEBEB")


def field(paragraph: Paragraph, code: str, shown: str, *, direction: Direction) -> None:
    """Add a field such as ``PAGE``; ``shown`` stands there until Word computes it."""
    wrapper = OxmlElement("w:fldSimple")
    wrapper.set(qn("w:instr"), code)
    paragraph._p.append(wrapper)
    run = paragraph.add_run(shown)
    _shape(run, rtl=direction == "rtl", bold=False, size=8, grey=True)
    wrapper.append(run._r)


def page_count(paragraph: Paragraph, words: Wording, *, direction: Direction) -> None:
    """Write "Page 1 of 9" as fields that Word computes."""
    before, rest = words.page.split("{page}")
    between, after = rest.split("{pages}")
    write_runs(paragraph, before, direction=direction, size=8, grey=True)
    field(paragraph, "PAGE", words.numbering, direction=direction)
    write_runs(paragraph, between, direction=direction, size=8, grey=True)
    field(paragraph, "NUMPAGES", words.numbering, direction=direction)
    if after:
        write_runs(paragraph, after, direction=direction, size=8, grey=True)


def plain_heading(paragraph: Paragraph) -> None:
    """Keep the outline of a heading style without its colour and font."""
    style = paragraph.style
    if style is None:
        return
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:color", "w:sz", "w:szCs", "w:b", "w:bCs", "w:i", "w:iCs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)


def _line(edge: str, kind: str) -> etree._Element:
    line = OxmlElement(f"w:{edge}")
    for name, value in (("val", kind), ("sz", "4"), ("space", "4"), ("color", "7F7F7F")):
        line.set(qn(f"w:{name}"), value)
    return line


def _insert_bidi(properties: etree._Element) -> None:
    if properties.find(qn("w:bidi")) is None:
        _insert_before(
            properties,
            OxmlElement("w:bidi"),
            (
                "w:adjustRightInd",
                "w:snapToGrid",
                "w:spacing",
                "w:ind",
                "w:contextualSpacing",
                "w:mirrorIndents",
                "w:jc",
                "w:textDirection",
                "w:textAlignment",
                "w:outlineLvl",
                "w:rPr",
                "w:sectPr",
            ),
        )


def _insert_before(parent: etree._Element, child: etree._Element, names: tuple[str, ...]) -> None:
    """Insert in the order that the schema fixes: before the first of ``names`` that is there."""
    later = {qn(name) for name in names}
    for index, sibling in enumerate(parent):
        if sibling.tag in later:
            parent.insert(index, child)
            return
    parent.append(child)


def _append(parent: etree._Element, name: str, *, val: str | None = None) -> etree._Element:
    child = OxmlElement(name)
    if val is not None:
        child.set(qn("w:val"), val)
    parent.append(child)
    return child
