"""File names from strangers, made safe to show and to store."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
# Marks that reorder what is shown (so that "fdp.exe" reads "exe.pdf"), and controls.
_REORDERING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEPARATORS = re.compile(r"[/\\]")


def safe_name(filename: str) -> str:
    """Return the last part of a file name without controls, reordering marks and outer dots.

    ZWNJ stays, since Persian names need it. An empty result becomes ``file``. At most 120
    characters are kept, the extension among them.
    """
    name = _SEPARATORS.split(unicodedata.normalize("NFC", filename))[-1]
    name = _REORDERING.sub("", name)
    name = "".join(c for c in name if c == "\u200c" or unicodedata.category(c)[0] != "C")
    name = name.strip(" .")
    if len(name) > _LONGEST:
        suffix = extension(name)
        name = name[: _LONGEST - len(suffix)] + suffix
    return name or "file"


def extension(filename: str) -> str:
    """Return the extension with its dot in lower case (of ``.tar.gz``: ``.gz``), or nothing."""
    _stem, dot, last = filename.rpartition(".")
    if not dot or len(last) > 8 or not last.isalnum():
        return ""
    return dot + last.lower()
