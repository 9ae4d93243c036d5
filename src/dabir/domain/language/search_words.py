"""The words under which a text is found, and those that a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dabir.domain.language.search_key import search_key

LONGEST = 40
"""Letters of a word that are kept: what is longer is no word, and is found by its beginning."""

SHORTEST_BEGINNING = 3
"""Letters that a beginning (``word*``) has at least."""

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"([^\W_]+)(\*?)")
_PERSIAN_ENDINGS = ("هایی", "های", "ها", "ای", "ی", "ترین", "تر", "ان")
_SHORTEST_STEM = 3
_ENGLISH_FORM = re.compile(r"^([a-z]{2,}?)(ies|es|s)$")
_ENGLISH_STEMS = {"ies": ("y",), "es": ("", "e"), "s": ("",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is asked for; with `begins`, any word that begins so."""

    word: str
    begins: bool = False


@lru_cache(maxsize=1 << 16)  # few words make up most of what is written
def _stems(word: str) -> tuple[str, ...]:
    """Return the words of which this may be a plural or another form: «مدرسهای» is of two."""
    if found := _ENGLISH_FORM.match(word):
        start, ending = found.groups()
        return tuple(start + rest for rest in _ENGLISH_STEMS[ending])
    stems = (word[: -len(ending)] for ending in _PERSIAN_ENDINGS if word.endswith(ending))
    return tuple(stem for stem in stems if len(stem) >= _SHORTEST_STEM)


def words_of_key(key: str) -> set[str]:
    """Return the words of a search key, each once, and with each form the word it is a form of.

    So a word finds its plurals («مدرسه» finds «مدرسه‌ها»), and a form is found by itself alone.
    """
    found = {word[:LONGEST] for word in _WORD.findall(key)}
    return found | {stem for word in found for stem in _stems(word)}


def asked_words(question: str) -> list[Asked]:
    """Return the words of what somebody typed, each once; ``word*`` asks for a beginning.

    A beginning shorter than three letters is asked for as a word: too much begins with it.
    """
    found = [
        Asked(
            word[:LONGEST],
            bool(star and len(word) >= SHORTEST_BEGINNING) or len(word) > LONGEST,
        )
        for word, star in _ASKED.findall(search_key(question))
    ]
    return list(dict.fromkeys(found))
