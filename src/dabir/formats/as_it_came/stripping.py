"""A Word file with nothing in it but what its readers see: what is not printed goes.

Whoever reads a text need not be let into the file that it was made of. Comments, earlier tracked
changes with their authors, hidden words, properties, data behind content controls and forms, ids of
editing sessions, and every part that nothing printed refers to are taken out. Parts are kept by
what they are known to be; a file with others cannot be handed on.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from lxml import etree

from dabir.formats.archives import Archive
from dabir.formats.as_it_came.fields import take_out
from dabir.formats.as_it_came.naming import drop_styles, forget_names, rename_bookmarks
from dabir.formats.as_it_came.sections import drop_unprinted
from dabir.formats.as_it_came.unseen import (
    drop_notes,
    front_styles,
    hidden_styles,
    silence,
    strip,
    strip_settings,
)
from dabir.formats.docx_styles import W
from dabir.formats.errors import FormatError
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.metadata import cleaned
from dabir.formats.metadata.packing import packed
from dabir.formats.word_originals import NotCarried
from dabir.formats.word_originals.settling import settle
from dabir.formats.xml_reading import parse_xml

_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STORIES = {"document", "header", "footer", "footnotes", "endnotes"}
_KEPT = {*_STORIES, "styles", "numbering", "settings", "fontTable", "theme", "image", "font"}
_READ = {"styles", "numbering", "fontTable", "theme"}
_NAMED = {"image", "hyperlink", "header", "footer", "font"}
"""What a part refers to by name; to others it belongs as a whole."""
_DROPPED = {
    *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml"),
    *("glossaryDocument", "webSettings", "stylesWithEffects", "core-properties", "thumbnail"),
    *("extended-properties", "custom-properties", "printerSettings", "attachedTemplate"),
    *("keyMapCustomizations", "documenttasks", "classificationlabels", "userInfo"),
}
Parts = dict[str, bytes]


def stripped(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a Word file with what is printed of it alone; tracked changes are accepted.

    Raises:
        NotCarried: it is none, or nobody can promise that of it.
    """
    try:
        cleaner = Archive(cleaned(data, "docx"), kind="docx", limits=limits)
        parts = {name: cleaner.read(name) for name in cleaner.names() if not name.endswith("/")}
    except FormatError as error:
        raise NotCarried("what is not printed cannot be taken out of it") from error
    return packed(_reached(parts, limits).items())


def without_unreached(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a stripped file without notes and parts that nothing in it refers to any more."""
    archive = Archive(data, kind="docx", limits=limits)
    parts = {name: archive.read(name) for name in archive.names()}
    return packed(_reached(parts, limits).items())


def _reached(parts: Parts, limits: Limits) -> Parts:
    """Return the parts that are kept, each stripped, with what they refer to."""
    opened = _Opened(parts, limits)
    main = opened.main
    if not main or not opened.root(main).tag.startswith(W):
        raise NotCarried("it is no usual Word file")
    styles = opened.one("styles")
    hidden = frozenset[str]() if styles is None else hidden_styles(styles)
    fronts = frozenset[str]() if styles is None else front_styles(styles)
    for name, kind in opened.kinds.items():
        if kind in _STORIES:
            strip(opened.root(name), hidden, fronts)
        elif kind == "settings":
            strip_settings(opened.root(name))
        elif kind == "styles":
            for session in list(opened.root(name).iter(f"{W}rsid")):
                take_out(session)
            settle(opened.root(name), lambda _author: True)
        if kind in _READ:
            # Read, so that the pictures and fonts stay that they refer to.
            forget_names(opened.root(name))
            silence(opened.root(name))
    for kind in ("footnote", "endnote"):
        notes = opened.one(f"{kind}s")
        if notes is not None:
            drop_notes(notes, opened.root(main), kind)
    drop_unprinted(opened.root(main), opened.one("settings"))
    opened.follow()
    stories = opened.kept(_STORIES)
    rename_bookmarks(stories)
    if styles is not None:
        drop_styles(styles, stories, opened.one("numbering"))
    return opened.written()


class _Opened:
    """The parts of a file, and what each of them is by the relation that leads to it."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts = parts
        self._limits = limits
        self._roots: dict[str, etree._Element] = {}
        self.kinds = dict(self._found())
        self.main = next((name for name, kind in self.kinds.items() if kind == "document"), "")
        self._kept: Parts = {}

    def root(self, name: str) -> etree._Element:
        """Return the root of a part; it may be changed."""
        if name not in self._roots:
            try:
                data = self._parts[name]
                self._roots[name] = parse_xml(data, kind="docx", limits=self._limits)
            except (FormatError, KeyError) as error:
                raise NotCarried("a part of it is missing or damaged") from error
        return self._roots[name]

    def one(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind that belongs to the text, where there is one."""
        folder, own = posixpath.split(self.main)
        name = f"{folder}/_rels/{own}.rels"
        for each in self.root(name) if name in self._parts else ():
            if _kind(each) == kind and each.get("TargetMode") != "External":
                return self.root(_target(folder, each))
        return None

    def _found(self) -> Iterator[tuple[str, str]]:
        found: set[str] = set()
        for name in self._parts:
            if not name.endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(name))
            for each in self.root(name).iter(f"{_PACKAGE}Relationship"):
                target = _target(folder, each)
                if each.get("TargetMode") != "External" and target not in found:
                    found.add(target)
                    yield target, _kind(each)

    def follow(self) -> None:
        """Keep the parts that something printed refers to, without relations to others.

        Raises:
            NotCarried: it refers to something that nobody has looked into.
        """
        waiting = [""]
        while waiting:
            waiting += self._follow(waiting.pop(), self._kept)

    def kept(self, kinds: Collection[str]) -> list[etree._Element]:
        """Return the roots of the parts of some kinds that are kept, the text itself first."""
        names = [name for name, kind in self.kinds.items() if kind in kinds and name in self._kept]
        names.sort(key=lambda name: (self.kinds[name] != "document", name))
        return [self.root(name) for name in names]

    def written(self) -> Parts:
        """Return the parts that are kept."""
        types = self.root(_TYPES)
        for override in types.findall(f"{_CONTENT}Override"):
            if override.get("PartName", "").lstrip("/") not in self._kept:
                types.remove(override)
        return {_TYPES: _written(types)} | {
            name: _written(self._roots[name]) if name in self._roots else data
            for name, data in self._kept.items()
        }

    def _follow(self, owner: str, kept: Parts) -> Iterator[str]:
        """Keep what a part refers to, and yield what is new of it; the package itself is empty."""
        folder, own = posixpath.split(owner)
        name = f"{folder}/_rels/{own}.rels" if owner else _ROOT_RELATIONS
        used = set(_referred(self._roots[owner])) if owner in self._roots else set[str]()
        if name not in self._parts:
            if used:
                raise NotCarried("a part of it is missing or damaged")
            return
        relations = self.root(name)
        for each in list(relations):
            kind = _kind(each)
            if kind in _DROPPED or (owner and kind in _NAMED and each.get("Id") not in used):
                relations.remove(each)
                continue
            _require_known(each)
            target = _target(folder, each)
            if target in kept:
                continue
            if target not in self._parts:
                raise NotCarried("a part of it is missing or damaged")
            kept[target] = self._parts[target]
            if kind != "settings":
                yield target
        if used - {each.get("Id") for each in relations}:
            raise NotCarried("it refers to files outside of it")
        if len(relations):
            kept[name] = b""


def _require_known(relation: etree._Element) -> None:
    kind = _kind(relation)
    if kind not in _KEPT:
        raise NotCarried("there is something in it that nobody can look into")
    if relation.get("TargetMode") == "External":
        raise NotCarried("it refers to files outside of it")


def _kind(relation: etree._Element) -> str:
    kind = relation.get("Type", "").rpartition("/")[2]
    return "document" if kind == "officeDocument" else kind


def _target(folder: str, relation: etree._Element) -> str:
    path = posixpath.join("/", folder, relation.get("Target", ""))
    return posixpath.normpath(path).lstrip("/")


def _referred(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(_R) and value:
                yield str(value)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
