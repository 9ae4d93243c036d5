"""What the numbers and letters of markers count: 3, ۳, ج, c, iii, IV, سوم.

A token may be read in several series (i is the ninth letter and the first roman numeral; ج is
third in the abjad order and sixth in the alphabet); neighbours in the list decide.
"""

import re
from functools import lru_cache

from dabir.domain.language import read_number
from dabir.domain.outline.patterns import fold_literal

ABJAD = [
    "الف",
    "ب",
    "ج",
    "د",
    "ه",
    "و",
    "ز",
    "ح",
    "ط",
    "ی",
    "ک",
    "ل",
    "م",
    "ن",
    "س",
    "ع",
    "ف",
    "ص",
    "ق",
    "ر",
    "ش",
    "ت",
    "ث",
    "خ",
    "ذ",
    "ض",
    "ظ",
    "غ",
]
ALPHABET = [
    "الف",
    "ب",
    "پ",
    "ت",
    "ث",
    "ج",
    "چ",
    "ح",
    "خ",
    "د",
    "ذ",
    "ر",
    "ز",
    "ژ",
    "س",
    "ش",
    "ص",
    "ض",
    "ط",
    "ظ",
    "ع",
    "غ",
    "ف",
    "ق",
    "ک",
    "گ",
    "ل",
    "م",
    "ن",
    "و",
    "ه",
    "ی",
]

PERSIAN_LETTER = "(?:الف|[بپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی])"
TOKEN = rf"(?:\d{{1,3}}|{PERSIAN_LETTER}|[ivxlc]{{1,6}}|[IVXLC]{{1,6}}|[A-Za-z])"

Readings = tuple[tuple[str, int], ...]

_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@lru_cache(maxsize=4096)
def readings(token: str) -> Readings:
    """Return the (series, value) pairs that ``token`` may stand for, the likeliest first."""
    if token.isdigit():
        return (("number", int(token)),)
    found: list[tuple[str, int]] = []
    if token in ABJAD:
        found.append(("abjad", ABJAD.index(token) + 1))
    if token in ALPHABET:
        found.append(("alphabet", ALPHABET.index(token) + 1))
    if token.isascii():
        lower = token.casefold()
        case = "lower" if token == lower else "upper"
        roman = _roman(lower)
        if len(token) == 1:
            found.append((case, ord(lower) - 96))
        if roman:
            place = 0 if lower in {"i", "v", "x"} else len(found)
            found.insert(place, ("roman" if case == "lower" else "ROMAN", roman))
    return tuple(found)


def _roman(token: str) -> int:
    if not token or not _ROMAN.fullmatch(token):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in token]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


@lru_cache(maxsize=1024)
def ordinal(words: str) -> int | None:
    """Return the number that ``words`` name, in words or figures, up to 999."""
    value = read_number(words)
    return value if value is not None and 0 < value < 1000 else None


@lru_cache(maxsize=65_536)
def follows(later: Readings, earlier: Readings) -> Readings:
    """Return the readings of ``later`` that come directly after one of ``earlier``."""
    before = set(earlier)
    return tuple(r for r in later if (r[0], r[1] - 1) in before)


@lru_cache(maxsize=4096)
def begins(token_readings: Readings) -> Readings:
    """Return the readings in which the token opens a series."""
    return tuple(r for r in token_readings if r[1] == 1)


ORDINAL_PARAGRAPHS = {
    fold_literal(word): value
    for value, group in enumerate(
        (
            "اول اولا یکم نخست",
            "دوم ثانیا",
            "سوم ثالثا",
            "چهارم رابعا",
            "پنجم خامسا",
            "ششم سادسا",
            "هفتم سابعا",
            "هشتم ثامنا",
            "نهم تاسعا",
            "دهم عاشرا",
            "یازدهم",
            "دوازدهم",
            "سیزدهم",
            "چهاردهم",
            "پانزدهم",
            "شانزدهم",
            "هفدهم",
            "هجدهم",
            "نوزدهم",
            "بیستم",
        ),
        start=1,
    )
    for word in group.split()
}
ENGLISH_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
