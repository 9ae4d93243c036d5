"""Which clauses a mention means, by the numbers of one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dabir.domain.drafting.clauses import Clause, Kind, Part
from dabir.domain.drafting.numbering import Numbering, write_numeral
from dabir.domain.drafting.references.mentions import Mention, Numeral, Step, mentions
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

    `inner` are the clauses of the numerals of the first step; `outer` those of the other steps.
    """

    mention: Mention
    inner: tuple[str, ...]
    outer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unbound:
    """A mention that no clause, or more than one, fits."""

    mention: Mention
    reason: Brokenness


class Addresses:
    """The clauses of a version by how they are called."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.numbering = Numbering(version)
        self._articles: dict[str | None, list[str]] = {}
        self._order = {clause.uid: place for place, (_, clause) in enumerate(version.walk())}
        for uid in self._order:
            clause = version[uid]
            if clause.kind is Kind.ARTICLE:
                self._articles.setdefault(self._annex(uid), []).append(uid)

    def bind(self, mention: Mention, writer: str, language: str) -> Bound | Unbound:
        """Find what a mention in the wording of `writer` means."""
        *inner, outermost = mention.steps
        found = self._outermost(outermost, writer, language)
        outer: list[str] = []
        for step in reversed(inner):
            if len(found) != 1:
                return Unbound(mention, _why(found))
            outer.insert(0, found[0])
            found = self._children(found[0], step, language)
        if mention.steps[0].numerals and len(found) == len(mention.steps[0].numerals):
            return Bound(mention, tuple(found), tuple(outer))
        if not mention.steps[0].numerals and len(found) == 1:
            return Bound(mention, tuple(found), tuple(outer))
        return Unbound(mention, _why(found))

    def targets(self, bound: Bound) -> tuple[str, ...]:
        """Return the clauses that are meant; of a span also those between its ends."""
        if not bound.mention.steps[0].span:
            return bound.inner
        first, last = bound.inner
        kind = self.version[first].kind
        peers = (
            self._articles.get(self._annex(first), [])
            if kind is Kind.ARTICLE
            else self.version.children(self.version[first].parent)
        )
        low, high = self._order[first], self._order[last]
        return tuple(
            uid
            for uid in peers
            if self.version[uid].kind is kind and low <= self._order[uid] <= high
        )

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

    def _outermost(self, step: Step, writer: str, language: str) -> list[str]:
        if step.here:
            here = self.above(writer, step.kinds)
            return [] if here is None else [here]
        if step.kinds == {Kind.ARTICLE}:
            annex = self._annex(writer)
            found = self._numbered(self._articles.get(annex, ()), step, language)
            if found or annex is None:
                return found
            return self._numbered(self._articles.get(None, ()), step, language)
        if step.kinds & {Kind.CHAPTER, Kind.ANNEX}:
            everything = [uid for uid in self._order if self.version[uid].kind in step.kinds]
            return self._numbered(everything, step, language)
        # Without more said, what is nearest is meant: in the clause itself, beside it, and so on.
        for above in self._line(writer):
            found = self._children(above, step, language)
            if found:
                return found
        return self._numbered(self._peers(None, step), step, language)

    def _children(self, parent: str, step: Step, language: str) -> list[str]:
        if step.kinds == {Kind.ARTICLE}:
            inside = [uid for uid in self._order if parent in self.version.ancestors(uid)]
            articles = [uid for uid in inside if self.version[uid].kind is Kind.ARTICLE]
            return self._numbered(articles, step, language)
        return self._numbered(self._peers(parent, step), step, language)

    def _peers(self, parent: str | None, step: Step) -> list[str]:
        children = self.version.children(parent)
        return [uid for uid in children if self.version[uid].kind in step.kinds]

    def _numbered(self, peers: Iterable[str], step: Step, language: str) -> list[str]:
        """Return those of `peers` that have the numerals of a step; without any, all of them."""
        peers = list(peers)
        if not step.numerals:
            return peers
        by_numeral: dict[str, list[str]] = {}
        for uid in peers:
            for written in self._ways(uid, language):
                by_numeral.setdefault(written, []).append(uid)
        found: list[str] = []
        for numeral in step.numerals:
            fitting = by_numeral.get(settled(numeral), [])
            if len(fitting) != 1:
                return [*found, *fitting] if len(fitting) > 1 else []
            found += fitting
        return found

    def _ways(self, uid: str, language: str) -> set[str]:
        """Return how the number of a clause may be written: in its style, or in digits."""
        number = self.numbering.number(uid)
        if number is None:
            return set()
        clause: Clause = self.version[uid]
        ways = {_settled(write_numeral(number, clause.style, language))}
        if clause.kind in {Kind.CHAPTER, Kind.ANNEX}:
            ways.add(str(number))
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
    return to_ascii_digits(written).casefold().replace("آ", "ا").replace("یکم", "اول")


def _why(found: list[str]) -> Brokenness:
    return Brokenness.AMBIGUOUS if found else Brokenness.NEVER_THERE
