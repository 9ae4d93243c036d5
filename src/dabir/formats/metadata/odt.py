"""OpenDocument texts without properties, authors of changes and comments, printers, versions."""

from __future__ import annotations

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

_DROPPED = re.compile(
    r"meta\.xml$|Thumbnails/|Versions/|VersionList\.xml$|Configurations2/|layout-cache$|"
    r"manifest\.rdf$|META-INF/(?!manifest\.xml)"
)
_ACTIVE = re.compile(r"Basic/|Scripts/|Dialogs/|Object ?\d|ObjectReplacements/")
_SIGNED = re.compile(r"META-INF/.*signatures\.xml$")
_AUTHORS = {
    "author-name", "author-initials", "creator", "initial-creator", "printed-by", "file-name",
    "sender-firstname", "sender-lastname", "sender-initials", "sender-email", "sender-company",
    "sender-phone-private", "sender-phone-work", "sender-fax", "sender-street", "sender-city",
    "sender-postal-code", "sender-country", "sender-state-or-province", "sender-title",
    "sender-position", "user-defined", "keywords", "subject", "description",
    "creator-initials", "template-name",
}  # fmt: skip
_DROPPED_ELEMENTS = {"creator-initials", "sender-initials"}
_TELLING_SETTINGS = re.compile(r"printer|rsid|redlineprotectionkey|embeddedfonts", re.IGNORECASE)
_DATED = {"annotation", "change-info"}


def clean_odt(data: bytes) -> bytes:
    """Return an OpenDocument text without what tells of its authors; tracked changes stay.

    Raises:
        SignedFile, ActiveContent, Uncleanable: as `cleaned` says.
        Unreadable: it is damaged or built to do harm.
    """
    archive = Archive(data, kind="odt")
    names = archive.names()
    if any(_SIGNED.match(name) for name in names):
        raise SignedFile
    if any(_ACTIVE.match(name) for name in names):
        raise ActiveContent
    kept = [name for name in names if not _DROPPED.match(name) and not name.endswith("/")]
    kept.sort(key=lambda name: name != "mimetype")
    parts = [(name, _clean(name, archive.read(name))) for name in kept]
    return packed(parts, stored=frozenset({"mimetype"}))


def _clean(name: str, data: bytes) -> bytes:
    if name == "mimetype":
        return data
    if name == "META-INF/manifest.xml":
        return _clean_manifest(data)
    if name == "settings.xml":
        return _clean_settings(data)
    if ending(name) == "xml":
        return _clean_part(data)
    return clean_member(name, data)


def _clean_manifest(data: bytes) -> bytes:
    root = parsed(data, "odt")
    for element, kind in elements(root):
        if kind == "file-entry" and _DROPPED.match(_attribute(element, "full-path")):
            remove(element)
    return serialised(root)


def _clean_settings(data: bytes) -> bytes:
    root = parsed(data, "odt")
    for element, kind in elements(root):
        if kind == "config-item" and _TELLING_SETTINGS.search(_attribute(element, "name")):
            remove(element)
    return serialised(root)


def _clean_part(data: bytes) -> bytes:
    root = parsed(data, "odt")
    for element, kind in elements(root):
        for attribute in list(element.attrib):
            name = local(str(attribute))
            if name.endswith("rsid"):
                del element.attrib[attribute]
            elif name == "href" and is_local_path(str(element.attrib[attribute])):
                element.set(attribute, "about:blank")
        if kind in _DROPPED_ELEMENTS:
            remove(element)
        elif kind in _AUTHORS:
            _empty(element)
        elif kind == "date" and _parent_kind(element) in _DATED:
            remove(element)
    return serialised(root)


def _empty(element: etree._Element) -> None:
    element.text = ""
    for child in list(element):
        element.remove(child)


def _attribute(element: etree._Element, wanted: str) -> str:
    return next(
        (str(value) for name, value in element.attrib.items() if local(str(name)) == wanted), ""
    )


def _parent_kind(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else etree.QName(parent).localname
