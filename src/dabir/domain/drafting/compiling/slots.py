"""What a compilation is made of: slots in wordings, choices about clauses, and their options.

A *slot* is a stretch of one base wording for which words are proposed; a *clause choice* is the
question whether a clause stays, goes, moves, or is added. Both are contests: what stands is always
the first option, and each other option says who supports it and by which operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from dabir.domain.drafting.amendments import Proposed
from dabir.domain.drafting.clauses import Clause, Part
from dabir.domain.drafting.conflicts import ConflictReason

Target = tuple[str, Part, str]
"""One wording: clause uid, part, language."""


@dataclass(frozen=True, slots=True)
class Option:
    """Words that could stand in a slot.

    `supporters` are the proposers of all amendments that come to these words, by rank; words that
    differ in spelling alone are one option, written as the lowest rank writes them. `operations`
    are all that lead to the words; `adopted` those that are applied when it is chosen, which are
    those of one amendment and what is identical to them. The base is an option without operations.
    """

    uid: str
    words: str
    supporters: tuple[str, ...]
    operations: tuple[Proposed, ...]
    adopted: tuple[Proposed, ...]
    keeps_base: bool = False
    spelling_only: bool = False
    """Whether the words are those of the base in another spelling."""

    @property
    def amendments(self) -> tuple[int, ...]:
        """The numbers of the amendments that come to these words, in their order."""
        return tuple(dict.fromkeys(each.amendment for each in self.operations))


@dataclass(frozen=True, slots=True)
class Slot:
    """``wording[start:end]`` of `target`, which reads `base_words`, and what it could read.

    `options[0]` is the base. Between two slots no operation is in conflict over words: each can be
    decided without the other. An empty `base_words` is a place where words would be inserted.
    """

    uid: str
    target: Target
    start: int
    end: int
    base_words: str
    options: tuple[Option, ...]
    reasons: frozenset[ConflictReason]

    @property
    def proposed(self) -> tuple[Option, ...]:
        """The options that are not the base."""
        return tuple(each for each in self.options if not each.keeps_base)

    @property
    def contested(self) -> bool:
        """Whether it must be decided: some of its operations exclude others, here or elsewhere."""
        return any(reason.hard for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Words:
    """``wording[start:end]`` of a base wording, for which nothing is proposed."""

    text: str
    start: int
    end: int


Stretch = Words | Slot

What = Literal["stay", "delete", "move", "leave_out", "add"]


@dataclass(frozen=True, slots=True)
class ClauseOption:
    """What could become of a clause.

    `what` says it: "stay" and "leave_out" keep the base, the one of a clause that stands, the other
    of one that would be added. A "move" goes to `parent` after the sibling `after`, and so does an
    "add", whose `clauses` are what it adds, parents before children: the first is what the choice
    is about.
    """

    uid: str
    what: What
    supporters: tuple[str, ...]
    operations: tuple[Proposed, ...]
    adopted: tuple[Proposed, ...]
    parent: str | None = None
    after: str | None = None
    clauses: tuple[Clause, ...] = ()

    @property
    def keeps_base(self) -> bool:
        """Whether choosing it changes nothing."""
        return self.what in {"stay", "leave_out"}

    @property
    def amendments(self) -> tuple[int, ...]:
        """The numbers of the amendments that propose it, in their order."""
        return tuple(dict.fromkeys(each.amendment for each in self.operations))


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """Whether the clause `clause` stays, goes or moves; or, of a new one, whether it is added.

    `options[0]` is the base. Additions at one place are choices of their own: all may be adopted,
    and then stand by rank. `reasons` name conflicts with operations on other clauses as well.
    """

    uid: str
    clause: str
    options: tuple[ClauseOption, ...]
    reasons: frozenset[ConflictReason]

    @property
    def addition(self) -> bool:
        """Whether it is about a clause that the base does not have."""
        return self.options[0].what == "leave_out"

    @property
    def proposed(self) -> tuple[ClauseOption, ...]:
        """The options that are not the base."""
        return tuple(each for each in self.options if not each.keeps_base)

    @property
    def contested(self) -> bool:
        """Whether it must be decided: some of its operations exclude others, here or elsewhere."""
        return any(reason.hard for reason in self.reasons)


Contest = Slot | ClauseChoice


def uid_of(letter: str, *parts: object) -> str:
    """Return a short name for what `parts` describe: the same parts give the same name anywhere.

    It begins with `letter`, so that it may stand as an id in a page or a file.
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        written = str(part).encode()
        digest.update(f"{len(written)}:".encode() + written)
    return letter + digest.hexdigest()
