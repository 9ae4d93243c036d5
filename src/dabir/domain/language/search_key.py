"""The form in which texts are indexed and queries are asked: the same function for both."""

import re
from unicodedata import category, normalize

from dabir.domain.language.digits import to_ascii_digits

_LETTERS = {
    **dict.fromkeys("يىئے", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةۀہھە", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    "ء": "",
    "\u0640": "",
    "/": " ",
}
_DROPPED = ("Mn", "Cf")
_FEW = 12
"""Up to so many different letters are replaced one by one, which is faster for a text of prose."""

_AFFIXES = re.compile(r"(?<=\w) (?=(?:های|ها|ای|تر)\b)|(?<=\bمی) (?=\w)")
_AFFIXED = (" ها", " ای", " تر", "می ")
"""One of these is in every key in which an affix could stand apart."""


def search_key(text: str) -> str:
    """Return the key under which ``text`` is searched; ``search_key`` of a key is the key.

    Letters take one Persian spelling, digits are ASCII, case is folded; diacritics, marks, tatweel,
    ء and ZWNJ are gone; split affixes (``ها``, ``های``, ``ای``, ``تر``, ``می``) are joined to their
    word; ``/`` is a space, since PostgreSQL reads ``1401/12/22`` as one token; runs of white space
    are one space.
    """
    key = _folded(text)
    # Folding case can produce sequences that NFKC composes, and the reverse (ᾳ, ΐ): the second
    # round settles them.
    if key != text:
        key = _folded(key)
    letters = _LETTERS.keys() & set(key)
    key = to_ascii_digits(_replaced(key, {letter: _LETTERS[letter] for letter in letters}))
    if not key.isascii():
        key = _replaced(key, {char: "" for char in set(key) if category(char) in _DROPPED})
    key = " ".join(key.split())
    return _AFFIXES.sub("", key) if any(affix in key for affix in _AFFIXED) else key


def _folded(text: str) -> str:
    return normalize("NFKC", normalize("NFKC", text).casefold())


def _replaced(text: str, letters: dict[str, str]) -> str:
    if len(letters) > _FEW:
        return text.translate({ord(letter): other for letter, other in letters.items()})
    for letter, other in letters.items():
        text = text.replace(letter, other)
    return text
