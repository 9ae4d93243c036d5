"""Many amendments laid over one base: every proposal in its place, with its supporters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from dabir.domain.drafting.amendments import Edit, Proposed
from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.compiling.slots import (
    ClauseChoice,
    ClauseOption,
    Contest,
    Slot,
    Stretch,
    Target,
    Words,
)
from dabir.domain.drafting.compiling.structure import StructureCompiler
from dabir.domain.drafting.compiling.wordings import WordingCompiler
from dabir.domain.drafting.conflicts import Cluster, ConflictReason, clusters_of, hard_clusters
from dabir.domain.drafting.meetings import Meetings
from dabir.domain.drafting.verification import AgainstItself, check_circles, check_references
from dabir.domain.drafting.versions import Version

Standing = Literal["stands", "added", "moved_here"]
Row = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class CompiledClause:
    """One clause where it stands or would stand, as a reader goes down the page.

    `standing` is "stands" for a clause of the base in its place, "added" for one that would be
    added here, "moved_here" for a clause of the base that would be moved here (it comes again where
    it stands, and its wordings are there alone). `choice` is the question about the clause, if
    there is one, and `option` the one that would put it here. `wordings` are rows of plain words
    and slots by part and language.
    """

    uid: str
    depth: int
    clause: Clause
    standing: Standing
    wordings: Mapping[tuple[Part, str], Row]
    choice: ClauseChoice | None = None
    option: ClauseOption | None = None


@dataclass(frozen=True)
class Compilation:
    """What is proposed to `base`, laid over it.

    `slots` and `choices` come in the order of reading; `clusters` are the operations that meet,
    softly or hard, as `conflict_clusters` finds them.
    """

    base: Version
    proposed: tuple[Proposed, ...]
    proposers: Mapping[int, tuple[str, ...]]
    slots: tuple[Slot, ...]
    choices: tuple[ClauseChoice, ...]
    clusters: tuple[Cluster, ...]
    _rows: Mapping[Target, Row] = field(repr=False, compare=False)

    @cached_property
    def contests(self) -> Mapping[str, Contest]:
        """Slots and choices by uid: the choice about a clause, then the slots in it, and so on."""
        slots: dict[str, list[Slot]] = {}
        for slot in self.slots:
            slots.setdefault(slot.target[0], []).append(slot)
        found: dict[str, Contest] = {}
        for each in self.walk():
            if each.standing == "moved_here":
                continue
            if each.choice is not None:
                found[each.choice.uid] = each.choice
            if each.standing == "stands":
                found.update((slot.uid, slot) for slot in slots.get(each.uid, ()))
        return MappingProxyType(found)

    def row(self, target: Target) -> Row:
        """Return one wording of the base as plain words and slots, empty when there is neither."""
        if target in self._rows:
            return self._rows[target]
        uid, part, language = target
        return _plain(self.base[uid].wording(part, language))

    def supporters(self, operations: Iterable[Proposed]) -> tuple[str, ...]:
        """Return the proposers of the amendments that operations belong to, each once."""
        return _supporters(self.proposers, operations)

    def walk(self) -> Iterator[CompiledClause]:
        """Yield every clause of the base, and every one proposed, in the order of reading."""
        yield from _Walk(self).walk(None, 0)


def compile_amendments(
    base: Version,
    proposed: Iterable[Proposed],
    proposers: Mapping[int, tuple[str, ...]] | None = None,
    *,
    among: Iterable[Proposed] = (),
) -> Compilation:
    """Lay `proposed` over `base`; `proposers` says by the number of an amendment whose it is.

    All operations are made against `base`. `among` are those of which `proposed` were chosen: what
    was two clauses among them, as one of them has others moved into it, is not taken for one.

    Raises:
        Unfit: an operation does not fit `base`, or those of one amendment exclude one another.
    """
    ranked = tuple(sorted(proposed, key=lambda each: each.rank))
    proposers = MappingProxyType(dict(proposers or {}))
    check_references(base, ranked)
    _check_each(base, ranked)
    conflicts = list(Meetings(base, ranked, every_pair=False))
    met: dict[Proposed, set[ConflictReason]] = {}
    for conflict in conflicts:
        met.setdefault(conflict.first, set()).add(conflict.reason)
        met.setdefault(conflict.second, set()).add(conflict.reason)
    reasons = {each: frozenset(found) for each, found in met.items()}

    def supporters(operations: Iterable[Proposed]) -> tuple[str, ...]:
        return _supporters(proposers, operations)

    edits: dict[Target, list[tuple[Proposed, Edit]]] = {}
    for each in ranked:
        if isinstance(each.operation, Edit):
            edits.setdefault(each.operation.target, []).append((each, each.operation))
    slots: dict[Target, list[Slot]] = {}
    rows: dict[Target, Row] = {}
    for target, found in edits.items():
        uid, part, language = target
        wording = base[uid].wording(part, language)
        compiler = WordingCompiler(base.symbol.number, target, wording, supporters, reasons)
        slots[target] = compiler.slots(found)
        rows[target] = compiler.row(slots[target])
    structure = StructureCompiler(base.symbol.number, supporters, reasons)
    places = {clause.uid: place for place, (_, clause) in enumerate(base.walk())}
    ordered = sorted(slots, key=lambda each: (places[each[0]], list(Part).index(each[1])))
    compilation = Compilation(
        base=base,
        proposed=ranked,
        proposers=proposers,
        slots=tuple(slot for target in ordered for slot in slots[target]),
        choices=(*structure.fates(ranked), *structure.additions(ranked, [*ranked, *among])),
        clusters=tuple(clusters_of(conflicts)),
        _rows=MappingProxyType(rows),
    )
    met_on_the_way = (each.choice for each in compilation.walk() if each.standing != "moved_here")
    in_order = dict.fromkeys(choice for choice in met_on_the_way if choice is not None)
    return replace(compilation, choices=tuple(in_order))


def _check_each(base: Version, ranked: Iterable[Proposed]) -> None:
    """Make sure that each amendment could be adopted alone."""
    amendments: dict[int, list[Proposed]] = {}
    for each in ranked:
        amendments.setdefault(each.amendment, []).append(each)
    for operations in amendments.values():
        if len(operations) > 1:
            clusters = hard_clusters(base, operations)
            if clusters:
                raise AgainstItself(clusters)
        check_circles(base, [each.operation for each in operations])


def _supporters(
    proposers: Mapping[int, tuple[str, ...]], operations: Iterable[Proposed]
) -> tuple[str, ...]:
    numbers = dict.fromkeys(each.amendment for each in operations)
    return tuple(dict.fromkeys(name for number in numbers for name in proposers.get(number, ())))


def _plain(text: str) -> Row:
    return (Words(text, 0, len(text)),) if text else ()


class _Walk:
    """Goes through a compilation in the order of reading."""

    def __init__(self, compilation: Compilation) -> None:
        self._of = compilation
        self._about: dict[str, ClauseChoice] = {}
        # What would be put into each parent after each sibling, by rank.
        self._put: dict[
            tuple[str | None, str | None], list[tuple[tuple[int, int], ClauseChoice, ClauseOption]]
        ] = {}
        self._targets: dict[str, list[Target]] = {}
        for target in compilation._rows:  # noqa: SLF001 (one object, in two classes)
            self._targets.setdefault(target[0], []).append(target)
        for choice in compilation.choices:
            if not choice.addition:
                self._about[choice.clause] = choice
            for option in choice.proposed:
                if option.what in {"move", "add"}:
                    rank = option.operations[0].rank
                    put = self._put.setdefault((option.parent, option.after), [])
                    put.append((rank, choice, option))
        for put in self._put.values():
            put.sort(key=lambda each: each[0])

    def walk(self, parent: str | None, depth: int) -> Iterator[CompiledClause]:
        base = self._of.base
        yield from self._proposed(parent, None, depth)
        for uid in base.children(parent):
            wordings = {
                (part, language): self._of.row((uid, part, language))
                for part, language in self._languages(base[uid])
            }
            choice = self._about.get(uid)
            yield CompiledClause(uid, depth, base[uid], "stands", wordings, choice)
            yield from self.walk(uid, depth + 1)
            yield from self._proposed(parent, uid, depth)

    def _languages(self, clause: Clause) -> list[tuple[Part, str]]:
        there = dict.fromkeys(clause.wordings())
        there.update(dict.fromkeys(target[1:] for target in self._targets.get(clause.uid, ())))
        return sorted(there, key=lambda each: list(Part).index(each[0]))

    def _proposed(
        self, parent: str | None, after: str | None, depth: int
    ) -> Iterator[CompiledClause]:
        for _, choice, option in self._put.get((parent, after), ()):
            if option.what == "move":
                clause = self._of.base[choice.clause]
                yield CompiledClause(clause.uid, depth, clause, "moved_here", {}, choice, option)
                continue
            depths: dict[str | None, int] = {parent: depth - 1}
            for clause in option.clauses:
                depths[clause.uid] = depths[clause.parent] + 1
                wordings = {target: _plain(text) for target, text in clause.wordings().items()}
                yield CompiledClause(
                    clause.uid,
                    depths[clause.uid],
                    clause,
                    "added",
                    wordings,
                    choice,
                    option,
                )
