"""Words in Markdown such that a reader of Markdown finds the same words again.

What Markdown would take for a sign gets a backslash. Blanks at the ends of a line, and characters
that no text file should hold, are written as code: `U+0020`.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_\[\]<>&]")
_AT_START = re.compile(r"(?:[#+\-=~|:!]|[0-9]{1,9}(?=[.)]))")
# Controls and line ends; marks of the byte order; what no text may hold.
_CODED = (
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TO_CODE = re.compile(rf"^\s+|\s+$|{_CODED}+")
_CODE = re.compile(r"U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6})*")


def escaped(words: str) -> str:
    """Return one line of words as Markdown; no blank is left at its ends."""
    start = _AT_START.match(words)
    if start is not None:
        number = start.group()
        rest = _inner(words[len(number) :])
        # A number that would begin a list keeps its digits; the sign after it is what begins one.
        return f"{number}\\{rest}" if number[0].isdigit() else f"\\{number}{rest}"
    return _inner(words)


def decoded(code: str) -> str:
    """Return what stands in a piece of code: the characters it names, or itself."""
    if _CODE.fullmatch(code) is None:
        return code
    numbers = [int(digits, 16) for digits in code.replace("U+", "").split()]
    return code if max(numbers) > 0x10FFFF else "".join(map(chr, numbers))


def _inner(words: str) -> str:
    written = []
    done = 0
    for found in _TO_CODE.finditer(words):
        written.append(_SIGNS.sub(r"\\\g<0>", words[done : found.start()]))
        written.append(f"`{' '.join(f'U+{ord(each):04X}' for each in found.group())}`")
        done = found.end()
    written.append(_SIGNS.sub(r"\\\g<0>", words[done:]))
    return re.sub("(?<=[0-9A-F])``(?=U)", " ", "".join(written))
