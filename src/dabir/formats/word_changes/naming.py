"""Bookmarks that carry the uid of a clause through Word and back.

Names of bookmarks hold at most 40 letters, digits and underscores and do not tell capitals from
small letters; those that begin with an underscore are hidden from whoever edits the file.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from dabir.domain.drafting import Part

_UUID = re.compile(r"([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})")
_HEX_UUID = re.compile(r"([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})")
_NAME = re.compile(r"_d(?P<moved>m?)(?P<part>[ht])(?P<way>[uxs])_(?P<rest>[0-9a-f]*)$")
_LONGEST_SPELT = 16


class Named(NamedTuple):
    """What the name of a bookmark says; `digest` in place of `uid` where that was too long."""

    part: Part
    uid: str
    digest: str
    moved: bool


def bookmark_name(uid: str, part: Part, *, moved: bool = False) -> str:
    """Return the name of the bookmark around a part of a clause; `moved`: in its new place."""
    letter = "h" if part is Part.HEADING else "t"
    encoded = uid.encode("utf-8", "surrogatepass")
    if _UUID.fullmatch(uid):
        way, rest = "u", uid.replace("-", "")
    elif len(encoded) <= _LONGEST_SPELT:
        way, rest = "x", encoded.hex()
    else:
        way, rest = "s", _digest(encoded)
    return f"_d{'m' if moved else ''}{letter}{way}_{rest}"


def read_name(name: str) -> Named | None:
    """Return what a bookmark's name says; None for a bookmark of somebody else's."""
    match = _NAME.match(name.lower())
    if match is None:
        return None
    part = Part.HEADING if match["part"] == "h" else Part.TEXT
    moved, rest = bool(match["moved"]), match["rest"]
    if match["way"] == "s":
        return Named(part, "", rest, moved)
    if match["way"] == "u":
        groups = _HEX_UUID.fullmatch(rest)
        return None if groups is None else Named(part, "-".join(groups.groups()), "", moved)
    try:
        uid = bytes.fromhex(rest).decode("utf-8", "surrogatepass")
    except ValueError:
        return None
    return Named(part, uid, "", moved)


def digest_of(uid: str) -> str:
    """Return what stands for a long uid in the name of a bookmark."""
    return _digest(uid.encode("utf-8", "surrogatepass"))


def _digest(encoded: bytes) -> str:
    return hashlib.sha256(encoded).hexdigest()[:32]
