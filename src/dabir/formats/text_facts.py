"""What a file says of a text besides its clauses: title, number, days, group, confidentiality."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dabir.domain.drafting import Symbol, Version
from dabir.domain.language.printable import printable

# Languages written from right to left, by the first part of their code.
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ku", "prs", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A version of the text that there was, and the day it was made."""

    symbol: Symbol
    day: date


@dataclass(frozen=True, kw_only=True)
class TextFacts:
    """What is known of a text, or of one version of it, apart from its words.

    ``title`` is by language; ``number`` is what the document is cited by, as printed
    ("WG.1/2026/L.3"); ``name`` is a short ASCII name for addresses, made from the number where it
    is empty. ``day`` is when this version was made and ``day_text`` the same as printed;
    ``begun`` is when the text was. ``group`` is who drafts it, ``country`` the two letters of
    its jurisdiction. ``classification`` is printed at the head ("محرمانه"). ``history`` lists the
    versions so far, oldest first. ``first_ids`` gives each clause's identifier in the version
    that first had it (`dabir.formats.akoma_ntoso.first_ids`), empty for a first version.

    Raises ``ValueError`` where no language has a title that can be printed.
    """

    title: Mapping[str, str]
    number: str = ""
    name: str = ""
    day: date | None = None
    day_text: str = ""
    begun: date | None = None
    group: str = ""
    country: str = "ir"
    classification: str = ""
    status: Literal["draft", "final"] = "draft"
    history: tuple[Milestone, ...] = ()
    first_ids: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(printable(title).strip() for title in self.title.values()):
            raise ValueError("a document needs a title")

    def title_in(self, language: str) -> str:
        """Return the title in ``language``, or else in the first language that has one."""
        return self.title.get(language) or next(title for title in self.title.values() if title)


def languages_of(version: Version, about: TextFacts | None = None) -> tuple[str, ...]:
    """Return the languages that a version is worded in, those of the title first.

    Persian where there is neither a word nor a title.
    """
    found = dict.fromkeys(about.title if about is not None else ())
    for _, clause in version.walk():
        found |= dict.fromkeys(sorted(language for _part, language in clause.wordings()))
    return tuple(found) or ("fa",)


def file_name(about: TextFacts, symbol: Symbol) -> str:
    """Return a name for files of a version, in ASCII and without its ending."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", about.name or about.number).strip("-").lower()
    return f"{slug or 'text'}-{f'rev{symbol.number}' if symbol.number else 'zero-draft'}"


def direction_of(language: str) -> Literal["rtl", "ltr"]:
    """Return the direction that ``language`` is written in."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"
