"""Official documents as one web page that needs nothing else, and sheets likewise."""

from __future__ import annotations

import base64

from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.documents import IssuedClause, IssuedDocument, Sheet
from dabir.formats.html_elements import POLICY, element, link, write_page
from dabir.formats.wording import wording

_PNG = b"\x89PNG"
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
    page = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=POLICY),
            element("meta", name="viewport", content="width=device-width"),
            element("title", document.title),
            element("style", _STYLE),
        ),
        element("body", body),
        lang=document.language,
        dir=document.direction,
    )
    return write_page(page)


def _article(document: IssuedDocument) -> etree._Element:
    words = wording(document.language)
    article = element("article", _head(document))
    for recipient in document.recipients:
        article.append(element("p", element("strong", recipient)))
    article.append(element("h1", document.title, dir="auto"))
    if document.facts:
        article.append(_definitions(document.facts, "facts"))
    article.extend(_prose(document.preamble))
    article.extend(map(_clause, document.clauses, document.heading_levels()))
    article.extend(_prose(document.closing))
    if document.signatory:
        address = element("address", element("p", element("strong", document.signatory.name)))
        if document.signatory.position:
            address.append(element("p", document.signatory.position))
        article.append(address)
    if document.copies:
        article.append(
            element(
                "section",
                element("p", element("strong", f"{words.copies}:")),
                *[element("p", f"{words.dash} {copy}") for copy in document.copies],
                class_="copies",
            )
        )
    foot = element("footer")
    if document.verification_url:
        foot.append(element("p", f"{words.verification}: ", link(document.verification_url)))
    if document.seal_text:
        foot.append(element("p", f"{words.seal}: ", element("bdi", document.seal_text)))
    if len(foot):
        article.append(foot)
    return article


def _head(document: IssuedDocument) -> etree._Element:
    words = wording(document.language)
    issuer = element("div")
    if document.emblem:
        kind = "png" if document.emblem.startswith(_PNG) else "svg+xml"
        source = base64.b64encode(document.emblem).decode("ascii")
        issuer.append(element("img", src=f"data:image/{kind};base64,{source}", alt=words.emblem))
    if document.issuer:
        issuer.append(element("p", element("strong", document.issuer)))
    if document.group:
        issuer.append(element("p", document.group))
    particulars = [
        (words.number, document.number),
        (words.day, document.day_text),
        (words.attachments, document.attachments_text),
        (words.classification, document.classification),
    ]
    head = element("header", issuer)
    if document.opening:
        head.append(element("p", document.opening))
    head.append(_definitions(tuple(pair for pair in particulars if pair[1]), "particulars"))
    return head


def _definitions(pairs: tuple[tuple[str, str], ...], name: str) -> etree._Element:
    listing = element("dl", class_=name)
    for label, value in pairs:
        listing.append(element("dt", label))
        listing.append(element("dd", element("bdi", value)))
    return listing


def _clause(clause: IssuedClause, level: int) -> etree._Element:
    section = element("section", class_=f"depth-{min(clause.depth, 4)}")
    label = printable(clause.label)
    if clause.heading:
        heading = etree.SubElement(section, f"h{level}")
        heading.text = f"{label} {printable(clause.heading)}".strip()
        section.extend(_prose(clause.text))
        return section
    first, *rest = _prose(clause.text) or [element("p")]
    if label:
        bold = element("strong", label)
        bold.tail = f" {first.text or ''}"
        first.text = None
        first.insert(0, bold)
    section.extend([first, *rest])
    return section


def _prose(text: str) -> list[etree._Element]:
    return [element("p", line, dir="auto") for line in printable(text).split("\n") if line.strip()]


def _table(sheet: Sheet) -> etree._Element:
    article = element("article", element("h1", sheet.title))
    if sheet.subtitle:
        article.append(element("p", sheet.subtitle))
    article.append(
        element(
            "table",
            element(
                "thead",
                element("tr", *[element("th", title, scope="col") for title in sheet.columns]),
            ),
            element(
                "tbody",
                *[
                    element("tr", *[element("td", cell, dir="auto") for cell in row])
                    for row in sheet.rows
                ],
            ),
        )
    )
    return article
