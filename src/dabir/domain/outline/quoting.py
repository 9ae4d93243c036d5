"""Finding words that a person quotes in a text, however they typed them.

Letters of other keyboards, digits of other scripts, joins and line breaks do not matter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dabir.domain.language import ZWNJ, normalise_letters

FARTHEST = 20_000
"""As far as the last words are looked for after the first."""

_ALIKE = ("یيىئ", "کك", "هةۀ", "وؤ", "اآأإ", '"«»“”', "-ـ–—‐", "،,", "؛;")
_DIGITS = ("0۰٠", "1۱١", "2۲٢", "3۳٣", "4۴٤", "5۵٥", "6۶٦", "7۷٧", "8۸٨", "9۹٩")
_CLASS = {letter: f"[{re.escape(each)}]" for each in (*_ALIKE, *_DIGITS) for letter in each}
_MARKS = f"[\u064b-\u065f\u0670\u0640{ZWNJ}]*"


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str] | None:
    tokens = normalise_letters(words).replace(ZWNJ, " ").split()
    pieces = [
        _MARKS.join(_CLASS.get(letter, re.escape(letter)) for letter in token) for token in tokens
    ]
    gap = f"[\\s{ZWNJ}]*"
    return re.compile(gap.join(pieces) + _MARKS, re.IGNORECASE) if pieces else None


def find_words(text: str, first: str, last: str = "", most: int = 20) -> list[tuple[int, int]]:
    """Return the spans that begin with the words ``first`` and end with the words ``last``.

    Without ``last``, those of ``first`` alone. At most ``most``, in order.
    """
    found = []
    for span in _spans(text, first, last):
        found.append(span)
        if len(found) == most:
            break
    return found


def _spans(text: str, first: str, last: str) -> Iterator[tuple[int, int]]:
    opening, closing = _pattern(first), _pattern(last)
    if opening is None:
        return
    for match in opening.finditer(text):
        if closing is None:
            yield match.span()
            continue
        end = closing.search(text, match.end(), match.end() + FARTHEST)
        whole = end or closing.search(text, match.start(), match.end() + FARTHEST)
        if whole is not None and whole.end() >= match.end():
            yield match.start(), whole.end()
