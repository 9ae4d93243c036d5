"""Wordings as paragraphs: nothing of them is lost, not even what XML cannot hold.

A line is a ``p``. A character that XML forbids (a control, half of a surrogate pair) becomes an
empty ``inline`` that names its code; every tool keeps that, and ours turns it back.
"""

from __future__ import annotations

import re

from lxml import etree

from dabir.formats.akoma_ntoso.names import akn

CHARACTER = "character"
# Everything outside of Char in XML 1.0 (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")


def fill(element: etree._Element, words: str) -> None:
    """Append words to an element after what it holds."""
    done = 0
    for found in _FORBIDDEN.finditer(words):
        _append(element, words[done : found.start()])
        code = f"U+{ord(found.group()):04X}"
        etree.SubElement(element, akn("inline"), {"name": CHARACTER, "class": code})
        done = found.end()
    _append(element, words[done:])


def character(element: etree._Element) -> str | None:
    """Return the character that an ``inline`` stands for, None if it stands for none."""
    if element.get("name") != CHARACTER:
        return None
    found = _CODE.fullmatch(element.get("class", ""))
    return chr(int(found[1], 16)) if found is not None and int(found[1], 16) <= 0x10FFFF else None


def _append(element: etree._Element, words: str) -> None:
    if not words:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
