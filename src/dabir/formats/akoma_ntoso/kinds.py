"""What the elements of Akoma Ntoso are to us: kinds of clause, and styles of number."""

from __future__ import annotations

import re

from lxml import etree

from dabir.domain.drafting import Kind, NumberStyle
from dabir.domain.language import to_ascii_digits
from dabir.formats.akoma_ntoso.names import KIND, STYLE, TAGS

_OWN = {element: kind for kind, element in TAGS.items()}
_CHAPTERS = {
    "part", "chapter", "title", "book", "tome", "division", "subpart", "subchapter", "subtitle",
    "subdivision",
}  # fmt: skip
_ARTICLES = {"article", "section", "rule"}
_CLAUSES = {"paragraph", "subsection", "clause", "level", "transitional"}
_ITEMS = {"point", "indent", "item", "list", "sublist", "subclause", "subrule"}
_LINES = {"alinea", "subparagraph"}
HIERARCHY = _CHAPTERS | _ARTICLES | _CLAUSES | _ITEMS | _LINES | {"proviso", "hcontainer"}
_NAMED = {
    "note": Kind.NOTE,
    "tabsareh": Kind.NOTE,
    "تبصره": Kind.NOTE,
    "annex": Kind.ANNEX,
    "annexe": Kind.ANNEX,
    "appendix": Kind.ANNEX,
    "schedule": Kind.ANNEX,
    "attachment": Kind.ANNEX,
    "پیوست": Kind.ANNEX,
    "preamble": Kind.PREAMBLE,
    "article": Kind.ARTICLE,
    "chapter": Kind.CHAPTER,
}
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_LETTER = re.compile(r"الف|[آ-ی]|[a-z]|([a-z])\1", re.IGNORECASE)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def children_named(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these names, in order."""
    return [child for child in element if local(child) in names]


def kind_of(element: etree._Element) -> Kind:
    """Return the kind of clause that an element holds.

    Ours say it; of others, sections that hold articles are chapters, and what has no number is a
    paragraph.
    """
    tag, name = local(element), element.get("name", "")
    if STYLE in element.attrib:
        if tag == "recital":
            return Kind(element.get(KIND, Kind.PARAGRAPH.value))
        if tag in {"recitals", "container"}:
            return Kind.PREAMBLE
        return _OWN.get((tag, name if tag == "hcontainer" else ""), Kind.PARAGRAPH)
    if tag in {"recitals", "citations", "container", "formula"}:
        return Kind.PREAMBLE
    if tag == "hcontainer":
        return _NAMED.get(name.casefold()) or (
            Kind.CHAPTER if _holds_hierarchy(element) else Kind.PARAGRAPH
        )
    if tag == "proviso":
        return Kind.NOTE
    if tag in _CHAPTERS:
        return Kind.CHAPTER
    if tag in _ARTICLES:
        inside = {local(descendant) for descendant in element.iterdescendants()}
        return Kind.CHAPTER if tag == "section" and "article" in inside else Kind.ARTICLE
    if not children_named(element, "num"):
        return Kind.PARAGRAPH
    return Kind.CLAUSE if tag in _CLAUSES else Kind.ITEM


def stands_for_itself(element: etree._Element) -> bool:
    """Whether an element is a clause, and not only what holds the items of a list together."""
    if local(element) not in {"list", "sublist"}:
        return True
    return bool(children_named(element, "num", "heading"))


def style_of(element: etree._Element) -> NumberStyle:
    """Return how an element is numbered: ours say it, of others the printed number does."""
    if STYLE in element.attrib:
        return NumberStyle(element.get(STYLE, ""))
    number = printed_number(element)
    if not number:
        return NumberStyle.NONE
    bare = core(number)
    if any(character.isdigit() for character in bare):
        return NumberStyle.DIGITS
    if _ROMAN.fullmatch(bare) and _begins_roman(element):
        return NumberStyle.ORDINAL
    return NumberStyle.LETTERS if _LETTER.fullmatch(bare) else NumberStyle.ORDINAL


def printed_number(element: etree._Element) -> str:
    """Return what stands in the first ``num``, on one line."""
    for number in children_named(element, "num"):
        return " ".join("".join(map(str, number.itertext())).split())
    return ""


def core(number: str) -> str:
    """Return what of a printed number counts: "12" of "Article ۱۲.", "a" of "(A)"."""
    words = _PUNCTUATION.sub(" ", to_ascii_digits(number)).split()
    return words[-1].casefold() if words else ""


def _begins_roman(element: etree._Element) -> bool:
    """Whether the row of like elements begins with I: then C is a hundred, and no letter."""
    parent = element.getparent()
    row = [element] if parent is None else children_named(parent, local(element))
    return core(printed_number(row[0])) in {"i", "1"}


def _holds_hierarchy(element: etree._Element) -> bool:
    return any(local(child) in HIERARCHY for child in element)
