"""Whether enough entitled members are present for a meeting to be held (حد نصاب رسمیت).

Guests are never counted: the caller passes members, or the alternates who sit for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuorumKind = Literal["majority", "two_thirds", "number"]


@dataclass(frozen=True, slots=True)
class Quorate:
    """The answer, with the figures that explain it. True in a condition when quorate."""

    quorate: bool
    needed: int
    present: int

    def __bool__(self) -> bool:
        return self.quorate

    @property
    def missing(self) -> int:
        """How many more members are needed; 0 when quorate."""
        return max(0, self.needed - self.present)


@dataclass(frozen=True, slots=True)
class Quorum:
    """A group's rule of quorum.

    `majority` is more than half of the entitled members, `two_thirds` is two thirds of them rounded
    up, `number` is a fixed count of members given as `number`.
    """

    kind: QuorumKind
    number: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in {"majority", "two_thirds", "number"}:
            raise ValueError(f"unknown kind of quorum: {self.kind!r}")
        if (self.kind == "number") != (self.number is not None):
            raise ValueError("a number goes with the kind 'number', and with no other")
        if self.number is not None and self.number < 1:
            raise ValueError("a quorum is at least one member")

    def needed(self, entitled: int) -> int:
        """How many of `entitled` members must be present; at least one, even of an empty group."""
        if entitled < 0:
            raise ValueError("a group has no fewer than zero members")
        if self.number is not None:
            return self.number
        if self.kind == "majority":
            return entitled // 2 + 1
        return max(1, -(-2 * entitled // 3))

    def verdict(self, present: int, entitled: int) -> Quorate:
        """Whether `present` of `entitled` members make a quorum.

        Raises:
            ValueError: fewer than zero are present, or more than are entitled.
        """
        if not 0 <= present <= entitled:
            raise ValueError(f"{present} present of {entitled} entitled")
        needed = self.needed(entitled)
        return Quorate(quorate=present >= needed, needed=needed, present=present)
