"""The notation in which the rules of this package are written.

Rules are regular expressions over the reading copy. Persian is written in them as an editor
would write it, and ``rx`` widens it to what documents contain: a ZWNJ in a pattern stands for
"joined, split or spaced" (می‌شود finds میشود and می شود), letters are folded as in the copy, and
لا also finds the ال that damaged PDF files have in its place.
"""

import re

from dabir.domain.language import ZWNJ, normalise_letters
from dabir.domain.outline.first_letters import by_first_letter

_FINAL_FOLD = str.maketrans({"ئ": "ی", "ؤ": "و", "آ": "ا", "ء": "", "–": "-", "—": "-"})


def fold_literal(text: str) -> str:
    """Return ``text`` in the letters of the reading copy, without ZWNJ."""
    return normalise_letters(text).translate(_FINAL_FOLD).replace(ZWNJ, "")


def widen(pattern: str) -> str:
    """Return ``pattern`` widened as the module describes."""
    pieces = normalise_letters(pattern).translate(_FINAL_FOLD).split(ZWNJ)
    return " ?".join(pieces).replace("لا", "(?:لا|ال)")


def rx(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a widened pattern."""
    return by_first_letter(widen(pattern), flags)


def one_of(words: str) -> str:
    """Return a group that matches one of the white-space separated ``words``, longest first.

    An underscore inside a word stands for a space.
    """
    listed = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace("_", " ") for word in listed) + ")"
