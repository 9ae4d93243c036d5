"""Words of a text, with Persian words kept whole."""

import re
from dataclasses import dataclass

_MARKS = "\u064b-\u065f\u0670"
_WORD = re.compile(rf"\w+(?:[\u200c\u200d{_MARKS}]+\w+)*[{_MARKS}]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: ``source[start:end] == text``."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of ``text`` in order.

    ZWNJ and diacritics inside a word do not cut it (می‌شود is one word); punctuation and spaces
    between words are left out.
    """
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def bare_words(text: str) -> list[str]:
    """Return the words of ``text`` in order, without where they stand."""
    return _WORD.findall(text)
