"""Letters, digits, numbers, words and keys of Persian and English texts."""

from dabir.domain.language.detection import detect_language
from dabir.domain.language.digits import to_ascii_digits, to_persian_digits
from dabir.domain.language.direction import direction, isolated
from dabir.domain.language.letters import ZWNJ, Folded, fold_with_offsets, normalise_letters
from dabir.domain.language.numbers import read_number
from dabir.domain.language.search_key import search_key
from dabir.domain.language.sorting import collation_key
from dabir.domain.language.words import Word, words

__all__ = [
    "ZWNJ",
    "Folded",
    "Word",
    "collation_key",
    "detect_language",
    "direction",
    "fold_with_offsets",
    "isolated",
    "normalise_letters",
    "read_number",
    "search_key",
    "to_ascii_digits",
    "to_persian_digits",
    "words",
]
