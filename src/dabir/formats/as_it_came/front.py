"""Lines above a text in its original's layout: which version it is, and how open."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.archives import Archive
from dabir.formats.documents import Direction
from dabir.formats.docx_package import Package
from dabir.formats.docx_parts import by_script
from dabir.formats.docx_styles import W
from dabir.formats.limits import DEFAULT_LIMITS
from dabir.formats.metadata.packing import packed
from dabir.formats.word_originals import NotCarried

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME, _ID = "Dabir front line", "DabirFrontLine"


def fronted(data: bytes, lines: Sequence[str], direction: Direction) -> bytes:
    """Return a Word file with lines above its text, in a style by which readers leave them aside.

    Raises:
        NotCarried: it has no styles.
    """
    archive = Archive(data, kind="docx", limits=DEFAULT_LIMITS)
    package = Package(archive)
    body, styles, name = package.body(), package.one("styles"), package.name_of("styles")
    inner = body.find(f"{W}body")
    if styles is None or inner is None:
        raise NotCarried("it has no styles")
    if all(style.get(f"{W}styleId") != _ID for style in styles.iter(f"{W}style")):
        styles.append(_style())
    for place, line in enumerate(each for each in lines if each):
        inner.insert(place, _paragraph(line, direction))
    changed = {package.main: body, name: styles}
    return packed(
        (each, _written(changed[each]) if each in changed else archive.read(each))
        for each in archive.names()
        if not each.endswith("/")
    )


def _style() -> etree._Element:
    style = etree.Element(f"{W}style")
    style.set(f"{W}type", "paragraph")
    style.set(f"{W}customStyle", "1")
    style.set(f"{W}styleId", _ID)
    etree.SubElement(style, f"{W}name").set(f"{W}val", _NAME)
    properties = etree.SubElement(style, f"{W}pPr")
    etree.SubElement(properties, f"{W}spacing").set(f"{W}after", "120")
    look = etree.SubElement(style, f"{W}rPr")
    etree.SubElement(look, f"{W}color").set(f"{W}val", "595959")
    for size in ("sz", "szCs"):
        etree.SubElement(look, f"{W}{size}").set(f"{W}val", "19")
    return style


def _paragraph(line: str, direction: Direction) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", _ID)
    if direction == "rtl":
        etree.SubElement(properties, f"{W}bidi")
    for piece, rtl in by_script(printable(line).replace("\n", " "), direction):
        run = etree.SubElement(paragraph, f"{W}r")
        if rtl:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rtl")
        text = etree.SubElement(run, f"{W}t")
        text.set(_SPACE, "preserve")
        text.text = piece
    return paragraph


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
