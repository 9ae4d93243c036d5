"""Where in a Word file changes may be tracked, and controls that words are filled into.

Source of the rules: ECMA-376 part 1, 17.3 (what holds runs) and 17.5.2 (controls).
"""

from __future__ import annotations

from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_originals.errors import NotCarried

_MARKS = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_HOLD_MARKS = frozenset(
    f"{W}{name}"
    for name in (
        *("p", "hyperlink", "fldSimple", "smartTag", "customXml", "sdtContent", "dir", "bdo"),
        *("rubyBase", "rt", "ins", "del", "moveFrom", "moveTo", "rPr", "trPr", "numPr"),
    )
)
_FILLED = (
    f"{W}text",
    f"{W}dataBinding",
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
)


def require_places(root: etree._Element) -> None:
    """Make sure that changes are tracked only where a Word file may have them.

    Raises:
        NotCarried: one stands elsewhere, so that Word would call the file damaged.
    """
    for mark in root.iter(*_MARKS):
        parent = mark.getparent()
        if parent is not None and parent.tag.startswith(W) and parent.tag not in _HOLD_MARKS:
            raise NotCarried("words are changed in a place that cannot be tracked")


def loosen(root: etree._Element) -> None:
    """Let controls in which changes are tracked hold words of any kind.

    One for plain text shows only one text: LibreOffice runs what is taken out and what is put in
    together there. One that is bound to data outside of the text takes its words from there again.
    """
    for control in root.iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        if properties is not None and any(True for _ in control.iter(*_MARKS)):
            for name in _FILLED:
                for each in properties.findall(name):
                    properties.remove(each)
