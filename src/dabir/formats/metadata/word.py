"""Word files without properties, authors of changes and comments, revision marks, templates."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.metadata.errors import ActiveContent, SignedFile
from dabir.formats.metadata.packing import (
    clean_member,
    elements,
    ending,
    is_local_path,
    local,
    packed,
    parsed,
    remove,
    serialised,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED = re.compile(
    r"(?:docProps|customXml|docMetadata|xl/printerSettings)/|word/(?:people|commentsExtensible)\.xml$|"
    r".*/printerSettings|.*thumbnail\.[a-z]+$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"vbaProject|vbaData|/activeX/|/embeddings/|attachedToolbars|\.bin$", re.IGNORECASE
)
_SIGNED = "_xmlsignatures/"
_DROPPED_ELEMENTS = {
    "rsids", "attachedTemplate", "docVars", "mailMerge", "dataBinding", "docId", "saveThroughXslt",
}  # fmt: skip
_DROPPED_ATTRIBUTES = {"initials", "userId", "providerId", "date", "dateUtc"}
_TELLING_FIELDS = re.compile(
    r"^\s*(?:AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE|DOCPROPERTY|"
    r"DOCVARIABLE|COMMENTS|KEYWORDS|SUBJECT|INFO)\b",
    re.IGNORECASE,
)
_NAMED_DRAWINGS = {"docPr", "cNvPr"}


def clean_docx(data: bytes) -> bytes:
    """Return a Word file without what tells of its authors; tracked changes stay, unsigned.

    Raises:
        SignedFile, ActiveContent, Uncleanable: as `cleaned` says.
        Unreadable: it is damaged or built to do harm.
    """
    archive = Archive(data, kind="docx")
    names = archive.names()
    if any(name.startswith(_SIGNED) for name in names):
        raise SignedFile
    if any(_ACTIVE.search(name) for name in names):
        raise ActiveContent
    parts = [
        (name, _clean(name, archive.read(name)))
        for name in names
        if not _DROPPED.match(name) and not name.endswith("/")
    ]
    return packed(parts)


def _clean(name: str, data: bytes) -> bytes:
    if name == "[Content_Types].xml":
        return _clean_types(data)
    if ending(name) == "rels":
        return _clean_relations(name, data)
    if ending(name) == "xml":
        return _clean_part(data)
    return clean_member(name, data)


def _clean_types(data: bytes) -> bytes:
    root = parsed(data, "docx")
    for element, kind in elements(root):
        if kind == "Override" and _DROPPED.match(element.get("PartName", "").lstrip("/")):
            remove(element)
    return serialised(root)


def _clean_relations(name: str, data: bytes) -> bytes:
    """Take out relations to what was dropped; those into somebody's computer lead nowhere."""
    root = parsed(data, "docx")
    folder = posixpath.dirname(posixpath.dirname(name))
    for element, kind in elements(root):
        if kind != "Relationship":
            continue
        target = element.get("Target", "")
        if element.get("TargetMode") == "External":
            if element.get("Type", "").endswith("/attachedTemplate"):
                remove(element)
            elif is_local_path(target):
                element.set("Target", "about:blank")
            continue
        path = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        if target.startswith("/"):
            path = target.lstrip("/")
        if _DROPPED.match(path):
            remove(element)
    return serialised(root)


def _clean_part(data: bytes) -> bytes:
    root = parsed(data, "docx")
    for element, kind in elements(root):
        if kind in _DROPPED_ELEMENTS:
            remove(element)
            continue
        for attribute in list(element.attrib):
            name = local(str(attribute))
            if name == "author":
                element.set(attribute, "")
            elif name.startswith("rsid") or name in _DROPPED_ATTRIBUTES:
                del element.attrib[attribute]
        if kind in _NAMED_DRAWINGS:
            _clean_drawing(element)
    _empty_fields(root)
    return serialised(root)


def _clean_drawing(element: etree._Element) -> None:
    element.set("name", "")
    for attribute in ("descr", "title"):
        if is_local_path(element.get(attribute, "")):
            del element.attrib[attribute]


def _empty_fields(root: etree._Element) -> None:
    """Empty the fields that show an author's or a file's name."""
    for field in root.iter(f"{_W}fldSimple"):
        if _TELLING_FIELDS.match(field.get(f"{_W}instr", "")):
            _empty(field)
    # A field that is not simple is a run of marks: begin, its instruction, separate, result, end.
    open_fields: list[list[str]] = []
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        if element.tag == f"{_W}fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                open_fields.append([""])
            elif kind == "separate" and open_fields:
                open_fields[-1].append("shown")
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif element.tag == f"{_W}instrText" and open_fields:
            open_fields[-1][0] += element.text or ""
        elif any(len(field) > 1 and _TELLING_FIELDS.match(field[0]) for field in open_fields):
            element.text = ""


def _empty(element: etree._Element) -> None:
    for text in element.iter(f"{_W}t"):
        text.text = ""
