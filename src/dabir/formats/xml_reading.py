"""XML from strangers: no entities, no document type, no network, bounded depth."""

from __future__ import annotations

from lxml import etree

from dabir.formats.errors import Damaged, SuspiciousArchive, TooLarge
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits


def parse_xml(data: bytes, *, kind: str, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Return the root element of a part of an office file.

    Office formats have no document type declaration, so that one is a sign of attack, not of age.

    Raises :class:`SuspiciousArchive` for a document type or for nesting past ``limits.depth``,
    :class:`TooLarge` past ``limits.xml_size``, :class:`Damaged` for anything that is no XML.
    """
    if len(data) > limits.xml_size:
        raise TooLarge(limit=limits.xml_size // MEGABYTE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise SuspiciousArchive(reason="depth") from error
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise SuspiciousArchive(reason="entities") from error
        raise Damaged(format=kind) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SuspiciousArchive(reason="entities")
    if _deeper_than(root, limits.depth):
        raise SuspiciousArchive(reason="depth")
    return root


def _deeper_than(root: etree._Element, limit: int) -> bool:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False
