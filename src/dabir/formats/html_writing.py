"""Official documents as one web page that needs nothing else, and sheets likewise."""

from __future__ import annotations

import base64

from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.documents import IssuedClause, IssuedDocument, Sheet
from dabir.formats.wording import wording

_PNG = b"\x89PNG"
# The page may show its own style and picture, and load or run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { font: 1rem/1.9 Vazirmatn, Tahoma, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; color: #1a1a1a; background: #fff; }
header { display: flex; justify-content: space-between; gap: 1rem;
  border-block-end: 3px double #333; padding-block-end: .8rem; }
header p, .copies p, address p { margin: 0; }
header img { height: 4rem; }
h1 { font-size: 1.3rem; text-align: center; }
h2, h3, h4, h5, h6 { font-size: 1rem; margin-block: 1rem .2rem; }
p { text-align: justify; margin-block: .5rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: #595959; } dd { margin: 0; }
.facts { border-block: 1px solid #999; padding-block: .6rem; margin-block-end: 1rem; }
.depth-1 { margin-inline-start: 1.6rem; } .depth-2 { margin-inline-start: 3.2rem; }
.depth-3 { margin-inline-start: 4.8rem; } .depth-4 { margin-inline-start: 6.4rem; }
address { font-style: normal; width: 46%; margin-inline-start: auto; margin-block: 4rem 2rem; }
address p { text-align: center; }
footer { border-block-start: 1px solid #999; color: #595959; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-block: 1px solid #999; padding: .4rem .6rem; text-align: start;
  vertical-align: top; }
thead { background: #ebebeb; display: table-header-group; }
@media print { body { margin: 0; max-width: none; } }
"""


def write_html(document: IssuedDocument | Sheet) -> str:
    """Return a complete page; every text is escaped, and an address is a link only if it is web."""
    body = _table(document) if isinstance(document, Sheet) else _article(document)
    page = _element(
        "html",
        _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            _element("meta", name="viewport", content="width=device-width"),
            _element("title", document.title),
            _element("style", _STYLE),
        ),
        _element("body", body),
        lang=document.language,
        dir=document.direction,
    )
    return etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")


def _element(tag: str, *content: str | etree._Element, **attributes: str) -> etree._Element:
    """Build an element; text is made printable here and escaped when written.

    ``class_`` stands for ``class``, and ``http_equiv`` for ``http-equiv``.
    """
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    element = etree.Element(
        tag, {names[name]: printable(value) for name, value in attributes.items()}
    )
    for part in map(_fit, content):
        if not isinstance(part, str):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part
    return element


def _fit(part: str | etree._Element) -> str | etree._Element:
    return printable(part) if isinstance(part, str) else part


def _article(document: IssuedDocument) -> etree._Element:
    words = wording(document.language)
    article = _element("article", _head(document))
    for recipient in document.recipients:
        article.append(_element("p", _element("strong", recipient)))
    article.append(_element("h1", document.title, dir="auto"))
    if document.facts:
        article.append(_definitions(document.facts, "facts"))
    article.extend(_prose(document.preamble))
    article.extend(map(_clause, document.clauses, document.heading_levels()))
    article.extend(_prose(document.closing))
    if document.signatory:
        address = _element("address", _element("p", _element("strong", document.signatory.name)))
        if document.signatory.position:
            address.append(_element("p", document.signatory.position))
        article.append(address)
    if document.copies:
        article.append(
            _element(
                "section",
                _element("p", _element("strong", f"{words.copies}:")),
                *[_element("p", f"{words.dash} {copy}") for copy in document.copies],
                class_="copies",
            )
        )
    foot = _element("footer")
    if document.verification_url:
        foot.append(_element("p", f"{words.verification}: ", _link(document.verification_url)))
    if document.seal_text:
        foot.append(_element("p", f"{words.seal}: ", _element("bdi", document.seal_text)))
    if len(foot):
        article.append(foot)
    return article


def _head(document: IssuedDocument) -> etree._Element:
    words = wording(document.language)
    issuer = _element("div")
    if document.emblem:
        kind = "png" if document.emblem.startswith(_PNG) else "svg+xml"
        source = base64.b64encode(document.emblem).decode("ascii")
        issuer.append(_element("img", src=f"data:image/{kind};base64,{source}", alt=words.emblem))
    if document.issuer:
        issuer.append(_element("p", _element("strong", document.issuer)))
    if document.group:
        issuer.append(_element("p", document.group))
    particulars = [
        (words.number, document.number),
        (words.day, document.day_text),
        (words.attachments, document.attachments_text),
        (words.classification, document.classification),
    ]
    head = _element("header", issuer)
    if document.opening:
        head.append(_element("p", document.opening))
    head.append(_definitions(tuple(pair for pair in particulars if pair[1]), "particulars"))
    return head


def _definitions(pairs: tuple[tuple[str, str], ...], name: str) -> etree._Element:
    listing = _element("dl", class_=name)
    for label, value in pairs:
        listing.append(_element("dt", label))
        listing.append(_element("dd", _element("bdi", value)))
    return listing


def _clause(clause: IssuedClause, level: int) -> etree._Element:
    section = _element("section", class_=f"depth-{min(clause.depth, 4)}")
    label = printable(clause.label)
    if clause.heading:
        heading = etree.SubElement(section, f"h{level}")
        heading.text = f"{label} {printable(clause.heading)}".strip()
        section.extend(_prose(clause.text))
        return section
    first, *rest = _prose(clause.text) or [_element("p")]
    if label:
        bold = _element("strong", label)
        bold.tail = f" {first.text or ''}"
        first.text = None
        first.insert(0, bold)
    section.extend([first, *rest])
    return section


def _prose(text: str) -> list[etree._Element]:
    return [_element("p", line, dir="auto") for line in printable(text).split("\n") if line.strip()]


def _link(url: str) -> etree._Element:
    if url.startswith(("https://", "http://")):
        return _element("a", url, href=url, dir="ltr")
    return _element("bdi", url)


def _table(sheet: Sheet) -> etree._Element:
    article = _element("article", _element("h1", sheet.title))
    if sheet.subtitle:
        article.append(_element("p", sheet.subtitle))
    article.append(
        _element(
            "table",
            _element(
                "thead",
                _element("tr", *[_element("th", title, scope="col") for title in sheet.columns]),
            ),
            _element(
                "tbody",
                *[
                    _element("tr", *[_element("td", cell, dir="auto") for cell in row])
                    for row in sheet.rows
                ],
            ),
        )
    )
    return article
