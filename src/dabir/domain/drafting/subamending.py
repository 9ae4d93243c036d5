"""Amendments to amendments.

The amended amendment applied to its base is a version like any other, though nobody issued it:
sub-amendments are made against that *virtual version*. So they are verified, compiled, and found in
conflict as amendments are, with the functions for those. Here is what they need besides: to become
a part of the amendment, and to go with it wherever it goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dabir.domain.drafting.amendments import Add, Edit, Operation, Proposed, sameness
from dabir.domain.drafting.application import apply, once
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.comparing.comparison import operations_between
from dabir.domain.drafting.rebase import Fate, Rebased, RebasedOperation, rebase
from dabir.domain.drafting.versions import Version


def virtual_version(base: Version, amendment: Iterable[Proposed]) -> Version:
    """Return the version that sub-amendments to `amendment` are made against.

    It carries the symbol that would follow `base`.

    Raises:
        HardConflicts, Unfit: the amendment cannot be adopted.
    """
    return apply(base, amendment)


def with_subamendments(
    base: Version, amendment: Iterable[Proposed], subamendments: Iterable[Proposed]
) -> tuple[Operation, ...]:
    """Return the operations on `base` of the amendment as adopted sub-amendments change it.

    Operations that no sub-amendment touches stay what they are, so that their co-sponsors stay with
    them. Empty when nothing of the amendment is left.

    Raises:
        HardConflicts, Unfit: the sub-amendments cannot be adopted together.
    """
    amendment, changes = list(amendment), list(subamendments)
    virtual = virtual_version(base, amendment)
    target = apply(virtual, changes)
    if not all(isinstance(each.operation, Edit) for each in changes):
        return operations_between(base, target)
    edited = {each.operation.target for each in changes if isinstance(each.operation, Edit)}
    operations: list[Operation] = []
    replaced: dict[tuple[str, Part, str], list[Edit]] = {target: [] for target in edited}
    for operation in once(amendment):
        if isinstance(operation, Edit) and operation.target in edited:
            replaced[operation.target].append(operation)
        elif isinstance(operation, Add):
            clause = target[operation.uid]
            operations.append(replace(operation, heading=clause.heading, text=clause.text))
        else:
            operations.append(operation)
    second: dict[tuple[str, Part, str], list[Edit]] = {}
    for operation in once(changes):
        if isinstance(operation, Edit):
            second.setdefault(operation.target, []).append(operation)
    for (uid, part, language), first in replaced.items():
        if uid in base:
            wordings = base[uid].wording(part, language), virtual[uid].wording(part, language)
            operations += _composed(wordings, first, second[uid, part, language])
    return tuple(operations)


def carry_subamendments(
    subamendments: Iterable[Proposed],
    *,
    base: Version,
    amendment: Iterable[Proposed],
    adopted: Iterable[Proposed],
) -> Rebased:
    """Carry sub-amendments along when `adopted` made the next version of `base`.

    Where the amendment is among what was adopted, they become amendments to the new version; where
    it is pending and was rebased, they stay sub-amendments, made against the rebased amendment
    applied to the new version. Where the amendment itself needs a redraft, so do they.
    """
    subamendments, amendment, adopted = list(subamendments), list(amendment), list(adopted)
    itself = rebase(amendment, base=base, adopted=adopted)
    own = {sameness(each.operation) for each in amendment}
    others = [each for each in adopted if sameness(each.operation) not in own]
    carried = rebase(others, base=base, adopted=amendment)
    if carried.redraft_needed or itself.redraft_needed:
        return Rebased(tuple(RebasedOperation(each, Fate.REDRAFT_NEEDED) for each in subamendments))
    virtual = virtual_version(base, amendment)
    rebased = rebase(subamendments, base=virtual, adopted=carried.proposed())
    reckoned = apply(virtual, carried.proposed())
    return _sent_back(rebased, reckoned, apply(apply(base, adopted), itself.proposed()))


def _sent_back(rebased: Rebased, reckoned: Version, version: Version) -> Rebased:
    """Send back edits of words that do not read in `version` as they were reckoned to read.

    At one point co-sponsors of other ranks can bring what is inserted into another order.
    """
    operations: list[RebasedOperation] = []
    for each in rebased.operations:
        edit = each.rebased.operation if each.rebased is not None else None
        if isinstance(edit, Edit) and not (
            edit.uid in version
            and reckoned[edit.uid].wording(edit.part, edit.language)
            == version[edit.uid].wording(edit.part, edit.language)
        ):
            operations.append(RebasedOperation(each.original, Fate.REDRAFT_NEEDED))
        else:
            operations.append(each)
    return Rebased(tuple(operations))


@dataclass(slots=True)
class _Piece:
    """A stretch of the virtual wording that differs, with the stretch of the base it stands for.

    `whole` is the edit itself as long as nothing touches it; `changed` are later edits of it.
    """

    at: int
    end: int
    start: int
    stop: int
    whole: Edit | None
    changed: list[Edit]


def _composed(wordings: tuple[str, str], first: list[Edit], second: list[Edit]) -> list[Edit]:
    """Return edits of the base wording that do what `first` and then `second` do.

    `wordings` are the base and the virtual one, to which `second` is made.
    """
    base, virtual = wordings
    pieces, shifts = _pieces(first)
    for edit in second:
        start = edit.start - _shift(shifts, edit.start)
        stop = edit.end - _shift(shifts, edit.end)
        pieces.append(_Piece(edit.start, edit.end, start, stop, None, [edit]))
    # Of pieces at one point those of the amendment come first: they know their place in the base.
    pieces.sort(key=lambda piece: (piece.at, piece.end, piece.whole is None))
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and piece.at <= max(each.end for each in groups[-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    found: list[Edit] = []
    for group in groups:
        changed = [edit for piece in group for edit in piece.changed]
        if not changed:
            found += [piece.whole for piece in group if piece.whole is not None]
            continue
        known = [piece for piece in group if piece.whole is not None]
        at, end = min(each.at for each in group), max(each.end for each in group)
        start = min([each.start for each in known if each.at == at] or [_least(group, at)])
        stop = max([each.stop for each in known if each.end == end] or [_most(group, end)])
        new = _applied(virtual, at, end, changed)
        if base[start:stop] != new:
            edit = changed[0]
            found.append(replace(edit, start=start, end=stop, old=base[start:stop], new=new))
    return found


def _least(group: list[_Piece], at: int) -> int:
    return min(each.start for each in group if each.at == at)


def _most(group: list[_Piece], end: int) -> int:
    return max(each.stop for each in group if each.end == end)


def _pieces(edits: list[Edit]) -> tuple[list[_Piece], list[tuple[int, int]]]:
    """Return what the first edits make of the wording, and the shift behind each of them."""
    pieces: list[_Piece] = []
    shifts: list[tuple[int, int]] = []
    shift = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        at = edit.start + shift
        end = at + len(edit.new)
        shift += len(edit.new) - len(edit.old)
        pieces.append(_Piece(at, end, edit.start, edit.end, edit, []))
        shifts.append((end, shift))
    return pieces, shifts


def _shift(shifts: list[tuple[int, int]], at: int) -> int:
    """Return by how much a place of the virtual wording that no piece covers was shifted."""
    return next((shift for end, shift in reversed(shifts) if end <= at), 0)


def _applied(virtual: str, at: int, end: int, edits: list[Edit]) -> str:
    words: list[str] = []
    # Sorting is stable: of insertions at one point the lower rank stays first.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        words += virtual[at : edit.start], edit.new
        at = edit.end
    return "".join([*words, virtual[at:end]])
