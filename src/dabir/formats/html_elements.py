"""Elements of the web pages that are written as files."""

from __future__ import annotations

from lxml import etree

from dabir.domain.language.printable import printable

# A page may show its own style and picture, and load or run nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def element(tag: str, *content: str | etree._Element, **attributes: str) -> etree._Element:
    """Build an element; text is made printable here and escaped when written.

    ``class_`` stands for ``class``, and ``http_equiv`` for ``http-equiv``.
    """
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    built = etree.Element(
        tag, {names[name]: printable(value) for name, value in attributes.items()}
    )
    for part in content:
        append(built, part)
    return built


def append(parent: etree._Element, part: str | etree._Element) -> None:
    """Append text or an element after what there is."""
    if not isinstance(part, str):
        parent.append(part)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + printable(part)
    else:
        parent.text = (parent.text or "") + printable(part)


def link(url: str) -> etree._Element:
    """Return a link, or the bare words where it is no address of the web."""
    if url.startswith(("https://", "http://")):
        return element("a", url, href=url, dir="ltr")
    return element("bdi", url)


def write_page(page: etree._Element) -> str:
    """Return a whole page as text."""
    return etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
