"""What the elements of a Word file stand for, whichever way its changes are read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dabir.formats.docx_styles import W, switched
from dabir.formats.symbols import plain_symbols, symbol

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICES, _CHOICE = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice"

# Properties, what is spoken over a word (ruby), list of sources.
NO_TEXT = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "trPr", "tcPr", "sectPr", "rt"),
        "delInstrText",
    )
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_TEXTS = {f"{W}t", f"{_MATH}t", f"{W}delText"}


def seen(parent: etree._Element, without: frozenset[str] = NO_TEXT) -> Iterator[etree._Element]:
    """Yield the children that are part of the text; of alternatives, the first."""
    for child in parent:
        if not isinstance(child.tag, str) or child.tag in without:
            continue
        if child.tag == _CHOICES:
            # Every alternative shows the same; reading two would say it twice.
            chosen = child.find(_CHOICE)
            yield from () if len(child) == 0 else (child[0] if chosen is None else chosen,)
        elif child.tag == f"{W}sdt" and _prompts(child):
            continue
        else:
            yield child


def written(element: etree._Element) -> str | None:
    """Return the text that an element stands for; None when its children are to be read."""
    tag = str(element.tag)
    if tag in _TEXTS:
        return plain_symbols(element.text or "")
    if tag == f"{W}br":
        return "" if element.get(f"{W}type") in {"page", "column"} else "\n"
    if tag == f"{W}sym":
        return _sign(element)
    return _SIGNS.get(tag)


def within(
    table: etree._Element, wanted: str, without: frozenset[str] = NO_TEXT
) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through the wrappers around them."""
    for child in seen(table, without):
        if child.tag == wanted:
            yield child
        else:
            yield from within(child, wanted, without)


def _prompts(control: etree._Element) -> bool:
    """Tell a content control that nobody filled in: its text only says what to type."""
    properties = control.find(f"{W}sdtPr")
    return switched(properties, "showingPlcHdr") is True


def _sign(element: etree._Element) -> str:
    try:
        return symbol(element.get(f"{W}font", ""), int(element.get(f"{W}char", ""), 16))
    except ValueError:
        return ""
