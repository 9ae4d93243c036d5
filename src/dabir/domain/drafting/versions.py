"""Versions: immutable snapshots of a text.

Errors:
    BrokenVersion       the clauses do not make a tree
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from dabir.domain.drafting.clauses import Clause
from dabir.domain.language import to_persian_digits


class BrokenVersion(ValueError):
    """The clauses do not make a tree: a parent is missing, a uid is twice there, or a circle."""


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """What a version is called: number 0 is the zero draft, n is Rev.n."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("versions are numbered from 0")

    def label(self, language: str) -> str:
        """Return the symbol as readers of `language` write it."""
        if language == "fa":
            if self.number == 0:
                return "پیش‌نویس صفر"
            return f"نسخهٔ اصلاحی {to_persian_digits(str(self.number))}"
        return f"Rev.{self.number}" if self.number else "Zero draft"

    def following(self) -> Symbol:
        """Return the symbol of the next version."""
        return Symbol(self.number + 1)

    def __str__(self) -> str:
        return self.label("en")


ZERO_DRAFT = Symbol(0)


@dataclass(frozen=True, slots=True)
class Version:
    """A snapshot of a text: its clauses by uid, the version it was made from, and its symbol.

    Make one with `Version.of`, which numbers siblings from 0; two versions with the same clauses
    in the same places then compare equal in `clauses`.
    """

    symbol: Symbol
    clauses: Mapping[str, Clause] = field(hash=False)
    made_from: Symbol | None = None
    _children: Mapping[str | None, tuple[str, ...]] = field(
        init=False, repr=False, compare=False, hash=False
    )

    @classmethod
    def of(
        cls, symbol: Symbol, clauses: Iterable[Clause], *, made_from: Symbol | None = None
    ) -> Version:
        """Make a version of `clauses`, which may come in any order.

        Siblings are sorted by their `order` (then uid) and renumbered from 0.

        Raises:
            BrokenVersion: they do not make a tree.
        """
        by_uid: dict[str, Clause] = {}
        for clause in clauses:
            if clause.uid in by_uid:
                raise BrokenVersion(f"clause {clause.uid} is there twice")
            by_uid[clause.uid] = clause
        for siblings in _by_parent(by_uid.values()).values():
            for order, uid in enumerate(siblings):
                if by_uid[uid].order != order:
                    by_uid[uid] = replace(by_uid[uid], order=order)
        return cls(symbol=symbol, clauses=by_uid, made_from=made_from)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clauses", MappingProxyType(dict(self.clauses)))
        object.__setattr__(self, "_children", _by_parent(self.clauses.values()))
        for clause in self.clauses.values():
            if clause.parent is not None and clause.parent not in self.clauses:
                raise BrokenVersion(f"clause {clause.uid} stands in {clause.parent}: not there")
        if sum(1 for _ in self.walk()) != len(self.clauses):
            raise BrokenVersion("some clauses stand in one another in a circle")

    def __contains__(self, uid: object) -> bool:
        return uid in self.clauses

    def __getitem__(self, uid: str) -> Clause:
        return self.clauses[uid]

    def children(self, parent: str | None) -> tuple[str, ...]:
        """Return the uids of the clauses that stand in `parent` (None: at the top), in order."""
        return self._children.get(parent, ())

    def walk(self, top: str | None = None) -> Iterator[tuple[int, Clause]]:
        """Yield ``(depth, clause)`` in the order of reading, for the whole text or below `top`."""
        waiting = [(0, uid) for uid in reversed(self.children(top))]
        while waiting:
            depth, uid = waiting.pop()
            yield depth, self.clauses[uid]
            waiting.extend((depth + 1, child) for child in reversed(self.children(uid)))

    def ancestors(self, uid: str) -> Iterator[str]:
        """Yield the uids that `uid` stands in, the nearest first."""
        parent = self.clauses[uid].parent
        while parent is not None:
            yield parent
            parent = self.clauses[parent].parent

    def same_text(self, other: Version) -> bool:
        """Whether both have the same clauses, whatever the versions are called."""
        return self.clauses == other.clauses


def _by_parent(clauses: Iterable[Clause]) -> dict[str | None, tuple[str, ...]]:
    groups: dict[str | None, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(clause.parent, []).append(clause)
    return {
        parent: tuple(
            clause.uid for clause in sorted(group, key=lambda clause: (clause.order, clause.uid))
        )
        for parent, group in groups.items()
    }
