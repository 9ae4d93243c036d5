"""HTML of messages: its text, and what mail programs mark in it as a quote or a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree, html

from dabir.domain.language.mail_text import Role, Stretch
from dabir.formats.encodings import decode
from dabir.formats.errors import NotAText
from dabir.formats.html_reading import html_to_text, read_html
from dabir.formats.limits import Limits
from dabir.formats.read_document import ReadDocument

# Letters of the private use area, which no text needs; any that were there before are taken out.
_OPEN = {Role.QUOTED: "\ue0a1", Role.SIGNATURE: "\ue0a2"}
_CLOSE = "\ue0a3"
_MARKS = re.compile("[\ue0a1-\ue0a3]")
_ROLES = {mark: role for role, mark in _OPEN.items()}

_QUOTES = {
    "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "outlookmessageheader", "protonmail_quote",
    "zmail_extra", "freebirdquoted",
}  # fmt: skip
_SIGNATURES = {
    "gmail_signature", "moz-signature", "signature", "applemailsignature",
    "protonmail_signature_block", "ms-outlook-mobile-signature", "ms-outlook-ios-signature",
    "yahoo-signature",
}  # fmt: skip
_FORWARD_WITHIN = re.compile(r"-{2,}\s*\S[^-]{3,60}-{2,}")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an HTML part, and the stretches that its markup sets apart."""

    document: ReadDocument
    known: tuple[Stretch, ...]


def read_page(data: bytes, *, limits: Limits, declared: str = "") -> Page:
    """Read the HTML of a message; ``declared`` is the charset that its part states.

    Raises what :func:`~dabir.formats.html_reading.read_html` raises.
    """
    document = read_html(data, limits=limits, declared=declared)
    marked = _marked(decode(data, declared=declared or document.encoding)[0])
    if marked is None:
        return Page(document, ())
    text, known = _unmarked(html_to_text(marked, limits=limits))
    return Page(replace(document, text=text), known)


def _marked(markup: str) -> str | None:
    """Return the markup with marks around what is set apart; None where nothing is."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(
            _MARKS.sub("", markup).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAText from error
    found = [(element, role) for element in root.iter() if (role := _role_of(element))]
    for element, role in found:
        element.text = _OPEN[role] + (element.text or "")
        children = list(element)
        if children:
            children[-1].tail = (children[-1].tail or "") + _CLOSE
        else:
            element.text += _CLOSE
    return html.tostring(root, encoding="unicode") if found else None


def _role_of(element: etree._Element) -> Role | None:
    tag = element.tag
    if not isinstance(tag, str) or not element.attrib:
        return None
    names = {name.lower() for name in element.get("class", "").split()}
    names.add(element.get("id", "").lower())
    if names & _SIGNATURES or element.get("data-smartmail") == "gmail_signature":
        return Role.SIGNATURE
    if tag == "blockquote":
        cited = element.get("type", "").lower() == "cite" or "gmail_quote" in names
        return Role.QUOTED if cited else None
    if names & _QUOTES:
        # Gmail marks the head of a forward as it marks that of a quote.
        said = " ".join("".join(map(str, element.itertext())).split())[:200]
        return None if _FORWARD_WITHIN.match(said) else Role.QUOTED
    return None


def _unmarked(text: str) -> tuple[str, tuple[Stretch, ...]]:
    """Take the marks out again; the outermost of nested stretches holds."""
    pieces: list[str] = []
    found: list[Stretch] = []
    length = depth = start = at = 0
    role = Role.OWN
    for mark in _MARKS.finditer(text):
        pieces.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark.group() == _CLOSE:
            depth = max(0, depth - 1)
            if depth == 0 and length > start:
                found.append(Stretch(role, start, length))
        else:
            if depth == 0:
                role, start = _ROLES[mark.group()], length
            depth += 1
    pieces.append(text[at:])
    return "".join(pieces), tuple(found)
