"""Where a wording mentions clauses: «بند الف ماده ۲», "paragraph 2 (a) of the preceding Article".

A mention is a chain of steps from the inner to the outer. What names another document («ماده ۵
قانون …», "Article 5 of the Charter") is no reference to a clause of this text and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from dabir.domain.drafting.clauses import Kind
from dabir.domain.drafting.references.grammar import (
    ELSEWHERE,
    INNER,
    JOINT,
    NOTE,
    NOUNS,
    ONE,
    PATTERNS,
    SPAN,
    SUBNUMERAL,
    singular,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written, at ``wording[start:end]``, without parentheses around it."""

    start: int
    end: int
    written: str


class Beside(Enum):
    """Which clause a relative step means, counted from the one in which it is written."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: «بندهای الف و ب», "Article 8", «این ماده», "the preceding Article".

    It stands at ``wording[start:after]``, and its `noun` at ``wording[noun_start:…]``. `kinds` are
    what the noun may stand for; `narrow` those of them that come first where nothing but the noun
    tells. `here` is the clause in which it is written, `beside` the one before or after that; then
    there are no numerals. A step without numerals that is neither («تبصره») is the only one of its
    kind. `spans` are the places of numerals that reach to the next one («مواد ۵ تا ۷ و ۹»: 0).
    """

    kinds: frozenset[Kind]
    narrow: frozenset[Kind]
    start: int
    after: int
    noun: str
    noun_start: int
    numerals: tuple[Numeral, ...] = ()
    here: bool = False
    beside: Beside | None = None
    spans: frozenset[int] = frozenset()

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last place of every span, and of every other numeral alone."""
        place = 0
        while place < len(self.numerals):
            last = place + 1 if place in self.spans else place
            yield place, last
            place = last + 1


@dataclass(frozen=True, slots=True)
class Mention:
    """``wording[start:end]``, which mentions clauses; `steps` go from the inner to the outer."""

    start: int
    end: int
    steps: tuple[Step, ...]


def mentions(wording: str, language: str) -> Iterator[Mention]:
    """Yield what mentions clauses, in the order of the wording; all but "fa" reads English."""
    language = "fa" if language == "fa" else "en"
    at = 0
    while (match := PATTERNS[language].search(wording, at)) is not None:
        steps, end = _chain(wording, match, language)
        if language == "en":
            steps, end = _turned(wording, steps, end)
        at = end
        if _points(steps) and ELSEWHERE[language].match(wording, end) is None:
            yield Mention(match.start(), end, tuple(steps))


def _chain(wording: str, match: re.Match[str], language: str) -> tuple[list[Step], int]:
    """Return the steps that begin at a match, the inner ones first, and where they end."""
    steps = [_step(match, language)]
    end = match.end()
    while language == "en" and (sub := SUBNUMERAL.match(wording, end)):
        # "paragraph 2 (a)": the inner one is written last.
        numeral = Numeral(sub.start("n"), sub.end("n"), sub["n"])
        start = sub.start()
        steps.insert(0, Step(INNER, INNER, start, sub.end(), "", start, (numeral,)))
        end = sub.end()
    while (joint := JOINT[language].match(wording, end)) is not None:
        following = PATTERNS[language].match(wording, joint.end())
        step = None if following is None else _step(following, language)
        if following is None or step is None or not _outside(steps[-1], step):
            break
        # What needs no number says by itself what it means: a comma after it begins anew.
        if steps[-1].here or ("," in joint[0] and not (steps[-1].numerals and step.numerals)):
            break
        steps.append(step)
        end = following.end()
    return steps, end


def _turned(wording: str, steps: list[Step], end: int) -> tuple[list[Step], int]:
    """Join "Article 8, paragraph 2", where the outer one is written first."""
    joint = re.compile(r"\s*,\s*").match(wording, end)
    match = None if joint is None else PATTERNS["en"].match(wording, joint.end())
    if match is None:
        return steps, end
    inner, inner_end = _chain(wording, match, "en")
    # "Article 8, note" names its only note; "Article 8, note that" does not.
    named = inner[0].kinds == NOTE and not wording[inner_end:].lstrip()[:1].isalpha()
    if all(_outside(step, steps[-1]) and (step.numerals or named) for step in inner):
        return [*inner, *steps], inner_end
    return steps, end


def _step(match: re.Match[str], language: str) -> Step:
    place = next(at for at in range(len(NOUNS[language])) if match[f"w{at}"] is not None)
    noun, written = NOUNS[language][place], match["numbers"]
    step = Step(
        noun.kinds,
        noun.narrow,
        match.start(),
        match.end(),
        match[f"w{place}"],
        match.start(f"w{place}"),
        here=match["here"] is not None,
        beside=_beside(match) if singular(match[f"w{place}"]) == match[f"w{place}"] else None,
    )
    if written is None:
        return step
    start = match.start("numbers")
    numerals = tuple(
        Numeral(start + each.start(), start + each.end(), each.group())
        for each in ONE[language].finditer(written)
    )
    return replace(step, numerals=numerals, spans=_spans(match.string, numerals, language))


def _beside(match: re.Match[str]) -> Beside | None:
    if match["before"] is not None:
        return Beside.BEFORE
    return Beside.AFTER if match["next"] is not None else None


def _spans(wording: str, numerals: tuple[Numeral, ...], language: str) -> frozenset[int]:
    """Return the places of the numerals after which stands "to"; no two of them touch."""
    found: set[int] = set()
    for place, (one, other) in enumerate(pairwise(numerals)):
        if place - 1 not in found and SPAN[language].fullmatch(wording, one.end, other.start):
            found.add(place)
    return frozenset(found)


_RANK = {Kind.ANNEX: 0, Kind.CHAPTER: 0, Kind.ARTICLE: 1, Kind.NOTE: 2}


def _outside(inner: Step, outer: Step) -> bool:
    """Whether a clause of the one can stand in a clause of the other."""
    ranks = [min(_RANK.get(kind, 3) for kind in step.kinds) for step in (inner, outer)]
    return ranks[1] < ranks[0] or ranks == [3, 3]


def _points(steps: list[Step]) -> bool:
    """Whether a chain names a clause: by a number, by its place, or as the only note of one."""
    inner, *outer = steps
    if inner.numerals or inner.here or inner.beside is not None:
        return True
    return inner.kinds == NOTE and bool(outer)
