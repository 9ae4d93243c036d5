"""Numbers of automatic lists as the word processors print them.

Formats are named as in WordprocessingML (ECMA-376, ST_NumberFormat); ``arabicLetters`` is the
Arabic alphabet, ``arabicNumbers`` and ``persianNumbers`` are digits, which it lacks.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ABJAD = ("الف", *"بجدهوزحطیکلمنسعفصقرشتثخذضظغ")
_PERSIAN_ALPHABET = ("الف", *"بپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
_ARABIC_ALPHABET = tuple("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
_LATIN_ALPHABET = tuple("abcdefghijklmnopqrstuvwxyz")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LARGEST_ROMAN = 3999


def counter(number: int, number_format: str) -> str:
    """Return ``number`` in a format such as ``decimal``, ``lowerRoman``, ``arabicAbjad``.

    Letters past the alphabet are doubled as Word does it (27 is ``aa``). A format that is not
    known, and a number that its format cannot express, come back in digits; ``bullet`` is a dot
    and ``none`` is empty.
    """
    if number_format == "none":
        return ""
    if number_format == "bullet":
        return "•"
    if number < 1:
        return str(number)
    return _PRINTED.get(number_format, str)(number)


def _ordinal_ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _letter(number: int, alphabet: tuple[str, ...]) -> str:
    times, index = divmod(number - 1, len(alphabet))
    # Doubling without end would turn a forged start value into megabytes.
    return alphabet[index] * (times + 1) if times < 8 else str(number)


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    parts = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)


_PRINTED: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": lambda number: _letter(number, _LATIN_ALPHABET),
    "upperLetter": lambda number: _letter(number, _LATIN_ALPHABET).upper(),
    "arabicAbjad": lambda number: _letter(number, _ABJAD),
    "arabicAlpha": lambda number: _letter(number, _PERSIAN_ALPHABET),
    "arabicLetters": lambda number: _letter(number, _ARABIC_ALPHABET),
    "hindiNumbers": lambda number: str(number).translate(_PERSIAN_DIGITS),
    "persianNumbers": lambda number: str(number).translate(_PERSIAN_DIGITS),
    "arabicNumbers": lambda number: str(number).translate(_ARABIC_DIGITS),
    "decimalEnclosedParen": lambda number: f"({number})",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": lambda number: f"{number}{_ordinal_ending(number)}",
}
