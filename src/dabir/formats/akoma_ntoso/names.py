"""The names of Akoma Ntoso 3.0 that this package writes, and codes of languages."""

from __future__ import annotations

import re

from dabir.domain.drafting import Kind
from dabir.formats.akoma_ntoso.errors import NoSuchLanguage

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# Our own attributes and elements, for what the standard has no place for.
OWN = "urn:dabir:akoma-ntoso:1"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {None: AKN, "dabir": OWN}

LANG = f"{{{XML}}}lang"
SPACE = f"{{{XML}}}space"
STYLE = f"{{{OWN}}}style"
KIND = f"{{{OWN}}}kind"
OPTION = f"{{{OWN}}}option"
BY = f"{{{OWN}}}by"

# The element of each kind of clause, and the name that a generic element gets.
TAGS: dict[Kind, tuple[str, str]] = {
    Kind.PREAMBLE: ("hcontainer", "preamble"),
    Kind.CHAPTER: ("chapter", ""),
    Kind.ARTICLE: ("article", ""),
    Kind.NOTE: ("hcontainer", "note"),
    Kind.CLAUSE: ("clause", ""),
    Kind.ITEM: ("point", ""),
    Kind.PARAGRAPH: ("paragraph", ""),
    Kind.ANNEX: ("hcontainer", "annex"),
}

# Abbreviations of the naming convention; a name that is not here stands for itself.
ABBREVIATIONS = {
    "chapter": "chp",
    "article": "art",
    "clause": "cl",
    "paragraph": "para",
    "recital": "rec",
    "recitals": "recs",
}

# Addresses take the three letters of ISO 639-2 (terminology); files keep the shorter code too.
_THREE_LETTERS = {
    "ar": "ara",
    "az": "aze",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "hy": "hye",
    "it": "ita",
    "ja": "jpn",
    "ku": "kur",
    "pt": "por",
    "ru": "rus",
    "tr": "tur",
    "ur": "urd",
    "zh": "zho",
}
_TWO_LETTERS = {three: two for two, three in _THREE_LETTERS.items()} | {
    "per": "fa",
    "fre": "fr",
    "ger": "de",
    "chi": "zh",
}
_CODE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def akn(name: str) -> str:
    """Return an element's name in the namespace of Akoma Ntoso."""
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """Return an element's or attribute's name in our namespace."""
    return f"{{{OWN}}}{name}"


def three_letters(language: str) -> str:
    """Return the code for addresses: "fas" for "fa"; what has none there stands for itself.

    Raises:
        NoSuchLanguage: it is no code at all.
    """
    if not _CODE.fullmatch(language):
        raise NoSuchLanguage(language=language)
    return _THREE_LETTERS.get(language, language)


def short_code(language: str) -> str:
    """Return the code that clauses are worded by: "fa" for "fas"."""
    return _TWO_LETTERS.get(language.lower(), language)
