"""Alphabetical order for lists that mix Persian and Latin names."""

import unicodedata

from dabir.domain.language.letters import fold_with_offsets

# The order of the Persian alphabet, و before ه; آ leads its own section as in Persian indexes.
_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_PRIMARY: dict[str, str] = {letter: chr(0x100 + at) for at, letter in enumerate(_ALPHABET)}
_PRIMARY |= {"ئ": _PRIMARY["ی"], "ؤ": _PRIMARY["و"], "ء": _PRIMARY["ا"], "\u200c": ""}
_PRIMARY |= {str(value): chr(0x80 + value) for value in range(10)} | {" ": " "}
_OTHER = "\u0200"


def collation_key(text: str) -> tuple[str, str]:
    """Return a key that sorts by the Persian alphabet: digits, then Persian, then other letters.

    Spelling variants (ي/ی, ك/ک, ZWNJ, diacritics, Latin case and accents) sort together; the text
    itself decides between equals, so the order is the same every time.
    """
    folded = fold_with_offsets(text).text
    primary = "".join(_PRIMARY[char] if char in _PRIMARY else _other(char) for char in folded)
    return primary.strip(), text


def _other(char: str) -> str:
    base = "".join(
        part
        for part in unicodedata.normalize("NFD", char.casefold())
        if not unicodedata.combining(part)
    )
    if not char.isalnum():
        return f"\x7f{base}"  # punctuation before digits and letters
    return "".join(f"{_OTHER}{part}" for part in base)
