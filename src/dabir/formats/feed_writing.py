"""Feeds as Atom (RFC 4287), for the programs in which people follow news.

Ids stay for as long as there is a thing to tell of; the same feed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from dabir.domain.language.printable import printable

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing to tell of. `key` is an absolute IRI that stays; `updated` moves with a change.

    `text` is plain, its paragraphs apart by an empty line.
    """

    key: str
    title: str
    url: str
    published: datetime
    updated: datetime
    author: str
    text: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: `url` is where people read the same, `own_url` the address of the feed itself.

    `others` are the addresses of this feed in other languages, by language. Without entries, it
    was `updated` at a moment that is given.
    """

    key: str
    title: str
    subtitle: str
    language: str
    url: str
    own_url: str
    updated: datetime
    author: str
    entries: Sequence[FeedEntry] = ()
    others: Mapping[str, str] = field(default_factory=dict)


def write_feed(feed: Feed) -> bytes:
    """Return the Atom document of a feed."""
    named: dict[str | None, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap=named)  # type: ignore[arg-type] # the stubs forget the nameless prefix
    root.set(_LANGUAGE, feed.language)
    _add(root, "id", feed.key)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _instant(feed.updated))
    _link(root, "self", feed.own_url, "application/atom+xml", feed.language)
    _link(root, "alternate", feed.url, "text/html", feed.language)
    for language, url in sorted(feed.others.items()):
        _link(root, "alternate", url, "application/atom+xml", language)
    _author(root, feed.author)
    for entry in feed.entries:
        _add_entry(root, entry)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def _add_entry(root: etree._Element, entry: FeedEntry) -> None:
    element = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
    _add(element, "id", entry.key)
    _add(element, "title", entry.title)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(entry.updated))
    _link(element, "alternate", entry.url, "text/html", "")
    _author(element, entry.author)
    if entry.category:
        etree.SubElement(element, f"{{{NAMESPACE}}}category", term=printable(entry.category))
    # A feed's entry must say something where it has no words of its own: its title.
    _add(element, "summary", entry.text or entry.title)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = printable(text)


def _link(parent: etree._Element, relation: str, url: str, kind: str, language: str) -> None:
    link = etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=relation, type=kind, href=url)
    if language:
        link.set("hreflang", language)


def _author(parent: etree._Element, name: str) -> None:
    _add(etree.SubElement(parent, f"{{{NAMESPACE}}}author"), "name", name)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
