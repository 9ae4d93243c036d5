"""A Word file of somebody else's packed again, with the parts that were changed in it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from dabir.formats.docx_styles import W, integer
from dabir.formats.errors import Unreadable
from dabir.formats.metadata.packing import packed
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.opening import Opened
from dabir.formats.xml_reading import parse_xml

_CUSTOM = "docProps/custom.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES = f"{{{_OFFICE}/custom-properties}}"
_VALUE = f"{{{_OFFICE}/docPropsVTypes}}lpwstr"
_OWNER = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_BEFORE_TRACKING = {
    f"{W}{name}"
    for name in (
        *("writeProtection", "view", "zoom", "removeDateAndTime", "doNotDisplayPageBoundaries"),
        *("displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth"),
        *("printFormsData", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts"),
        *("saveFormsData", "mirrorMargins", "alignBordersAndEdges"),
        *("bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop"),
        *("hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState"),
        *("formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter"),
        *("stylePaneSortMethod", "documentType", "mailMerge", "revisionView"),
    )
}


def require_plain(opened: Opened) -> None:
    """Make sure that the file can be written again under the name of a Word file.

    Raises:
        NotCarried: it is signed, has macros, is a template, or is of the strict kind.
    """
    archive = opened.archive
    if any(name.startswith("_xmlsignatures/") for name in archive.names()):
        raise NotCarried("it is signed, and the signature would no longer hold")
    if _TYPES not in archive or _DOCUMENT not in archive.read(_TYPES):
        raise NotCarried("it is a template or has macros")
    if not opened.body.tag.startswith(W):
        raise NotCarried("it is of the strict kind of Word files")


def saved(opened: Opened, properties: Mapping[str, str]) -> bytes:
    """Return the file; `properties` are kept in it by name, and whoever writes on is tracked."""
    settings = opened.one("settings")
    if settings is not None:
        _track(settings)
    changed = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in opened.roots.items()
        if name in _written(opened)
    }
    archive = opened.archive
    parts = {
        name: changed.get(name) or archive.read(name)
        for name in archive.names()
        if not name.endswith("/")
    }
    if properties:
        _keep(parts, properties)
    first = [_TYPES] if _TYPES in parts else []
    return packed(
        (name, parts[name]) for name in [*first, *(each for each in parts if each not in first)]
    )


def _written(opened: Opened) -> set[str]:
    kinds = ("footnotes", "endnotes", "settings")
    return {opened.main, *(opened.name_of(kind) for kind in kinds)}


def _track(settings: etree._Element) -> None:
    # With this set Word takes the authors off all changes when it saves.
    for name in ("removePersonalInformation", "trackRevisions"):
        for found in settings.findall(f"{W}{name}"):
            settings.remove(found)
    at = max(
        (place + 1 for place, each in enumerate(settings) if each.tag in _BEFORE_TRACKING),
        default=0,
    )
    settings.insert(at, etree.Element(f"{W}trackRevisions"))


def _keep(parts: dict[str, bytes], properties: Mapping[str, str]) -> None:
    if _CUSTOM in parts:
        root = _root(parts, _CUSTOM)
    else:
        root = etree.Element(f"{_PROPERTIES}Properties")
        _announce(parts)
    for name, text in properties.items():
        for old in [each for each in root if each.get("name") == name]:
            root.remove(old)
        last = max((integer(each.get("pid"), 1) for each in root), default=1)
        made = etree.SubElement(root, f"{_PROPERTIES}property")
        made.set("fmtid", _OWNER)
        made.set("pid", str(last + 1))
        made.set("name", name)
        etree.SubElement(made, _VALUE).text = text
    parts[_CUSTOM] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(parts: Mapping[str, bytes], name: str) -> etree._Element:
    try:
        return parse_xml(parts.get(name, b""), kind="docx")
    except Unreadable as error:
        raise NotCarried("a part of it is damaged") from error


def _announce(parts: dict[str, bytes]) -> None:
    """Say in the package that there are properties of its own."""
    types = _root(parts, _TYPES)
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{_CUSTOM}")
    override.set(
        "ContentType", "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    )
    parts[_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    relations = _root(parts, _RELATIONS)
    taken = {each.get("Id") for each in relations}
    number = next(each for each in range(1, len(taken) + 2) if f"custom{each}" not in taken)
    relation = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
    relation.set("Id", f"custom{number}")
    relation.set("Type", f"{_OFFICE}/relationships/custom-properties")
    relation.set("Target", _CUSTOM)
    parts[_RELATIONS] = etree.tostring(
        relations, xml_declaration=True, encoding="UTF-8", standalone=True
    )
