"""A redline: one version of a text written through another, as a reader goes down the page.

Every clause of both is there once, in the order of the new version; what was taken out stands where
it stood. Numbers are those of the new version, of a deleted clause those of the old one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.comparing.comparison import compare_versions
from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.domain.drafting.numbering import Numbering
from dabir.domain.drafting.versions import Version

What = Literal["kept", "reworded", "moved", "added", "deleted"]


@dataclass(frozen=True, slots=True)
class RedlineClause:
    """One clause in both versions, in one language.

    `mark` is what is printed before it; `was` its mark in the old version, where that differs.
    """

    uid: str
    depth: int
    what: What
    mark: str
    was: str
    heading: tuple[Change, ...]
    text: tuple[Change, ...]


def redline(old: Version, new: Version, language: str) -> list[RedlineClause]:
    """Return every clause of both versions in the order of reading."""
    before, after = Numbering(old), Numbering(new)
    moved = {change.uid for change in compare_versions(old, new) if change.moved}
    return [
        _clause(uid, depth, old, new, language, (before, after), moved)
        for depth, uid in _in_order(old, new)
    ]


def _in_order(old: Version, new: Version) -> Iterator[tuple[int, str]]:
    """Yield ``(depth, uid)``; a deleted clause follows the sibling that it followed."""
    waiting = [(0, uid) for uid in reversed(_siblings(None, old, new))]
    while waiting:
        depth, uid = waiting.pop()
        yield depth, uid
        waiting.extend((depth + 1, child) for child in reversed(_siblings(uid, old, new)))


def _siblings(parent: str | None, old: Version, new: Version) -> list[str]:
    merged = list(new.children(parent)) if parent is None or parent in new else []
    if parent is not None and parent not in old:
        return merged
    place = 0
    for uid in old.children(parent):
        if uid in new:
            if uid in merged:
                place = merged.index(uid) + 1
        else:
            merged.insert(place, uid)
            place += 1
    return merged


def _clause(  # noqa: PLR0917 (one clause of one redline; called above and nowhere else)
    uid: str,
    depth: int,
    old: Version,
    new: Version,
    language: str,
    numberings: tuple[Numbering, Numbering],
    moved: set[str],
) -> RedlineClause:
    first = old.clauses.get(uid)
    second = new.clauses.get(uid)
    was = numberings[0].label(uid, language).mark if first is not None else ""
    mark = numberings[1].label(uid, language).mark if second is not None else was
    heading = tuple(
        compare(_words(first, Part.HEADING, language), _words(second, Part.HEADING, language))
    )
    text = tuple(compare(_words(first, Part.TEXT, language), _words(second, Part.TEXT, language)))
    what: What = "kept"
    if first is None:
        what = "added"
    elif second is None:
        what = "deleted"
    elif uid in moved:
        what = "moved"
    elif any(change.kind != "equal" for change in (*heading, *text)):
        what = "reworded"
    return RedlineClause(
        uid=uid,
        depth=depth,
        what=what,
        mark=mark,
        was=was if first is not None and second is not None and was != mark else "",
        heading=heading,
        text=text,
    )


def _words(clause: Clause | None, part: Part, language: str) -> str:
    return "" if clause is None else clause.wording(part, language)
