"""Web pages and HTML mail to text: what a reader sees, in order."""

from __future__ import annotations

import re

from lxml import etree, html

from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.numbering import counter
from dabir.formats.read_document import ENCODING_GUESSED, ReadDocument

_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HIDDEN_TAGS = {
    "script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math",
    "select", "textarea", "button", "canvas", "audio", "video",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_SET_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ol", "ul", "blockquote"}
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Blanks collapse as a browser does it; ZWNJ and the no-break space stay.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


def read_html(data: bytes, *, limits: Limits = DEFAULT_LIMITS, declared: str = "") -> ReadDocument:
    """Return the visible text of a page; ``declared`` is the charset its envelope states.

    Numbered lists keep their numbers, cells of a table are separated by tabs.

    Raises :class:`NotAText` for an empty page and :class:`SuspiciousArchive` for absurd nesting.
    """
    meta = _META_CHARSET.search(data[:4096])
    charset = declared or (meta.group(1).decode("ascii") if meta else "")
    text, encoding, guessed = decode(data, declared=charset)
    return ReadDocument(
        text=html_to_text(text, limits=limits),
        format="html",
        encoding=encoding,
        notes=(ENCODING_GUESSED,) if guessed else (),
    )


def html_to_text(markup: str, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the visible text of HTML markup that is already decoded."""
    # Fed as UTF-8 with the encoding forced, so that a declaration inside cannot contradict it.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAText from error
    writer = _Writer(limits.depth)
    writer.visit(root, depth=0)
    return writer.text()


class _Writer:
    """Collects lines while walking the tree."""

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self._lines: list[str] = []
        self._line: list[str] = []
        self._flat = 0  # inside how many cells whose contents stay on the row's line
        self._labelled = False  # whether the line holds nothing yet but the label of an item
        self._numbers: dict[etree._Element, int] = {}

    def text(self) -> str:
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def visit(self, element: etree._Element, *, depth: int) -> None:
        if depth > self._deepest:
            raise SuspiciousArchive(reason="depth")
        tag = element.tag
        if not isinstance(tag, str) or tag in _HIDDEN_TAGS or _hidden(element):
            return
        if tag == "br":
            self._break(keep_empty=True)
            return
        if tag in {"td", "th"} and element.getprevious() is not None:
            self._line.append("\t")
        flat = tag in {"td", "th"} and _is_data_cell(element)
        self._flat += flat
        block = tag in _BLOCKS
        if block:
            self._break()
        if tag == "li":
            self._labelled = False
            self._write(self._label(element))
            self._labelled = True
        self._write(element.text, preserved=tag == "pre")
        for child in element:
            self.visit(child, depth=depth + 1)
            self._write(child.tail, preserved=tag == "pre")
        self._flat -= flat
        if block:
            self._labelled = False
            self._break()
            if not self._flat and tag in {
                "p",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "table",
                "ol",
                "ul",
                "blockquote",
            }:
                self._lines.append("")

    def _write(self, text: str | None, *, preserved: bool = False) -> None:
        if not text:
            return
        if preserved:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._break(keep_empty=True)
                self._line.append(line)
        else:
            self._line.append(_BLANKS.sub(" ", text))

    def _break(self, *, keep_empty: bool = False) -> None:
        if self._flat:
            self._line.append(" ")
            return
        if self._labelled:
            # A paragraph inside an item begins on the line of its number.
            self._labelled = False
            return
        line = re.sub(r" {2,}", " ", "".join(self._line)).strip(" ")
        self._line.clear()
        if line.strip() or keep_empty:
            self._lines.append(re.sub(r" ?\t ?", "\t", line))

    def _label(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "• "
        following = self._numbers.get(parent, _integer(parent.get("start"), 1))
        number = _integer(item.get("value"), following)
        self._numbers[parent] = number + 1
        return counter(number, _LIST_FORMATS.get(parent.get("type", "1"), "decimal")) + ". "


def _is_data_cell(cell: etree._Element) -> bool:
    """Tell the cell of a table of facts from one that lays out a page or a message."""
    alone = cell.getnext() is None and cell.getprevious() is None
    return not alone and next(cell.iter("table"), None) is None


def _hidden(element: etree._Element) -> bool:
    if "hidden" in element.attrib:
        return True
    return bool(_HIDING_STYLE.search(element.get("style", "")))


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
