"""Amendments (پیشنهاد اصلاحی): operations proposed against one version of a text.

Operations name clauses by uid and wording by offsets into that version, so that they stay exact
whatever becomes of the numbering.

Whether they fit that version is checked in `dabir.domain.drafting.verification`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.spelling import spelling_key
from dabir.domain.drafting.versions import Symbol
from dabir.domain.language import words


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``wording[start:end]``, which reads `old`, by `new`; an empty range inserts."""

    uid: str
    language: str
    start: int
    end: int
    old: str
    new: str
    # Nearly all edits are of texts: the part would cost time, and tell few of them apart.
    part: Part = field(default=Part.TEXT, hash=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or len(self.old) != self.end - self.start:
            raise ValueError(f"{self.start}:{self.end} is no range of {len(self.old)} characters")

    @property
    def target(self) -> tuple[str, Part, str]:
        """The wording that is edited: clause, part and language."""
        return self.uid, self.part, self.language

    def snapped(self, wording: str) -> Edit:
        """Return the same edit, widened so that it begins and ends between words.

        Whoever changes part of a word changes the word; so does whoever joins letters to it.
        Words keep their ZWNJ and diacritics, as in `dabir.domain.language.words`.
        """
        start, end, new = self.start, self.end, self.new
        left, right = _run_around(wording, start, end)
        for word in words(wording[left:right]):
            if word.start < start - left < word.end:
                new = wording[left + word.start : start] + new
                start = left + word.start
            if word.start < end - left < word.end:
                new = new + wording[end : left + word.end]
                end = left + word.end
        joined = wording[left:start] + new + wording[end:right]
        before, after = start - left, start - left + len(new)
        for word in words(joined):
            if word.start < before < word.end:
                new = wording[left + word.start : start] + new
                start = left + word.start
            if word.start < after < word.end:
                new = new + wording[end : end + word.end - after]
                end += word.end - after
        return replace(self, start=start, end=end, old=wording[start:end], new=new)


def _run_around(wording: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the unspaced run around a range: no word reaches beyond it."""
    while start > 0 and not wording[start - 1].isspace():
        start -= 1
    while end < len(wording) and not wording[end].isspace():
        end += 1
    return start, end


@dataclass(frozen=True, slots=True)
class Add:
    """Add a clause in `parent` (None: at the top) after the sibling `after` (None: first)."""

    uid: str
    parent: str | None
    after: str | None
    kind: Kind
    style: NumberStyle = NumberStyle.DIGITS
    heading: Mapping[str, str] = field(default_factory=dict, hash=False)
    text: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        # no words and empty words are the same, as in a clause
        for part in ("heading", "text"):
            words = {language: text for language, text in getattr(self, part).items() if text}
            object.__setattr__(self, part, words)

    def clause(self) -> Clause:
        """Return the clause it adds; its order is not known before it is applied."""
        return Clause(self.uid, self.parent, 0, self.kind, self.style, self.heading, self.text)


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a clause and all that stands in it, but for what the same amendment moves out."""

    uid: str


@dataclass(frozen=True, slots=True)
class Move:
    """Move a clause, with all that stands in it, into `parent` after the sibling `after`."""

    uid: str
    parent: str | None
    after: str | None


Operation = Edit | Add | Delete | Move


def names(operation: Operation) -> frozenset[str]:
    """Return the uids that must be there for the operation to make sense, in no order."""
    if isinstance(operation, (Edit, Delete)):
        return frozenset({operation.uid})
    named = {operation.parent, operation.after}
    if isinstance(operation, Move):
        named.add(operation.uid)
    return frozenset(name for name in named if name is not None)


def sameness(operation: Operation) -> Hashable:
    """Return what an operation shares with those that are the same but for spelling.

    Whose operations are the same are co-sponsors. An edit that corrects the spelling of what it
    replaces means its very letters: it is the same as nothing but itself.
    """
    if isinstance(operation, Edit):
        new = spelling_key(operation.new)
        if new == spelling_key(operation.old):
            return operation
        return (
            operation.uid,
            operation.language,
            operation.part,
            operation.start,
            operation.end,
            new,
        )
    if isinstance(operation, Add):
        wordings = (
            tuple(sorted((code, spelling_key(words)) for code, words in part.items() if words))
            for part in (operation.heading, operation.text)
        )
        place = operation.uid, operation.parent, operation.after
        return *place, operation.kind, operation.style, *wordings
    return operation


class Ruling(StrEnum):
    """What was decided on one operation."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    BRACKETED = "bracketed"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One operation and its rank: the amendment's number, then its place in the amendment.

    Where several operations meet at one point, the lower rank comes first in the text.
    """

    amendment: int
    place: int
    operation: Operation

    def __hash__(self) -> int:
        # Within one base a rank tells a proposal from all others.
        return hash((self.amendment, self.place))

    @property
    def rank(self) -> tuple[int, int]:
        """What operations are ordered by."""
        return self.amendment, self.place


@dataclass(frozen=True, slots=True)
class Amendment:
    """Operations that their proposers put forward together against version `base`.

    `number` is unique within the text. Operations may refer to clauses that the same amendment
    adds, never to those of another amendment.
    """

    number: int
    base: Symbol
    proposers: tuple[str, ...]
    operations: tuple[Operation, ...]

    def proposed(self) -> tuple[Proposed, ...]:
        """Return its operations with their ranks."""
        return tuple(
            Proposed(self.number, place, operation)
            for place, operation in enumerate(self.operations)
        )
