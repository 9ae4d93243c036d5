"""The metadata of a text in Akoma Ntoso: work, expression and manifestation, life, references.

What an attribute of the standard holds, readers of other systems find; the same stands whole in
our own elements, which hold any character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote

from lxml import etree

from dabir.domain.drafting import Symbol, Version
from dabir.domain.language.printable import printable
from dabir.formats.akoma_ntoso.lines import fill
from dabir.formats.akoma_ntoso.names import LANG, akn, own, three_letters
from dabir.formats.text_facts import TextFacts

SOURCE = "#dabir"
# A date that stands for none: the schema demands one.
NO_DAY = date(1, 1, 1)
# Elements with words of their own: these are kept letter for letter in `dabir:` elements.
KEPT = ("number", "name", "dayText", "group", "classification")

DocumentKind = Literal["bill", "act", "doc", "amendment"]


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody or something that a document refers to by ``id``: a delegation, a contest."""

    id: str
    name: str


def write_metadata(
    document: etree._Element,
    version: Version,
    about: TextFacts,
    languages: Sequence[str],
    *,
    kind: DocumentKind,
    agents: Sequence[Agent] = (),
    concepts: Sequence[Agent] = (),
    modifications: Callable[[etree._Element], None] | None = None,
) -> etree._Element:
    """Append ``meta`` to a document and return it; ``modifications`` writes what it changes.

    Raises:
        NoSuchLanguage: a language has a code that no file can hold.
    """
    meta = etree.SubElement(document, akn("meta"))
    identification = etree.SubElement(meta, akn("identification"), source=SOURCE)
    work = work_address(about, kind)
    expression = expression_address(work, about.day, languages)
    _work(identification, about, work)
    _expression(identification, version, about, expression, languages)
    manifestation = etree.SubElement(identification, akn("FRBRManifestation"))
    _addresses(manifestation, f"{expression}.xml")
    _dated(manifestation, about.day, "file")
    _authored(manifestation, SOURCE)
    if about.history:
        lifecycle = etree.SubElement(meta, akn("lifecycle"), source=SOURCE)
        for milestone in about.history:
            event = "generation" if milestone is about.history[0] else "amendment"
            etree.SubElement(
                lifecycle,
                akn("eventRef"),
                date=milestone.day.isoformat(),
                source=f"#version_{milestone.symbol.number}",
                type=event,
            )
    if modifications is not None:
        modifications(meta)
    _references(meta, about, work, languages, agents=agents, concepts=concepts)
    _own(meta, version, about, languages)
    return meta


def work_address(about: TextFacts, kind: DocumentKind) -> str:
    """Return the address of the work by the naming convention: `/akn/ir/bill/2026-01-02/name`."""
    name = about.name or about.number
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.") or "text"
    day = f"/{about.begun.isoformat()}" if about.begun is not None else ""
    country = quote(about.country.lower() or "xx", safe="")
    return f"/akn/{country}/{kind}{day}/{slug}"


def expression_address(work: str, day: date | None, languages: Sequence[str]) -> str:
    """Return the address of one version in its language, "mul" where there are several."""
    codes = [three_letters(language) for language in languages]
    return f"{work}/{codes[0] if len(codes) == 1 else 'mul'}@{day.isoformat() if day else ''}"


def attribute(text: str) -> str:
    """Return words as an attribute can hold them: on one line, without what XML forbids."""
    return " ".join(printable(text).split())


def _work(identification: etree._Element, about: TextFacts, address: str) -> None:
    work = etree.SubElement(identification, akn("FRBRWork"))
    _addresses(work, address)
    for language, title in about.title.items():
        alias = etree.SubElement(
            work, akn("FRBRalias"), value=attribute(title) or "-", name="title"
        )
        alias.set(own("language"), attribute(language))
    _dated(work, about.begun, "begun")
    _authored(work, "#group")
    etree.SubElement(work, akn("FRBRcountry"), value=attribute(about.country))
    if about.number:
        etree.SubElement(work, akn("FRBRnumber"), value=attribute(about.number))
    if about.name:
        etree.SubElement(work, akn("FRBRname"), value=attribute(about.name))


def _expression(
    identification: etree._Element,
    version: Version,
    about: TextFacts,
    address: str,
    languages: Sequence[str],
) -> None:
    expression = etree.SubElement(identification, akn("FRBRExpression"))
    _addresses(expression, address)
    _dated(expression, about.day, "version")
    _authored(expression, "#group")
    etree.SubElement(expression, akn("FRBRversionNumber"), value=str(version.symbol.number))
    for language in languages:
        etree.SubElement(expression, akn("FRBRlanguage"), language=three_letters(language))


def _addresses(level: etree._Element, address: str) -> None:
    this = f"{address[:-4]}/!main.xml" if address.endswith(".xml") else f"{address}/!main"
    etree.SubElement(level, akn("FRBRthis"), value=this)
    etree.SubElement(level, akn("FRBRuri"), value=address)


def _dated(level: etree._Element, day: date | None, name: str) -> None:
    etree.SubElement(
        level,
        akn("FRBRdate"),
        date=(day or NO_DAY).isoformat(),
        name=name if day is not None else "unknown",
    )


def _authored(level: etree._Element, who: str) -> None:
    etree.SubElement(level, akn("FRBRauthor"), href=who)


def _references(
    meta: etree._Element,
    about: TextFacts,
    work: str,
    languages: Sequence[str],
    *,
    agents: Sequence[Agent],
    concepts: Sequence[Agent],
) -> None:
    references = etree.SubElement(meta, akn("references"), source=SOURCE)
    for milestone in about.history:
        tag = "original" if milestone is about.history[0] else "passiveRef"
        etree.SubElement(
            references,
            akn(tag),
            eId=f"version_{milestone.symbol.number}",
            href=expression_address(work, milestone.day, languages),
            showAs=milestone.symbol.label(languages[0]),
        )
    known = [Agent("dabir", "Dabir"), Agent("group", about.group or "-"), *agents]
    for agent in known:
        etree.SubElement(
            references,
            akn("TLCOrganization"),
            eId=agent.id,
            href=f"/akn/ontology/organization/{quote(attribute(agent.name), safe='') or '-'}",
            showAs=attribute(agent.name) or "-",
        )
    for concept in concepts:
        etree.SubElement(
            references,
            akn("TLCConcept"),
            eId=concept.id,
            href="/akn/ontology/concept/contested-words",
            showAs=attribute(concept.name) or "-",
        )


def _own(
    meta: etree._Element, version: Version, about: TextFacts, languages: Sequence[str]
) -> None:
    proprietary = etree.SubElement(meta, akn("proprietary"), source=SOURCE)
    text = etree.SubElement(
        proprietary,
        own("text"),
        version=str(version.symbol.number),
        languages=" ".join(languages),
        status=about.status,
    )
    if version.made_from is not None:
        text.set("madeFrom", str(version.made_from.number))
    words: Mapping[str, str] = {
        "number": about.number,
        "name": about.name,
        "dayText": about.day_text,
        "group": about.group,
        "classification": about.classification,
    }
    for language, title in about.title.items():
        titled = etree.SubElement(text, own("title"), {LANG: language})
        fill(titled, title)
    for name in KEPT:
        if words[name]:
            fill(etree.SubElement(text, own(name)), words[name])


def symbol_of(number: str | None) -> Symbol | None:
    """Return the symbol that a file gives by its number, None where it gives none."""
    return (
        Symbol(int(number)) if number is not None and re.fullmatch("[0-9]{1,6}", number) else None
    )
