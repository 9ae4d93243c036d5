"""Web pages and HTML mail to text: what a reader sees, in order."""

from __future__ import annotations

import re

from lxml import etree, html

from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.numbering import counter
from dabir.formats.read_document import CHANGES_ACCEPTED, ENCODING_GUESSED, ReadDocument
from dabir.formats.symbols import plain_symbols

_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)")
_HIDDEN_TAGS = {
    "script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math",
    "select", "textarea", "button", "canvas", "audio", "video", "rt", "rp", "datalist", "progress",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_SET_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ol", "ul", "blockquote"}
# Where Word, LibreOffice and common converters send the reader of a note.
_NOTE_ADDRESS = re.compile(
    r"^#(?:_?ftn|_?edn|_ftnref|_ednref|sdfootnote|sdendnote|fn|footnote|cite_note)", re.IGNORECASE
)
_LONGEST_MARK = 4
_MOST_COLUMNS = 64
# Word writes the number of a list as text of its own, padded with blanks.
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Blanks collapse as a browser does it; ZWNJ and the no-break space stay.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:(?:inside|outside)\s+)?([a-z-]+)", re.IGNORECASE
)
_LIST_STYLES = {
    "none": "none",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "persian": "persianNumbers",
    "arabic-indic": "arabicNumbers",
}
_LIST_FORMATS = {
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
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
    charset = declared or _stated_charset(data[:4096])
    text, encoding, guessed = decode(data, declared=charset)
    writer = _write(text, limits)
    return ReadDocument(
        text=writer.text(),
        format="html",
        encoding=encoding,
        notes=(
            *((ENCODING_GUESSED,) if guessed else ()),
            *((CHANGES_ACCEPTED,) if writer.left_out_deleted else ()),
        ),
    )


def html_to_text(markup: str, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the visible text of HTML markup that is already decoded."""
    return _write(markup, limits).text()


def _stated_charset(head: bytes) -> str:
    found = _META_CHARSET.search(head) or _XML_ENCODING.match(head)
    return found.group(1).decode("ascii") if found else ""


def _write(markup: str, limits: Limits) -> _Writer:
    # Fed as UTF-8 with the encoding forced, so that a declaration inside cannot contradict it.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAText from error
    writer = _Writer(limits.depth)
    writer.visit(root, depth=0)
    return writer


class _Writer:
    """Collects lines while walking the tree."""

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self._lines: list[str] = []
        self._line: list[str] = []
        self._flat = 0  # inside how many cells whose contents stay on the row's line
        self._labelled = False  # whether the line holds nothing yet but the label of an item
        self._numbers: dict[etree._Element, int] = {}
        self.left_out_deleted = False

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
            self._line.append("\t" * _columns(element.getprevious()))
        if self._stands_for(element):
            return
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
            if not self._flat and tag in _SET_APART:
                self._lines.append("")

    def _stands_for(self, element: etree._Element) -> bool:
        """Write an element whose contents are not read as they stand; tell whether it was one."""
        if element.tag == "del":
            self.left_out_deleted = True
            return True
        if element.tag == "a" and (mark := _note_mark(element)):
            self._line.append(f"[{mark}]")
            return True
        if _WORD_NUMBER.search(element.get("style", "")):
            mark = " ".join("".join(map(str, element.itertext())).split())
            self._line.append(f"{plain_symbols(mark) if len(mark) > 1 else _dot(mark)} ")
            return True
        return False

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
        kind = _kind_of(item, parent)
        if kind == "none":
            return ""
        if parent is None or parent.tag != "ol" or kind == "bullet":
            return "• "
        number = _integer(item.get("value"), self._following(parent))
        self._numbers[parent] = number + (-1 if "reversed" in parent.attrib else 1)
        return counter(number, kind) + ". "

    def _following(self, parent: etree._Element) -> int:
        if parent in self._numbers:
            return self._numbers[parent]
        backwards = "reversed" in parent.attrib
        return _integer(
            parent.get("start"), sum(1 for _ in parent.iterchildren("li")) if backwards else 1
        )


def _kind_of(item: etree._Element, parent: etree._Element | None) -> str:
    """Return how an item is counted: by its own style, its list's, or their ``type``."""
    for element in (item, parent):
        if element is None:
            continue
        if style := _LIST_STYLE.search(element.get("style", "")):
            return _LIST_STYLES.get(style.group(1).lower(), "decimal")
        if element.get("type"):
            return _LIST_FORMATS.get(element.get("type", ""), "decimal")
    return "decimal"


def _is_data_cell(cell: etree._Element) -> bool:
    """Tell the cell of a table of facts from one that lays out a page or a message."""
    alone = cell.getnext() is None and cell.getprevious() is None
    return not alone and next(cell.iter("table"), None) is None


def _dot(mark: str) -> str:
    """Return a mark of one sign as it looks: Word's are mostly of a font of signs."""
    return mark if mark in "-–—•▪*" else "•"


def _columns(cell: etree._Element | None) -> int:
    """Return over how many columns a cell reaches."""
    return 1 if cell is None else min(max(_integer(cell.get("colspan"), 1), 1), _MOST_COLUMNS)


def _note_mark(anchor: etree._Element) -> str:
    """Return the mark of a footnote that an anchor refers to or comes from, such as ``1``."""
    if not _NOTE_ADDRESS.search(anchor.get("href", "")):
        return ""
    mark = "".join(str(piece) for piece in anchor.itertext()).strip().strip("[]")
    return mark if len(mark) <= _LONGEST_MARK and mark.isalnum() else ""


def _hidden(element: etree._Element) -> bool:
    if "hidden" in element.attrib:
        return True
    return bool(_HIDING_STYLE.search(element.get("style", "")))


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
