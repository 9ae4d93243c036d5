"""Which line of a text became which of a copy that carries no ids.

By id where both have it, then by the same words, then by like words; what is left is what a person
says, or new, or gone. A line that was split pairs with all of its parts, and several that were
joined pair with the one that they became. Nothing is paired silently on weak grounds: such pairs
are `doubtful`, and whoever knows better says so in `said`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from dabir.domain.drafting.comparing.sequences import heaviest
from dabir.domain.drafting.copies.likeness import Likeness
from dabir.domain.drafting.copies.printed import PrintedClause

SURE = 0.65
"""Pairs that have less in common than this are to be looked at by a person."""
SURE_AFAR = 0.75
"""So are pairs that moved and have less in common than this."""
_LEAST_AFAR = 0.6
_WORDS_AFAR = 4
"""A line of fewer words is not known again elsewhere unless its words are the same."""
_PART = 0.6
"""So much of a line must be in another for it to be a part that was split from it."""


class Method(StrEnum):
    """By what two lines were known to be one."""

    ID = "id"
    EXACT = "exact"
    SIMILAR = "similar"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of a line, or of several; places are counted from 0 in both texts.

    `old` is empty for a new line and `new` for one that is gone; several in one of them say that a
    line was split, or that several were joined. `confidence` is 1 for what cannot be mistaken.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    method: Method = Method.EXACT
    confidence: float = 1.0
    moved: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should say if these are one."""
        if self.method is not Method.SIMILAR:
            return False
        return self.confidence < (SURE_AFAR if self.moved else SURE)


@dataclass(frozen=True)
class Aligned:
    """Two texts and what became of every line of either: each is in exactly one pairing.

    `pairings` come in the order of the new text; what is gone stands where it stood.
    """

    old: Sequence[PrintedClause]
    new: Sequence[PrintedClause]
    pairings: tuple[Pairing, ...]

    @cached_property
    def doubtful(self) -> tuple[Pairing, ...]:
        """The pairings that a person should look at."""
        return tuple(each for each in self.pairings if each.doubtful)


def align_copies(
    old: Sequence[PrintedClause],
    new: Sequence[PrintedClause],
    *,
    said: Mapping[int, int | None] | None = None,
) -> Aligned:
    """Pair the lines of two texts.

    `said` is what a person says: which line of `old` one of `new` is, None if it is none of them.
    """
    aligner = _Aligner(old, new)
    aligner.take_said(said or {})
    aligner.take_ids()
    aligner.take_same()
    # What is found afar may show what stayed in place, and so what stands between.
    for step in range(2):
        aligner.take_like()
        aligner.take_parts()
        if not step:
            aligner.take_moved()
    return Aligned(old, new, tuple(aligner.pairings()))


class _Aligner:
    def __init__(self, old: Sequence[PrintedClause], new: Sequence[PrintedClause]) -> None:
        self._old, self._new = old, new
        self._partner: dict[int, tuple[int, Method, float]] = {}
        self._taken: dict[int, int] = {}
        self._parts: dict[int, list[int]] = {}  # new place -> more new places it was split into
        self._joined: dict[int, list[int]] = {}  # old place -> more old places joined with it
        self._lone: set[int] = set()  # new places that a person says are new
        self._likeness = Likeness([each.words for each in old], [each.words for each in new])

    # -- one step after the other ----------------------------------------------------------------

    def take_said(self, said: Mapping[int, int | None]) -> None:
        """Pair what a person paired."""
        for there, here in said.items():
            if here is None:
                self._lone.add(there)
            else:
                self._pair(here, there, Method.PERSON, 1.0)

    def take_ids(self) -> None:
        """Pair lines that carry one id."""
        places = {each.uid: place for place, each in enumerate(self._old) if each.uid}
        for there, each in enumerate(self._new):
            here = places.get(each.uid) if each.uid else None
            if here is not None and self._free(here, there):
                self._pair(here, there, Method.ID, 1.0)

    def take_same(self) -> None:
        """Pair lines of the same words that stand in one order: those that occur once, then all."""
        for keys, others in self._keys():
            places, other_places = _once(keys), _once(others)
            pairs = sorted(
                (here, other_places[key]) for key, here in places.items() if key in other_places
            )
            weights = [1 + len(self._old[here].words) for here, _ in pairs]
            for here, there in heaviest(pairs, weights):
                self._pair(here, there, Method.EXACT, 1.0)
            # The same words elsewhere are surer than like words in place.
            for here, there in pairs:
                if self._free(here, there) and self._old[here].words.count(" ") >= _WORDS_AFAR - 1:
                    self._pair(here, there, Method.EXACT, 1.0)
            for here, there in self._in_order():
                self._extend(keys, others, here, there)

    def _extend(self, keys: Sequence[str], others: Sequence[str], here: int, there: int) -> None:
        for step in (1, -1):
            one, other = here + step, there + step
            while 0 <= one < len(keys) and 0 <= other < len(others):
                if keys[one] != others[other] or not self._free(one, other):
                    break
                self._pair(one, other, Method.EXACT, 1.0)
                one, other = one + step, other + step

    def take_like(self) -> None:
        """Pair lines of like words between those that are paired already, in one order."""
        for (low, high), (other_low, other_high) in self._gaps():
            ones = [place for place in range(low, high) if place not in self._partner]
            others = [
                place
                for place in range(other_low, other_high)
                if place not in self._taken and place not in self._lone
            ]
            if not ones or not others:
                continue
            found = sorted(
                self._likeness.pairs(ones, others), key=lambda each: (each.old, -each.new)
            )
            chain = heaviest(
                [(each.old, each.new) for each in found],
                [1 + round(100 * each.weight) for each in found],
            )
            scores = {(each.old, each.new): each for each in found}
            for here, there in chain:
                score = scores[here, there]
                method = Method.EXACT if score.same else Method.SIMILAR
                self._pair(here, there, method, self._confidence(here, there, score.score))

    def take_parts(self) -> None:
        """Join to a pair the lines beside it that were split from it, or that went into it."""
        for here, there in self._in_order():
            if self._partner[here][1] is Method.EXACT:
                continue
            for step in (1, -1):
                self._take_split(here, there, step)
                self._take_joined(here, there, step)

    def _take_split(self, here: int, there: int, step: int) -> None:
        other = there + step
        while 0 <= other < len(self._new) and other not in self._taken and other not in self._lone:
            known = sorted([there, *self._parts.get(there, ())])
            gain = self._likeness.gain([here], known, sorted([*known, other]))
            if gain < max(_PART * self._likeness.new_size(other), 2):
                return
            self._parts.setdefault(there, []).append(other)
            self._taken[other] = here
            other += step

    def _take_joined(self, here: int, there: int, step: int) -> None:
        one = here + step
        while 0 <= one < len(self._old) and one not in self._partner:
            known = sorted([here, *self._joined.get(here, ())])
            gain = self._likeness.gain_old(known, sorted([*known, one]), [there])
            if gain < max(_PART * self._likeness.old_size(one), 2):
                return
            self._joined.setdefault(here, []).append(one)
            self._partner[one] = (there, Method.SIMILAR, 1.0)
            one += step

    def take_moved(self) -> None:
        """Pair what is left wherever it stands: the same words first, then the likest."""
        for keys, others in self._keys():
            places: dict[str, list[int]] = {}
            for place, key in enumerate(keys):
                if key:
                    places.setdefault(key, []).append(place)
            for there, key in enumerate(others):
                if places.get(key):
                    self._pair(places[key].pop(0), there, Method.EXACT, 1.0)
        ones = [
            place
            for place in range(len(self._old))
            if place not in self._partner and self._likeness.old_size(place) >= _WORDS_AFAR
        ]
        others_left = [
            place
            for place in range(len(self._new))
            if place not in self._taken
            and place not in self._lone
            and self._likeness.new_size(place) >= _WORDS_AFAR
        ]
        found = self._likeness.pairs(ones, others_left)
        for each in sorted(found, key=lambda each: (-each.score, each.old, each.new)):
            if each.score >= _LEAST_AFAR and self._free(each.old, each.new):
                method = Method.EXACT if each.same else Method.SIMILAR
                self._pair(each.old, each.new, method, each.score)

    def _keys(self) -> Iterator[tuple[list[str], list[str]]]:
        """Yield what free lines are the same by: as they are written, then without spelling.

        Lines that are paired have an empty key.
        """
        for key in (self._likeness.written, self._likeness.spelled):
            yield (
                [
                    "" if place in self._partner else key(0, place)
                    for place in range(len(self._old))
                ],
                [
                    "" if place in self._taken or place in self._lone else key(1, place)
                    for place in range(len(self._new))
                ],
            )

    # -- what is known ---------------------------------------------------------------------------

    def _free(self, here: int, there: int) -> bool:
        return here not in self._partner and there not in self._taken and there not in self._lone

    def _pair(self, here: int, there: int, method: Method, confidence: float) -> None:
        self._partner[here] = (there, method, confidence)
        self._taken[there] = here

    def _confidence(self, here: int, there: int, score: float) -> float:
        """Return how sure it is that lines in one place are one: a common mark speaks for it."""
        mark = self._old[here].mark
        if score < 1 and mark and mark == self._new[there].mark:
            score += (1 - score) / 3
        return round(score, 3)

    def _in_order(self) -> list[tuple[int, int]]:
        """Return the pairs that stand in one order, the most that do."""
        pairs = sorted(
            (here, there)
            for here, (there, _, _) in self._partner.items()
            if self._taken.get(there) == here
        )
        return heaviest(pairs, [1 + len(self._old[here].words) for here, _ in pairs])

    def _gaps(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        bounds = [(-1, -1), *self._in_order(), (len(self._old), len(self._new))]
        return [
            ((here + 1, next_here), (there + 1, next_there))
            for (here, there), (next_here, next_there) in pairwise(bounds)
            if next_here > here + 1 and next_there > there + 1
        ]

    # -- what came of it -------------------------------------------------------------------------

    def pairings(self) -> list[Pairing]:
        """Return every line of both texts in its pairing."""
        stayed = set(self._in_order())
        paired: dict[int, Pairing] = {}
        at: dict[int, int] = {}
        for here, (there, method, confidence) in self._partner.items():
            if self._taken.get(there) != here:
                continue
            old = tuple(sorted([here, *self._joined.get(here, ())]))
            new = tuple(sorted([there, *self._parts.get(there, ())]))
            pairing = Pairing(old, new, method, confidence, moved=(here, there) not in stayed)
            paired[new[0]] = pairing
            if not pairing.moved:
                at.update(dict.fromkeys(old, new[-1]))
        covered = {there for each in paired.values() for there in each.new}
        for there in range(len(self._new)):
            if there not in covered:
                said = Method.PERSON if there in self._lone else Method.EXACT
                paired[there] = Pairing((), (there,), said)
        gone: dict[int, list[Pairing]] = {}
        last = -1
        for here in range(len(self._old)):
            last = at.get(here, last)
            if here not in self._partner:
                gone.setdefault(last, []).append(Pairing((here,), ()))
        ordered = list(gone.pop(-1, ()))
        for there in range(len(self._new)):
            if there in paired:
                ordered.append(paired[there])
            ordered += gone.pop(there, ())
        return ordered


def _once(keys: Sequence[str]) -> dict[str, int]:
    """Return where each key stands that is there exactly once."""
    counts = Counter(keys)
    return {key: place for place, key in enumerate(keys) if key and counts[key] == 1}
