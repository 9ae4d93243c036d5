"""Edits of one wording, as somebody tracked them: exact ranges, widened to whole words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    for each in joined(tracked):
        if wording[each.start : each.end] == each.new:
            continue
        edit = Edit(
            uid, language, each.start, each.end, wording[each.start : each.end], each.new, part
        ).snapped(wording)
        while edits and (edits[-1].end > edit.start or _meet(edits[-1], edit)):
            edit = _together(edits.pop(), each, wording).snapped(wording)
            each = Tracked(edit.start, edit.end, edit.new)  # noqa: PLW2901 (grows backwards)
        edits.append(edit)
    return [edit for edit in edits if edit.old != edit.new]


def _meet(one: Edit, other: Edit) -> bool:
    """Whether both insert at one place, where only their order would tell them apart."""
    return one.end == other.start and one.start == one.end and other.start == other.end


def _together(before: Edit, each: Tracked, wording: str) -> Edit:
    """Return one edit for two, of which the later as tracked begins where the first one ends."""
    start = max(each.start, before.end)
    new = before.new + wording[before.end : start] + each.new
    end = max(each.end, before.end)
    return replace(before, end=end, old=wording[before.start : end], new=new)
