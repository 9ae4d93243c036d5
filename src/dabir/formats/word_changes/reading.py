"""Word files with tracked changes, read so that nothing of either side is lost."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.docx_package import Package
from dabir.formats.docx_styles import Styles, W, value
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.word_changes.marks import moment, without_halves
from dabir.formats.word_changes.model import Point, TrackedComment, TrackedDocument
from dabir.formats.word_changes.walking import Walker
from dabir.formats.xml_reading import parse_xml

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_PROPERTY = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
)
ISSUED_PROPERTY = "dabir-issued"
COMPILED_PROPERTY = "dabir-compilation"


def read_tracked(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> TrackedDocument:
    """Return a Word file with what was put in, taken out and moved, by whom and when.

    Text boxes follow their paragraph, foot- and endnotes the body; headers, footers, hidden text,
    the codes of fields and tables of contents are left out.

    Raises :class:`~dabir.formats.errors.Damaged`, ``SuspiciousArchive``, ``Encrypted`` or
    ``TooLarge``. A file without changes, or without words, is read like any other.
    """
    archive = Archive(data, kind="docx", limits=limits)
    package = Package(archive, limits=limits)
    body = package.body()
    walker = walked(package, body, heeds_fields=True)
    if walker.fields.unfinished:
        # What follows a field without an end would be lost; such a field is none.
        walker = walked(package, body, heeds_fields=False)
    properties = tuple(_properties(archive, limits))
    return TrackedDocument(
        paragraphs=tuple(without_halves(walker.paragraphs)),
        comments=tuple(_comments(package, walker)),
        issued=dict(properties).get(ISSUED_PROPERTY, ""),
        compiled=bool(dict(properties).get(COMPILED_PROPERTY)),
        properties=properties,
    )


class Parts(Protocol):
    """Gives the roots of the parts of a Word file."""

    def one(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind such as ``numbering``, where there is one."""


def walked(package: Parts, body: etree._Element, *, heeds_fields: bool) -> Walker:
    """Return what was read of the body, and of the notes that it calls."""
    root = package.one("styles")
    walker = Walker(Styles(root), _style_names(root), package.one("numbering"))
    walker.heeds_fields = heeds_fields
    walker.blocks(body)
    for kind in ("footnote", "endnote"):
        notes = package.one(f"{kind}s")
        called = [identity for each, identity in walker.notes if each == kind]
        if notes is None or not called:
            continue
        by_id = {note.get(f"{W}id", ""): note for note in notes.findall(f"{W}{kind}")}
        for identity in dict.fromkeys(called):
            if identity in by_id:
                walker.blocks(by_id[identity], "footnote" if kind == "footnote" else "endnote")
    return walker


def _style_names(root: etree._Element | None) -> dict[str, str]:
    """Return the names of styles by their ids, which programs make up anew when they save."""
    return {
        style.get(f"{W}styleId", ""): value(style.find(f"{W}name"))
        for style in (() if root is None else root.findall(f"{W}style"))
    }


def _comments(package: Package, walker: Walker) -> Iterator[TrackedComment]:
    root = package.one("comments")
    if root is None:
        return
    parents, settled = _threads(package.one("commentsExtended"))
    by_paragraph: dict[str, str] = {}
    for element in root.findall(f"{W}comment"):
        for paragraph in element.iter(f"{W}p"):
            by_paragraph[paragraph.get(f"{_W14}paraId", "")] = element.get(f"{W}id", "")
    for element in root.findall(f"{W}comment"):
        identity = element.get(f"{W}id", "")
        keys = [paragraph.get(f"{_W14}paraId", "") for paragraph in element.iter(f"{W}p")]
        called = walker.references.get(identity)
        start, end = walker.starts.get(identity, called), walker.ends.get(identity, called)
        if start is None or end is None or end < start:
            start = end = called
        yield TrackedComment(
            id=identity,
            author=element.get(f"{W}author", "").strip(),
            text=_words(element),
            at=moment(element.get(f"{W}date")),
            start=_inside(start, walker),
            end=_inside(end, walker),
            answers=next(
                (by_paragraph.get(parents[key], "") for key in keys if key in parents), ""
            ),
            done=any(key in settled for key in keys),
        )


def _inside(point: Point | None, walker: Walker) -> Point | None:
    """Bring a point after the last paragraph, where a range may end, back into it."""
    if point is None or not walker.paragraphs:
        return None
    last = len(walker.paragraphs) - 1
    return point if point.paragraph <= last else Point(last, len(walker.paragraphs[last].text))


def _words(comment: etree._Element) -> str:
    lines = []
    for paragraph in comment.iter(f"{W}p"):
        pieces = [
            "\n" if each.tag == f"{W}br" else each.text or ""
            for each in paragraph.iter(f"{W}t", f"{W}br")
        ]
        lines.append("".join(pieces))
    return "\n".join(lines).strip()


def _threads(root: etree._Element | None) -> tuple[dict[str, str], set[str]]:
    """Return which paragraph of a comment answers which, and those of settled comments."""
    parents: dict[str, str] = {}
    settled: set[str] = set()
    for each in () if root is None else root.iter(f"{_W15}commentEx"):
        key, parent = each.get(f"{_W15}paraId", ""), each.get(f"{_W15}paraIdParent")
        if parent:
            parents[key] = parent
        if each.get(f"{_W15}done") in {"1", "true"}:
            settled.add(key)
    return parents, settled


def _properties(archive: Archive, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield the properties that somebody added to the file."""
    name = next((each for each in archive.names() if posixpath.normpath(each) == _CUSTOM), "")
    if not name:
        return
    root = parse_xml(archive.read(name), kind="docx", limits=limits)
    for each in root.iter(_CUSTOM_PROPERTY):
        yield each.get("name", ""), "".join(str(piece) for piece in each.itertext())
