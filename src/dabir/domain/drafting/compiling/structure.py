"""Choices about whole clauses: what is proposed to be deleted, moved and added."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from dabir.domain.drafting.amendments import Add, Delete, Move, Proposed
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption, What, uid_of
from dabir.domain.drafting.compiling.wordings import Reasons, Supporters, adopted
from dabir.domain.drafting.conflicts import ConflictReason
from dabir.domain.drafting.spelling import spelling_key

Content = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Addition:
    """What one amendment adds at one place: a clause and all that hangs on it, by rank."""

    operations: tuple[tuple[Proposed, Add], ...]
    content: Content
    referred: bool
    """Whether the amendment moves clauses into or after it, which names its very uid."""

    @property
    def root(self) -> Add:
        return self.operations[0][1]


@dataclass(frozen=True, slots=True)
class StructureCompiler:
    """Makes choices of additions, deletions and moves; `base` names the version in their uids."""

    base: int
    supporters: Supporters
    reasons: Reasons

    def fates(self, proposed: Iterable[Proposed]) -> list[ClauseChoice]:
        """Return one choice for each clause that somebody would delete or move."""
        ways: dict[str, dict[Delete | Move, list[Proposed]]] = {}
        for each in proposed:
            operation = each.operation
            if isinstance(operation, (Delete, Move)):
                ways.setdefault(operation.uid, {}).setdefault(operation, []).append(each)
        return [self._fate(clause, found) for clause, found in ways.items()]

    def additions(
        self, proposed: Iterable[Proposed], among: Iterable[Proposed]
    ) -> list[ClauseChoice]:
        """Return a choice for each addition, by rank; what reads the same is one option.

        An addition into or after which its amendment moves a clause, by an operation `among` which
        `proposed` are, stands for itself.
        """
        choices: dict[object, list[_Addition]] = {}
        for addition in _additions(proposed, _referred(among)):
            keys: list[object] = [addition.root.uid]
            if not addition.referred:
                keys.append(addition.content)
            joined: list[_Addition] = []
            for found in {id(each): each for key in keys if (each := choices.get(key))}.values():
                joined += found
            joined.append(addition)
            for other in joined:
                choices[other.root.uid] = joined
                if not other.referred:
                    choices[other.content] = joined
        groups = {id(group): group for group in choices.values()}.values()
        ordered = sorted(groups, key=lambda group: min(_ranks(group)))
        return [self._addition(group) for group in ordered]

    def _fate(self, clause: str, ways: Mapping[Delete | Move, list[Proposed]]) -> ClauseChoice:
        uid = uid_of("c", self.base, clause)
        options = [ClauseOption(uid_of("o", uid), "stay", (), (), ())]
        for operation, operations in ways.items():
            moved = isinstance(operation, Move)
            place = (operation.parent, operation.after) if isinstance(operation, Move) else ()
            what: What = "move" if moved else "delete"
            options.append(
                ClauseOption(
                    uid=uid_of("o", uid, what, *place),
                    what=what,
                    supporters=self.supporters(operations),
                    operations=tuple(operations),
                    adopted=tuple(operations),
                    parent=operation.parent if isinstance(operation, Move) else None,
                    after=operation.after if isinstance(operation, Move) else None,
                )
            )
        everything = [each for option in options for each in option.operations]
        return ClauseChoice(uid, clause, tuple(options), self._reasons(everything))

    def _addition(self, group: list[_Addition]) -> ClauseChoice:
        group = sorted(group, key=lambda each: each.operations[0][0].rank)
        alike: dict[Content, list[_Addition]] = {}
        for each in group:
            alike.setdefault((each.content, each.root.uid if each.referred else ""), []).append(
                each
            )
        uid = uid_of("a", self.base, *next(iter(alike)))
        options = [ClauseOption(uid_of("o", uid), "leave_out", (), (), ())]
        for content, additions in alike.items():
            operations = [proposed for each in additions for proposed, _ in each.operations]
            root = additions[0].root
            options.append(
                ClauseOption(
                    uid=uid_of("o", uid, *content),
                    what="add",
                    supporters=self.supporters(operations),
                    operations=tuple(operations),
                    adopted=adopted(operations),
                    parent=root.parent,
                    after=root.after,
                    clauses=tuple(add.clause() for _, add in additions[0].operations),
                )
            )
        everything = [each for option in options for each in option.operations]
        return ClauseChoice(uid, group[0].root.uid, tuple(options), self._reasons(everything))

    def _reasons(self, operations: Iterable[Proposed]) -> frozenset[ConflictReason]:
        return frozenset().union(*(self.reasons.get(each, frozenset()) for each in operations))


def _ranks(group: Iterable[_Addition]) -> list[tuple[int, int]]:
    return [each.operations[0][0].rank for each in group]


def _referred(proposed: Iterable[Proposed]) -> set[tuple[int, str | None]]:
    """Return the clauses into or after which amendments move others."""
    return {
        (each.amendment, uid)
        for each in proposed
        if isinstance(each.operation, Move)
        for uid in (each.operation.parent, each.operation.after)
    }


def _additions(
    proposed: Iterable[Proposed], referred: Container[tuple[int, str | None]]
) -> list[_Addition]:
    """Gather what each amendment adds by the place in the base where it would stand."""
    adds: dict[int, dict[str, tuple[Proposed, Add]]] = {}
    for each in proposed:
        if isinstance(each.operation, Add):
            adds.setdefault(each.amendment, {})[each.operation.uid] = each, each.operation
    found: list[_Addition] = []
    for number, added in adds.items():
        groups: dict[str, list[tuple[Proposed, Add]]] = {}
        for uid in added:
            groups.setdefault(_root(uid, added), []).append(added[uid])
        for root, group in groups.items():
            ordered = _parents_first(root, group)
            refers = any((number, add.uid) in referred for _, add in ordered)
            found.append(_Addition(tuple(ordered), _content(ordered), refers))
    return found


def _root(uid: str, added: Mapping[str, tuple[Proposed, Add]]) -> str:
    """Return the clause that `uid` hangs on, directly or through others of its amendment."""
    while True:
        _, add = added[uid]
        if add.parent is not None and add.parent in added:
            uid = add.parent
        elif add.after is not None and add.after in added:
            uid = add.after
        else:
            return uid


def _parents_first(root: str, group: Iterable[tuple[Proposed, Add]]) -> list[tuple[Proposed, Add]]:
    hanging: dict[str | None, list[tuple[Proposed, Add]]] = {}
    first: list[tuple[Proposed, Add]] = []
    members = {add.uid for _, add in group}
    for each in group:
        add = each[1]
        if add.uid == root:
            first.append(each)
        else:
            # A first child hangs on its parent, every other clause on the one before it.
            hanging.setdefault(add.after if add.after in members else add.parent, []).append(each)
    ordered: list[tuple[Proposed, Add]] = []
    waiting = first
    while waiting:
        each = waiting.pop()
        ordered.append(each)
        waiting += reversed(hanging.get(each[1].uid, ()))
    return ordered


def _content(group: Iterable[tuple[Proposed, Add]]) -> Content:
    """Return what is added and where, without the uids that the amendment invented."""
    places: dict[str | None, object] = {}
    content: list[object] = []
    for index, (_, add) in enumerate(group):
        places[add.uid] = index
        content += [
            places.get(add.parent, add.parent),
            places.get(add.after, add.after),
            add.kind.value,
            add.style.value,
            tuple(sorted((code, spelling_key(text)) for code, text in add.heading.items() if text)),
            tuple(sorted((code, spelling_key(text)) for code, text in add.text.items() if text)),
        ]
    return tuple(content)
