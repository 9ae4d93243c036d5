"""The parts of a Word file and how they refer to each other (ECMA-376 part 2).

Word itself names them ``word/document.xml`` and so on; other programs do not, so that parts are
found by their relationships, and by the usual names only where a file states none.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.errors import Damaged
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.xml_reading import parse_xml

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL_MAIN = "word/document.xml"
_USUAL_ROOT = "_rels/.rels"
# The ISO "strict" variant has the same elements under names of its own.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def main_part(archive: Archive, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the name of the part that holds a Word document's body; empty when there is none."""
    if _USUAL_MAIN in archive:
        return _USUAL_MAIN
    for name in _targets(archive, _USUAL_ROOT, "officeDocument", limits):
        if name.startswith("word/") and name in archive:
            return name
    return ""


class Package:
    """A Word file, part by part. Raises :class:`Damaged` without a body."""

    def __init__(self, archive: Archive, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._archive = archive
        self._limits = limits
        self.main = main_part(archive, limits=limits)
        if not self.main:
            raise Damaged(format="docx")

    def body(self) -> etree._Element:
        """Return the root of the part that holds the body."""
        return self._root(self.main)

    def one(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind such as ``numbering``, where there is one."""
        name = self.name_of(kind)
        return self._root(name) if name else None

    def name_of(self, kind: str) -> str:
        """Return the name of the part of a kind, empty where there is none."""
        folder = posixpath.dirname(self.main)
        names = self._related(kind) or [posixpath.join(folder, f"{kind}.xml")]
        return names[0] if names[0] in self._archive else ""

    def margins(self) -> list[etree._Element]:
        """Return the roots of page headers, then of footers."""
        folder = posixpath.dirname(self.main)
        found: list[str] = []
        for kind in ("header", "footer"):
            usual = [
                name
                for name in sorted(self._archive.names())
                if name.startswith(f"{folder}/{kind}") and name.endswith(".xml")
            ]
            found += self._related(kind) or usual
        return [self._root(name) for name in dict.fromkeys(found) if name in self._archive]

    def _related(self, kind: str) -> list[str]:
        folder, name = posixpath.split(self.main)
        return _targets(self._archive, f"{folder}/_rels/{name}.rels", kind, self._limits)

    def _root(self, name: str) -> etree._Element:
        data = self._archive.read(name)
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return parse_xml(data, kind="docx", limits=self._limits)


def _targets(archive: Archive, rels: str, kind: str, limits: Limits) -> list[str]:
    if rels not in archive:
        return []
    folder = posixpath.dirname(posixpath.dirname(rels))
    root = parse_xml(archive.read(rels), kind="docx", limits=limits)
    return [
        posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        for each in root.iter(_RELATIONSHIP)
        if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External"
    ]
