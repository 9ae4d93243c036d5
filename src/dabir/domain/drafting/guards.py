"""Rules that a wording can be checked against: what it must say, and what it must not.

Spelling does not count: letters, digits, ZWNJ and punctuation are settled as for searching, and
words are matched whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dabir.domain.language import search_key

_GAP = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a wording lacks of what it must say, and says of what it must not; false when kept."""

    missing: tuple[str, ...]
    forbidden: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.forbidden)


def crossed(words: str, *, must: Iterable[str] = (), must_not: Iterable[str] = ()) -> Crossed:
    """Return how a wording crosses a rule of phrases that it must, and must not, contain."""
    settled = _settled(words)
    return Crossed(
        missing=tuple(phrase for phrase in must if _settled(phrase) not in settled),
        forbidden=tuple(phrase for phrase in must_not if _settled(phrase) in settled),
    )


def _settled(words: str) -> str:
    return f" {_GAP.sub(' ', search_key(words)).strip()} "
