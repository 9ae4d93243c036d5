"""A clause: the unit a text is made of, whatever it is called (ماده، تبصره، بند، جزء).

A clause is known by a permanent, opaque `uid`. Its number is never stored: it follows from where
the clause stands (see `dabir.domain.drafting.numbering`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a clause is called."""

    PREAMBLE = "preamble"
    CHAPTER = "chapter"
    ARTICLE = "article"
    NOTE = "note"
    CLAUSE = "clause"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"


class NumberStyle(StrEnum):
    """How the number of a clause is written; the language decides on the script."""

    NONE = "none"
    DIGITS = "digits"
    """۱ ۲ ۳ in Persian, 1 2 3 elsewhere."""
    LETTERS = "letters"
    """الف ب پ ت in Persian, a b c elsewhere."""
    ABJAD = "abjad"
    """الف ب ج د, as older Persian texts have it; a b c elsewhere."""
    ORDINAL = "ordinal"
    """اول دوم سوم in Persian, I II III elsewhere."""


class Part(StrEnum):
    """The two wordings that a clause has in each language."""

    HEADING = "heading"
    TEXT = "text"


def _frozen(wording: Mapping[str, str]) -> Mapping[str, str]:
    """Return a read-only copy without empty wordings: no text and an empty text are the same."""
    return MappingProxyType({language: text for language, text in wording.items() if text})


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one version.

    `parent` is the uid of the clause it stands in, None at the top; `order` is its place among its
    siblings, from 0; `heading` and `text` map a language code ("fa", "en") to wording.
    """

    uid: str
    parent: str | None
    order: int
    kind: Kind
    style: NumberStyle = NumberStyle.DIGITS
    heading: Mapping[str, str] = field(default_factory=dict, hash=False)
    text: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", _frozen(self.heading))
        object.__setattr__(self, "text", _frozen(self.text))

    def wording(self, part: Part, language: str) -> str:
        """Return the heading or the text in `language`, empty when there is none."""
        return self._part(part).get(language, "")

    def wordings(self) -> dict[tuple[Part, str], str]:
        """Return every wording of the clause by its part and language, headings first."""
        return {(part, code): text for part in Part for code, text in self._part(part).items()}

    def _part(self, part: Part) -> Mapping[str, str]:
        return self.heading if part is Part.HEADING else self.text
