"""Office files taken apart, cleaned part by part, and packed again without dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from dabir.formats.metadata.errors import Uncleanable
from dabir.formats.metadata.pictures import clean_jpeg, clean_png
from dabir.formats.xml_reading import parse_xml

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PICTURES = {"jpg": clean_jpeg, "jpeg": clean_jpeg, "jpe": clean_jpeg, "png": clean_png}
_HARMLESS = {"bmp", "odttf", "ttf", "otf"}


def ending(name: str) -> str:
    """Return what follows the last dot of a part's name, in small letters."""
    return name.rpartition(".")[2].lower()


def clean_member(name: str, data: bytes) -> bytes:
    """Return a part that is no XML, cleaned.

    Raises:
        Uncleanable: it is of a kind that cannot be cleaned.
    """
    kind = ending(name)
    if cleaner := _PICTURES.get(kind):
        return cleaner(data)
    if kind in _HARMLESS:
        return data
    raise Uncleanable


def packed(parts: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()) -> bytes:
    """Return a zip file of the parts in order, all of the same day."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return data.getvalue()


def parsed(data: bytes, kind: str) -> etree._Element:
    """Return the root of an XML part."""
    return parse_xml(data, kind=kind)


def serialised(root: etree._Element) -> bytes:
    """Return an XML part as bytes, without comments and processing instructions."""
    for remark in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        remove(remark)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent; the words after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def elements(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield every element with its name without the namespace; those found may be removed."""
    for element in list(root.iter(etree.Element)):
        yield element, etree.QName(element).localname


def local(name: str) -> str:
    """Return an attribute's name without its namespace."""
    return name.rpartition("}")[2]


def is_local_path(target: str) -> bool:
    """Whether a reference leads into somebody's computer, and so may name them."""
    lowered = target.strip().lower()
    begins = ("file:", "\\\\", "/users/", "/home/")
    return lowered.startswith(begins) or "\\" in lowered or lowered[1:3] in {":/", ":\\"}
