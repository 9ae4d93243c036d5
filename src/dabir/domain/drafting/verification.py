"""Whether an amendment fits the version that it is made against.

Errors:
    Unfit               it does not fit
        WrongBase           it is made against another version
        UnknownClause       it names a clause that is not there, or not where it says
        UidTaken            it adds a clause under a uid that is already used
        StaleWording        the wording it replaces is not what the version says
        ChangesNothing      it has no operation, or one that changes nothing
        CyclicMove          it would put clauses inside, or after, one another in a circle
        TooLong             a wording would be longer than any clause is
        AgainstItself       some of its operations cannot be adopted together
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dabir.domain.drafting.amendments import (
    Add,
    Amendment,
    Edit,
    Move,
    Operation,
    Proposed,
)
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.conflicts import Cluster, hard_clusters
from dabir.domain.drafting.versions import Version

LONGEST_WORDING = 200_000
"""Characters of one wording: a clause is read and amended as one, what is longer is a text."""


class Unfit(ValueError):
    """An amendment does not fit the version it is made against."""


class WrongBase(Unfit):
    """It is made against another version."""


class UnknownClause(Unfit):
    """It names a clause that is not there, or not where it says."""


class UidTaken(Unfit):
    """It adds a clause under a uid that is already used."""


class StaleWording(Unfit):
    """The wording it replaces is not what the version says."""


class ChangesNothing(Unfit):
    """It has no operation, or one that changes nothing."""


class CyclicMove(Unfit):
    """It would put clauses inside, or after, one another in a circle."""


class TooLong(Unfit):
    """A wording would be longer than `LONGEST_WORDING` characters."""


class AgainstItself(Unfit):
    """Some of its operations cannot be adopted together; `clusters` says which and why."""

    def __init__(self, clusters: list[Cluster]) -> None:
        super().__init__("some operations of the amendment exclude one another")
        self.clusters = clusters


def verify(amendment: Amendment, version: Version) -> Amendment:
    """Return `amendment` with its edits snapped to words, once it fits `version`.

    Raises:
        Unfit: it does not fit; the subclass says how.
    """
    if amendment.base != version.symbol:
        raise WrongBase(f"made against {amendment.base}, not {version.symbol}")
    if not amendment.operations:
        raise ChangesNothing("the amendment has no operation")
    check_references(version, amendment.proposed())
    check_circles(version, amendment.operations)
    _check_lengths(version, amendment.operations)
    operations: list[Operation] = []
    for operation in amendment.operations:
        if isinstance(operation, Edit):
            part, code = operation.part, operation.language
            operations.append(operation.snapped(version[operation.uid].wording(part, code)))
        else:
            operations.append(operation)
    verified = replace(amendment, operations=tuple(operations))
    against_itself = hard_clusters(version, verified.proposed())
    if against_itself:
        raise AgainstItself(against_itself)
    return verified


def check_references(version: Version, proposed: Iterable[Proposed]) -> None:
    """Make sure that whatever the operations name is there, and reads as they say.

    Raises:
        UnknownClause, UidTaken, StaleWording, ChangesNothing: as their names say.
    """
    proposed = list(proposed)
    added = {
        (each.amendment, each.operation.uid): each.operation.parent
        for each in proposed
        if isinstance(each.operation, Add)
    }
    for each in proposed:
        operation = each.operation
        if isinstance(operation, Add):
            if operation.uid in version:
                raise UidTaken(f"clause {operation.uid} is already there")
        elif operation.uid not in version:
            raise UnknownClause(f"no clause {operation.uid} in {version.symbol}")
        if isinstance(operation, Edit):
            _check_wording(operation, version)
        elif isinstance(operation, (Add, Move)):
            _check_place(operation, each.amendment, version, added)


def _check_lengths(version: Version, operations: Iterable[Operation]) -> None:
    longer: dict[tuple[str, Part, str], int] = {}
    for operation in operations:
        if isinstance(operation, Edit):
            if operation.target not in longer:
                wording = version[operation.uid].wording(operation.part, operation.language)
                longer[operation.target] = len(wording)
            longer[operation.target] += len(operation.new) - len(operation.old)
        elif isinstance(operation, Add):
            for target, words in operation.clause().wordings().items():
                longer[operation.uid, *target] = len(words)
    for (uid, _, _), length in longer.items():
        if length > LONGEST_WORDING:
            raise TooLong(f"clause {uid} would have {length} characters")


def _check_wording(edit: Edit, version: Version) -> None:
    wording = version[edit.uid].wording(edit.part, edit.language)
    if edit.end > len(wording) or wording[edit.start : edit.end] != edit.old:
        raise StaleWording(
            f"clause {edit.uid} reads {wording[edit.start : edit.end]!r}, not {edit.old!r}"
        )
    if edit.old == edit.new:
        raise ChangesNothing(f"the edit of clause {edit.uid} leaves it as it is")


def _check_place(
    operation: Add | Move,
    amendment: int,
    version: Version,
    added: Mapping[tuple[int, str], str | None],
) -> None:
    parent, after = operation.parent, operation.after
    if parent is not None and parent not in version and (amendment, parent) not in added:
        raise UnknownClause(f"no clause {parent} to stand in")
    if after is None:
        return
    if after == operation.uid:
        raise UnknownClause(f"clause {after} cannot follow itself")
    if after in version:
        home: str | None = version[after].parent
    elif (amendment, after) in added:
        home = added[amendment, after]
    else:
        raise UnknownClause(f"no clause {after} to follow")
    if home != parent:
        raise UnknownClause(f"clause {after} does not stand in {parent or 'the text itself'}")


def check_circles(version: Version, operations: Iterable[Operation]) -> None:
    """Make sure that moves and additions leave no clause inside itself, or after itself.

    Raises:
        CyclicMove: they would.
    """
    operations = list(operations)
    added: dict[str | None, str | None] = {
        each.uid: each.after for each in operations if isinstance(each, Add)
    }
    for uid, after in added.items():
        passed, anchor = {uid}, after
        while anchor in added:
            if anchor in passed:
                raise CyclicMove(f"clause {uid} would come to stand after itself")
            passed.add(anchor)
            anchor = added[anchor]
    parents = {uid: clause.parent for uid, clause in version.clauses.items()}
    placed = [operation for operation in operations if isinstance(operation, (Add, Move))]
    parents.update((operation.uid, operation.parent) for operation in placed)
    sound: set[str | None] = {None}
    for operation in placed:
        path: list[str] = []
        seen: set[str] = set()
        at: str | None = operation.uid
        while at is not None and at not in sound:
            if at in seen:
                raise CyclicMove(f"clause {operation.uid} would come to stand in itself")
            seen.add(at)
            path.append(at)
            at = parents[at]
        sound.update(path)
