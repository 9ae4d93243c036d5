"""The form in which texts are indexed and queries are asked: the same function for both."""

import re
import unicodedata

from dabir.domain.language.digits import to_ascii_digits

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىئے", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ةۀہھە", "ه"),
        **dict.fromkeys("أإآٱ", "ا"),
        "ؤ": "و",
        "ء": None,
        "\u0640": None,
        "/": " ",
    }
)
_AFFIXES = re.compile(r"(?<=\w) (?=(?:های|ها|ای|تر)\b)|(?<=\bمی) (?=\w)")


def search_key(text: str) -> str:
    """Return the key under which ``text`` is searched; ``search_key`` of a key is the key.

    Letters take one Persian spelling, digits are ASCII, case is folded; diacritics, marks, tatweel,
    ء and ZWNJ are gone; split affixes (``ها``, ``های``, ``ای``, ``تر``, ``می``) are joined to their
    word; ``/`` is a space, since PostgreSQL reads ``1401/12/22`` as one token; runs of white space
    are one space.
    """
    key = text
    # Folding case can produce sequences that NFKC composes, and the reverse (ᾳ, ΐ): the second
    # round settles them.
    for _ in range(2):
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold())
    key = to_ascii_digits(key.translate(_LETTERS))
    key = "".join(char for char in key if unicodedata.category(char) not in ("Mn", "Cf"))
    return _AFFIXES.sub("", " ".join(key.split()))
