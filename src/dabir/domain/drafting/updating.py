"""Three ways: the base is corrected while amendments to it are pending.

The correction is an amendment that everybody has to live with: what is pending is carried over to
the corrected text as to any next version, but for spelling. A correction of spelling stands in
nobody's way, even inside words that somebody replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dabir.domain.drafting.amendments import Edit, Proposed
from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.comparing.comparison import operations_between
from dabir.domain.drafting.comparing.differences import compare
from dabir.domain.drafting.rebase import Fate, Rebased, RebasedOperation, rebase
from dabir.domain.drafting.versions import Version

_Target = tuple[str, Part, str]


@dataclass(frozen=True, slots=True)
class _Respelled:
    """One wording in the spelling of another: `stretches` are ``(start, end, new)``, by place."""

    words: str
    stretches: tuple[tuple[int, int, str], ...]

    def widened(self, edit: Edit, wording: str) -> Edit:
        """Return an edit of `wording` that begins and ends in no respelled stretch."""
        for start, end, _ in self.stretches:
            if start < edit.start < end:
                before = wording[start : edit.start]
                edit = replace(edit, start=start, old=before + edit.old, new=before + edit.new)
            if start < edit.end < end:
                after = wording[edit.end : end]
                edit = replace(edit, end=end, old=edit.old + after, new=edit.new + after)
        return edit

    def place(self, at: int) -> int:
        """Return where a place between stretches comes to be."""
        return at + sum(len(new) - (end - start) for start, end, new in self.stretches if end <= at)


def update(base: Version, edited: Version, pending: Iterable[Proposed]) -> Rebased:
    """Carry `pending` operations on `base` over to `edited`, which is `base` corrected by hand.

    What contradicts a correction needs to be drafted again; what the correction did already is
    done. Clauses are known by their uids; where one became another kind of clause, operations on it
    are carried as they are.

    Raises:
        Unfit: a pending operation does not fit `base`.
    """
    pending = list(pending)
    spelled, wordings = _in_the_spelling_of(edited, base)
    fates: list[RebasedOperation | None] = []
    following: list[Proposed] = []
    for each in pending:
        operation = each.operation
        if isinstance(operation, Edit) and operation.target in wordings:
            wording = base[operation.uid].wording(operation.part, operation.language)
            operation = _respelled(operation, wording, wordings[operation.target])
            if operation.old == operation.new:
                fates.append(RebasedOperation(each, Fate.ALREADY_DONE))
                continue
        fates.append(None)
        following.append(replace(each, operation=operation))
    number = min((each.amendment for each in pending), default=1) - 1
    correction = [
        Proposed(number, place, operation)
        for place, operation in enumerate(operations_between(spelled, edited))
    ]
    carried = iter(rebase(following, base=spelled, adopted=correction).operations)
    return Rebased(
        tuple(
            done if done is not None else replace(next(carried), original=each)
            for done, each in zip(fates, pending, strict=True)
        )
    )


def _respelled(edit: Edit, wording: str, respelled: _Respelled) -> Edit:
    edit = respelled.widened(edit, wording)
    start, end = respelled.place(edit.start), respelled.place(edit.end)
    return replace(edit, start=start, end=end, old=respelled.words[start:end])


def _in_the_spelling_of(
    edited: Version, base: Version
) -> tuple[Version, Mapping[_Target, _Respelled]]:
    """Return `base` with the labels and the spelling of `edited`, and which wordings changed."""
    changed: dict[_Target, _Respelled] = {}
    clauses: list[Clause] = []
    for clause in base.clauses.values():
        after = edited.clauses.get(clause.uid)
        if after is None:
            clauses.append(clause)
            continue
        parts: dict[Part, dict[str, str]] = {part: {} for part in Part}
        for (part, language), wording in clause.wordings().items():
            respelled = _spelled_as(after.wording(part, language), wording)
            parts[part][language] = respelled.words
            if respelled.stretches:
                changed[clause.uid, part, language] = respelled
        clauses.append(
            replace(
                clause,
                kind=after.kind,
                style=after.style,
                heading=parts[Part.HEADING],
                text=parts[Part.TEXT],
            )
        )
    return Version.of(base.symbol, clauses, made_from=base.made_from), changed


def _spelled_as(edited: str, wording: str) -> _Respelled:
    if edited == wording:
        return _Respelled(wording, ())
    words: list[str] = []
    stretches: list[tuple[int, int, str]] = []
    at = 0
    for change in compare(wording, edited):
        end = at + len(change.old)
        if change.kind != "equal" and change.spelling_only and change.old and change.new:
            stretches.append((at, end, change.new))
            words.append(change.new)
        else:
            words.append(change.old)
        at = end
    return _Respelled("".join(words), tuple(stretches))
