"""What each character becomes before words are hashed: the search key, character by character."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, combining, name, normalize

import numpy as np
from numpy.typing import NDArray

from dabir.domain.language import search_key

DROPPED = 0
BREAK = 1
BLANK = 2
"""White space, which separates words as any break does, but not a word from its affix."""

MARK = 3
"""Dropped as well, and yet part of the word that it ends: a diacritic, a tatweel, a lone hamza."""

ALONE = 0x4000_0000
"""Flag of a letter that is a word by itself: scripts that put no spaces between words."""

BEFORE_FIGURE = 0x2000_0000
"""Flag of a sign that is a word by itself where a figure follows at once and no word stands right
before it («-5», and not «10-5»); elsewhere a break."""

EXPANDED = 0x8000_0000
"""Flag of a character that becomes several; the other bits say where they stand."""

TABLE_SIZE = 0x20000
"""Characters beyond are ideographs up to 0x3FFFF, and breaks after that."""

# No character folds to this letter, and none composes with it.
_SEPARATOR = "\U00010330"
_ALONE_SCRIPTS = ("CJK ", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_PLAIN_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC")

_SHARES = "%٪‰‱؉؊"
_MINUSES = "-\u2212\u2013"
# Lines and frames that are drawn with signs, and what stands for signs that were lost.
_LAYOUT = frozenset("=|~^`¦\ufffc\ufffd") | {chr(code) for code in range(0x2500, 0x25A0)}


class Folding(NamedTuple):
    """The tables, as kernels take them.

    ``table[character]`` is DROPPED, MARK, BREAK, BLANK or a folded letter, perhaps with ALONE; or,
    with EXPANDED, where in ``expansions`` its length stands, and entries of the same kind after it.
    """

    table: NDArray[np.uint32]
    expansions: NDArray[np.uint32]


@lru_cache(maxsize=2)
def folding(*, signs: bool = False) -> Folding:
    """Return the tables; made once a process, in about a tenth of a second.

    With ``signs``, a symbol (☑, 👍, %, €, +, <) is a word of its own, and so is the minus of a
    number; otherwise all of them are breaks. Punctuation is a break in either case, and so are
    lines drawn with signs.

    Each character becomes what ``search_key`` makes of it. Beyond that, Latin, Greek, Cyrillic and
    Arabic letters lose their marks, so that é is the same letter written as one character or two;
    combining vowel signs (Devanagari, Tamil) stay within their word, and what writes no spaces is
    taken letter by letter.
    """
    table = np.full(TABLE_SIZE, BREAK, dtype=np.uint32)
    expansions: list[int] = []
    known = [code for code in range(TABLE_SIZE) if category(chr(code)) not in {"Cn", "Co", "Cs"}]
    known.remove(ord(_SEPARATOR))
    table[ord(_SEPARATOR)] = ord(_SEPARATOR)
    folded = search_key(_SEPARATOR + _SEPARATOR.join(map(chr, known)) + _SEPARATOR)
    at = [place for place, letter in enumerate(folded) if letter == _SEPARATOR]
    for code, (start, end) in zip(known, pairwise(at), strict=True):
        letters = folded[start + 1 : end]
        entries = [entry for letter in letters for entry in _entries(letter, signs=signs)]
        if not entries:
            table[code] = DROPPED if category(chr(code)) == "Cf" else MARK
        elif len(entries) == 1:
            table[code] = entries[0]
        else:
            table[code] = EXPANDED | len(expansions)
            expansions += [len(entries), *entries]
    return Folding(table, np.array(expansions, dtype=np.uint32))


def _entries(letter: str, *, signs: bool) -> list[int]:
    if letter.isspace():
        return [BLANK]
    kind = category(letter)
    if kind in {"Mn", "Me", "Cf"}:
        return []
    if kind[0] not in "LN" and kind != "Mc":
        return [_sign(letter, kind) if signs else BREAK]
    if letter.isascii():
        return [ord(letter)]
    script = name(letter, "")
    if script.startswith(_PLAIN_SCRIPTS):
        return [ord(part) for part in normalize("NFKD", letter) if not combining(part)]
    return [ord(letter) | (ALONE if script.startswith(_ALONE_SCRIPTS) else 0)]


def _sign(letter: str, kind: str) -> int:
    if letter in _LAYOUT:
        return BREAK
    if letter in _MINUSES:
        return ord("-") | ALONE | BEFORE_FIGURE
    if letter in _SHARES:
        return ord("%" if letter == "٪" else letter) | ALONE
    return ord(letter) | ALONE if kind in {"So", "Sm", "Sc"} else BREAK
