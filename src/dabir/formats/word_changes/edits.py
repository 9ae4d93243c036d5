"""Edits of one wording, as somebody tracked them: exact ranges, widened to whole words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dabir.domain.drafting import Edit, Part


@dataclass(frozen=True, slots=True)
class Tracked:
    """``wording[start:end]`` replaced by `new`; tracked changes that touch are one."""

    start: int
    end: int
    new: str


def joined(tracked: Iterable[Tracked]) -> Iterator[Tracked]:
    """Yield changes in order; those with nothing kept in between as one."""
    last: Tracked | None = None
    for each in sorted(tracked, key=lambda each: each.start):
        if last is not None and each.start <= last.end:
            last = Tracked(last.start, max(last.end, each.end), last.new + each.new)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def edits_of(
    uid: str, part: Part, language: str, wording: str, tracked: Sequence[Tracked]
) -> list[Edit]:
    """Return edits that begin and end between words, and overlap nowhere."""
    edits: list[Edit] = []
    raw: list[Tracked] = []
    for each in joined(tracked):
        if wording[each.start : each.end] == each.new:
            continue
        edit = _edit(uid, part, language, wording, each)
        # Two changes within one word overlap once both are widened to it: they are one.
        while edits and (edits[-1].end > edit.start or _meet(edits[-1], edit)):
            before = raw.pop()
            edits.pop()
            between = wording[before.end : each.start]
            each = Tracked(  # noqa: PLW2901 (grows backwards)
                before.start, each.end, before.new + between + each.new
            )
            edit = _edit(uid, part, language, wording, each)
        edits.append(edit)
        raw.append(each)
    return [edit for edit in edits if edit.old != edit.new]


def _edit(uid: str, part: Part, language: str, wording: str, each: Tracked) -> Edit:
    old = wording[each.start : each.end]
    return Edit(uid, language, each.start, each.end, old, each.new, part).snapped(wording)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether both insert at one place, where only their order would tell them apart."""
    return one.start == one.end == other.start == other.end
