"""Which clauses a mention means, by the numbers of one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.numbering import Numbering, write_numeral
from dabir.domain.drafting.references.mentions import Beside, Mention, Numeral, Step, mentions
from dabir.domain.drafting.versions import Version
from dabir.domain.language import to_ascii_digits


class Brokenness(StrEnum):
    """Why a reference points at nothing, or no longer at what it did."""

    NEVER_THERE = "never_there"
    """No clause has that number."""
    AMBIGUOUS = "ambiguous"
    """Several clauses could be meant."""
    TARGET_DELETED = "target_deleted"
    """What it pointed at was deleted."""
    OUT_OF_REACH = "out_of_reach"
    """What it pointed at was moved to where these words cannot name it."""
    TORN = "torn"
    """What it reached over («مواد ۲ تا ۴») stands apart now, or something was moved into it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``wording[start:end]`` of a clause, which reads `words`, and the clauses that it means.

    `targets` are those that it names, in the order written; of a span all from the first to the
    last.
    """

    uid: str
    part: Part
    language: str
    start: int
    end: int
    words: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenReference:
    """A reference that points at nothing, or at something else than it did, and why.

    `targets` are the clauses that it meant, as far as they are known.
    """

    uid: str
    part: Part
    language: str
    start: int
    end: int
    words: str
    reason: Brokenness
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A mention with the clause of each of its steps.

    `inner` are the clauses of the numerals of the first step, or the only one that it means without
    any; `outer` those of the other steps.
    """

    mention: Mention
    inner: tuple[str, ...]
    outer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unbound:
    """A mention that no clause, or more than one, fits."""

    mention: Mention
    reason: Brokenness


class _Group(NamedTuple):
    """Clauses of some kinds in `within` (None: in the whole text): right in it, or `deep`."""

    within: str | None
    kinds: frozenset[Kind]
    deep: bool = False


class _SeveralFit(Exception):
    """Several clauses have one of the numerals of a step."""


class Addresses:
    """The clauses of a version by how they are called."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.numbering = Numbering(version)
        self._articles: dict[str | None, list[str]] = {}
        self._groups: dict[_Group, list[str]] = {}
        self._numerals: dict[tuple[_Group, str], dict[str, list[str]]] = {}
        self._order = {clause.uid: place for place, (_, clause) in enumerate(version.walk())}
        for uid in self._order:
            clause = version[uid]
            if clause.kind is Kind.ARTICLE:
                self._articles.setdefault(self._annex(uid), []).append(uid)

    def bind(self, mention: Mention, writer: str, language: str) -> Bound | Unbound | None:
        """Find what a mention in the wording of `writer` means, None where it means no clause.

        "This paragraph" may be said of any stretch of words, and so may "the preceding paragraph":
        they mean a clause only where the writer is one.
        """
        try:
            return self._bind(mention, writer, language)
        except _SeveralFit:
            return Unbound(mention, Brokenness.AMBIGUOUS)

    def _bind(self, mention: Mention, writer: str, language: str) -> Bound | Unbound | None:
        *inner, outermost = mention.steps
        found = self._outermost(outermost, writer, language)
        if not found and not inner and not outermost.numerals:
            return Unbound(mention, _why(found)) if self._must(outermost, writer) else None
        outer: list[str] = []
        for step in reversed(inner):
            if len(found) != 1:
                return Unbound(mention, _why(found))
            outer.insert(0, found[0])
            found = self._inside(found[0], step, writer, language)
        if len(found) == max(1, len(mention.steps[0].numerals)):
            return Bound(mention, tuple(found), tuple(outer))
        return Unbound(mention, _why(found))

    def targets(self, bound: Bound) -> tuple[str, ...]:
        """Return the clauses that are meant; of a span also those between its ends."""
        step = bound.mention.steps[0]
        if not step.spans:
            return bound.inner
        found: list[str] = []
        for first, last in step.stretches():
            found += self.between(bound.inner[first], bound.inner[last])
        return tuple(found)

    def between(self, first: str, last: str) -> list[str]:
        """Return the clauses of one kind from the first to the last, both included."""
        kind = self.version[first].kind
        peers = (
            self._articles.get(self._annex(first), [])
            if kind is Kind.ARTICLE
            else self.version.children(self.version[first].parent)
        )
        low, high = self._order[first], self._order[last]
        return [
            uid
            for uid in peers
            if self.version[uid].kind is kind and low <= self._order[uid] <= high
        ]

    def in_order(self, uids: Iterable[str]) -> list[str]:
        """Return clauses in the order of reading."""
        return sorted(uids, key=self._order.__getitem__)

    def beside(self, step: Step, writer: str) -> str | None:
        """Return the clause before or after the writer's that a relative step means, if any."""
        for kinds in (step.narrow, step.kinds):
            here = self.above(writer, kinds) or writer
            if kinds == {Kind.ARTICLE}:
                found = _next_to(
                    self._articles.get(self._annex(here), []), here, step.beside, self._order
                )
            else:
                found = self._beside_in_line(kinds, here, step.beside)
            if found is not None:
                return found
        return None

    def _beside_in_line(self, kinds: frozenset[Kind], here: str, side: Beside | None) -> str | None:
        for at in self._line(here):
            if self.version[at].kind in _WHOLES - kinds:
                return None
            siblings = self.version.children(self.version[at].parent)
            peers = [uid for uid in siblings if self.version[uid].kind in kinds]
            found = _next_to(peers, at, side, self._order)
            if found is not None:
                return found
        return None

    def numeral(self, uid: str, language: str) -> str:
        """Return the number of a clause as its style writes it, empty when it has none."""
        number = self.numbering.number(uid)
        return "" if number is None else write_numeral(number, self.version[uid].style, language)

    def above(self, uid: str, kinds: frozenset[Kind]) -> str | None:
        """Return the nearest clause of some kinds in which `uid` stands."""
        return next((each for each in self._line(uid) if self.version[each].kind in kinds), None)

    def alone(self, uid: str) -> bool:
        """Whether no other clause of its kind stands beside it."""
        clause = self.version[uid]
        beside = self.version.children(clause.parent)
        return sum(self.version[each].kind is clause.kind for each in beside) == 1

    def _line(self, uid: str) -> Iterator[str]:
        yield uid
        yield from self.version.ancestors(uid)

    def _annex(self, uid: str) -> str | None:
        return self.above(uid, frozenset({Kind.ANNEX}))

    def _here(self, step: Step, writer: str) -> str | None:
        return self.above(writer, step.narrow) or self.above(writer, step.kinds)

    def _must(self, step: Step, writer: str) -> bool:
        """Whether a step that names no number must mean a clause, and is broken if it does not."""
        if step.here:
            return False
        return step.kinds == {Kind.ARTICLE} or self.above(writer, step.narrow) is not None

    def _outermost(self, step: Step, writer: str, language: str) -> list[str]:
        if step.here or step.beside is not None:
            return self._near(step, writer)
        if step.kinds == {Kind.ARTICLE}:
            annex = self._annex(writer)
            found = self._numbered(_Group(annex, step.kinds, deep=True), step, language)
            if found or annex is None:
                return found
            return self._numbered(_Group(None, step.kinds, deep=True), step, language)
        if step.kinds & {Kind.CHAPTER, Kind.ANNEX}:
            return self._numbered(_Group(None, step.kinds, deep=True), step, language)
        # Without more said, what is nearest is meant: in the clause itself, beside it, and so on.
        for above in self._line(writer):
            found = self._children(above, step, language)
            if found:
                return found
        return self._numbered(_Group(None, step.kinds), step, language)

    def _inside(self, parent: str, step: Step, writer: str, language: str) -> list[str]:
        if step.here or step.beside is not None:
            near = self._near(step, writer)
            return [uid for uid in near if parent in self.version.ancestors(uid)]
        return self._children(parent, step, language)

    def _near(self, step: Step, writer: str) -> list[str]:
        found = self._here(step, writer) if step.here else self.beside(step, writer)
        return [] if found is None else [found]

    def _children(self, parent: str, step: Step, language: str) -> list[str]:
        deep = step.kinds == {Kind.ARTICLE}
        return self._numbered(_Group(parent, step.kinds, deep=deep), step, language)

    def _numbered(self, group: _Group, step: Step, language: str) -> list[str]:
        """Return those of a group that have the numerals of a step; without any, all of them."""
        if not step.numerals:
            return list(self._members(group))
        by_numeral = self._by_numeral(group, language)
        found: list[str] = []
        for numeral in step.numerals:
            fitting = by_numeral.get(settled(numeral), ())
            if len(fitting) > 1:
                raise _SeveralFit
            if not fitting:
                return []
            found += fitting
        return found

    def _members(self, group: _Group) -> Sequence[str]:
        found = self._groups.get(group)
        if found is None:
            found = self._groups[group] = [
                uid for uid in self._candidates(group) if self.version[uid].kind in group.kinds
            ]
        return found

    def _candidates(self, group: _Group) -> Iterable[str]:
        if not group.deep:
            return self.version.children(group.within)
        if group.kinds == {Kind.ARTICLE} and group.within in self._articles:
            return self._articles[group.within]
        if group.within is None:
            # Articles that stand in annexes are numbered there, and meant from there.
            return () if group.kinds == {Kind.ARTICLE} else self._order
        return (clause.uid for _, clause in self.version.walk(group.within))

    def _by_numeral(self, group: _Group, language: str) -> Mapping[str, Sequence[str]]:
        found = self._numerals.get((group, language))
        if found is None:
            found = self._numerals[group, language] = {}
            for uid in self._members(group):
                for written in self._ways(uid, language):
                    found.setdefault(written, []).append(uid)
        return found

    def _ways(self, uid: str, language: str) -> set[str]:
        """Return how the number of a clause may be written: in its style, or in words."""
        number = self.numbering.number(uid)
        if number is None:
            return set()
        clause: Clause = self.version[uid]
        ways = {_settled(write_numeral(number, clause.style, language))}
        if clause.kind in {Kind.CHAPTER, Kind.ANNEX}:
            ways.add(str(number))
        if language == "fa":
            ways.add(_settled(write_numeral(number, NumberStyle.ORDINAL, language)))
        return ways


def references_in(version: Version) -> Iterator[tuple[Clause, Part, str, str, Mention]]:
    """Yield ``(clause, part, language, wording, mention)`` in the order of reading."""
    for _, clause in version.walk():
        for (part, language), wording in clause.wordings().items():
            for mention in mentions(wording, language):
                yield clause, part, language, wording, mention


def find_references(version: Version) -> tuple[list[Reference], list[BrokenReference]]:
    """Return the references of a text to its own clauses, and the broken ones among them."""
    addresses = Addresses(version)
    found: list[Reference] = []
    broken: list[BrokenReference] = []
    for clause, part, language, wording, mention in references_in(version):
        start, end = mention.start, mention.end
        bound = addresses.bind(mention, clause.uid, language)
        words = wording[start:end]
        if bound is None:
            continue
        if isinstance(bound, Unbound):
            broken.append(
                BrokenReference(clause.uid, part, language, start, end, words, bound.reason)
            )
        else:
            targets = addresses.targets(bound)
            found.append(Reference(clause.uid, part, language, start, end, words, targets))
    return found, broken


def settled(numeral: Numeral) -> str:
    """Return a numeral as it is compared: digits in ASCII, letters small."""
    return _settled(numeral.written)


def _settled(written: str) -> str:
    joined = " ".join(written.replace("\u200c", " ").split())
    return to_ascii_digits(joined).casefold().replace("آ", "ا").replace("یکم", "اول")


_WHOLES = frozenset({Kind.ARTICLE, Kind.ANNEX})


def _next_to(
    peers: Iterable[str], at: str, side: Beside | None, order: Mapping[str, int]
) -> str | None:
    """Return the last of `peers` before `at`, or the first after it."""
    if side is Beside.BEFORE:
        return max(
            (uid for uid in peers if order[uid] < order[at]), key=order.__getitem__, default=None
        )
    return min(
        (uid for uid in peers if order[uid] > order[at]), key=order.__getitem__, default=None
    )


def _why(found: list[str]) -> Brokenness:
    return Brokenness.AMBIGUOUS if found else Brokenness.NEVER_THERE
