"""What counts as spelling: ways of writing the same words.

Settled are ی and ک, digits, ZWNJ or the space in its stead, tatweel, invisible marks and
presentation forms; capitals, diacritics and everything else count as differences.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dabir.domain.language import to_ascii_digits, words

_LETTERS = str.maketrans("يىك", "ییک")
_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Endings and prefixes that are written apart, with a ZWNJ, or joined.
_ENDINGS = frozenset({"ها", "های", "هایی", "ای", "اند", "ام", "تر", "ترین"})
_PREFIXES = frozenset({"می", "نمی"})
_ENDING_APART = re.compile(rf"(?<=\w)\s(?=(?:{'|'.join(sorted(_ENDINGS))})(?!\w))")
_PREFIX_APART = re.compile(rf"(?<!\w)({'|'.join(sorted(_PREFIXES))})\s(?=\w)")
_GAP = re.compile(r"\s+|\S")
_USUAL_WORD = 40
"""Words come again and again; longer tokens are none, and would be kept in memory for nothing."""


def spells_the_same(old: str, new: str) -> bool:
    """Whether two wordings differ in spelling alone, or not at all."""
    one, other = _letters_settled(old), _letters_settled(new)
    return _joined(one) == _joined(other) or _spaced(one) == _spaced(other)


def spelling_key(text: str) -> str:
    """Return what is left of `text` once spelling is settled; equal keys spell the same."""
    if text.isascii():
        return text
    return _joined(_letters_settled(text))


def tokens(text: str) -> list[str]:
    """Cut `text` into words, runs of white space, and single other characters.

    An ending or a prefix that stands apart (کتاب ها، می شود) stays with its word.
    """
    pieces: list[str] = []
    at = 0
    for word in words(text):
        pieces += _GAP.findall(text[at : word.start])
        at = word.end
        if len(pieces) >= 2 and pieces[-1].isspace() and _belongs(pieces[-2], word.text):
            pieces[-2:] = ["".join([*pieces[-2:], word.text])]
        else:
            pieces.append(word.text)
    return pieces + _GAP.findall(text[at:])


def _belongs(before: str, word: str) -> bool:
    if word.isascii() or before.isascii():
        return False
    if _word_settled(before) in _PREFIXES:
        return True
    return _word_settled(word) in _ENDINGS and before[-1].isalpha()


def _word_settled(word: str) -> str:
    return _remembered(word) if len(word) <= _USUAL_WORD else _letters_settled(word)


@lru_cache(maxsize=20_000)
def _remembered(word: str) -> str:
    return _letters_settled(word)


def _letters_settled(text: str) -> str:
    settled = to_ascii_digits(unicodedata.normalize("NFKC", text).translate(_LETTERS))
    return _INVISIBLE.sub(lambda match: "\u200c" if match.group() == "\u200c" else "", settled)


def _joined(settled: str) -> str:
    """Write endings and prefixes together with their word, and all that a ZWNJ joins."""
    return _endings_joined(settled.replace("\u200c", ""))


def _spaced(settled: str) -> str:
    """Write a space for each ZWNJ, but before endings and after prefixes."""
    return _endings_joined(settled.replace("\u200c", " "))


def _endings_joined(text: str) -> str:
    return _PREFIX_APART.sub(r"\1", _ENDING_APART.sub("", text))


def token_key(token: str) -> str:
    """What a token is matched by: its letters in one spelling, without ZWNJ and inner space."""
    if token.isascii():
        return token
    settled = _word_settled(token).replace("\u200c", "")
    return "".join(settled.split()) or token
