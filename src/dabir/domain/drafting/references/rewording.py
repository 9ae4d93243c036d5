"""The words of a reference once its clauses have other numbers, as far as they must change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dabir.domain.drafting.clauses import Kind, NumberStyle
from dabir.domain.drafting.numbering import write_numeral
from dabir.domain.drafting.references.binding import Addresses, Bound, settled
from dabir.domain.drafting.references.grammar import FA_ORDINAL, INNER, singular
from dabir.domain.drafting.references.mentions import Numeral, Step
from dabir.domain.language import to_ascii_digits, to_persian_digits

_ORDINAL = re.compile(FA_ORDINAL)
_ARTICLE = frozenset({Kind.ARTICLE})
_IN_ARTICLE = {"fa": (" ", "ماده"), "en": (" of ", "Article")}


def reworded(
    bound: Bound,
    kept: Sequence[tuple[str, str]],
    after: Addresses,
    *,
    writer: str,
    wording: str,
    language: str,
) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, words)`` of what a reference in a wording says, changed or not.

    `kept` are the first and the last clause of every stretch of numerals of the innermost step.
    """
    inner, *outer = bound.mention.steps
    if inner.numerals:
        yield from _stretches(inner, kept, after, language)
    elif inner.beside is not None:
        target = kept[0][0]
        if after.beside(inner, writer) != target:
            far = not outer and _is_elsewhere(target, after, writer)
            capital = wording[inner.start].isupper()
            words = _named(inner, target, after, language, capital=capital, far=far)
            yield inner.start, inner.after, words
    elif not inner.here and not after.alone(kept[0][0]):
        yield inner.after, inner.after, f" {after.numeral(kept[0][0], language)}"
    # The outer steps name what the innermost stands in now, wherever that is.
    at = kept[0][0]
    for step in outer:
        parent = after.version[at].parent
        above = None if parent is None else after.above(parent, step.kinds)
        if above is None:
            return
        at = above
        if step.beside is not None and after.beside(step, writer) != at:
            capital = wording[step.start].isupper()
            yield step.start, step.after, _named(step, at, after, language, capital=capital)
        for numeral in step.numerals:
            yield numeral.start, numeral.end, _written(numeral, after, at, language)


def _stretches(
    step: Step, kept: Sequence[tuple[str, str]], after: Addresses, language: str
) -> Iterator[tuple[int, int, str]]:
    for (first, last), (one, other) in zip(step.stretches(), kept, strict=True):
        start, end = step.numerals[first], step.numerals[last]
        if first != last and one == other:
            # Of what it reached over one clause is left.
            if len(step.numerals) == len({first, last}):
                noun_end = step.noun_start + len(step.noun)
                yield step.noun_start, noun_end, singular(step.noun)
            yield start.start, end.end, _written(start, after, one, language)
            continue
        yield start.start, start.end, _written(start, after, one, language)
        if first != last:
            yield end.start, end.end, _written(end, after, other, language)


def _is_elsewhere(target: str, after: Addresses, writer: str) -> bool:
    """Whether a clause stands in an article in which the writer does not."""
    article = after.above(target, _ARTICLE)
    return article not in {None, target, after.above(writer, _ARTICLE)}


def _named(
    step: Step, target: str, after: Addresses, language: str, *, capital: bool, far: bool = False
) -> str:
    """Return a clause that was named by where it stood, named by its number."""
    code = "fa" if language == "fa" else "en"
    noun, numeral = step.noun, after.numeral(target, language)
    if code == "en":
        if step.kinds == INNER and not numeral.isdigit():
            numeral = f"({numeral})"
        noun = noun[:1].upper() + noun[1:] if capital else noun
    article = after.above(target, _ARTICLE) if far else None
    if article is None:
        return f"{noun} {numeral}"
    joint, name = _IN_ARTICLE[code]
    return f"{noun} {numeral}{joint}{name} {after.numeral(article, language)}"


def _written(numeral: Numeral, after: Addresses, uid: str, language: str) -> str:
    """Return the new numeral, as it was written where the number is the same."""
    number = after.numbering.number(uid)
    if number is None:
        return numeral.written
    new = after.numeral(uid, language)
    if language == "fa" and _ORDINAL.fullmatch(numeral.written):
        new = write_numeral(number, NumberStyle.ORDINAL, language)
    ascii_digits = numeral.written.isascii() and numeral.written.isdigit()
    if to_ascii_digits(numeral.written).isdigit() and (
        after.version[uid].kind in {Kind.CHAPTER, Kind.ANNEX}
    ):
        if int(to_ascii_digits(numeral.written)) == number:
            return numeral.written
        return str(number) if ascii_digits else to_persian_digits(str(number))
    if settled(numeral) == settled(Numeral(0, 0, new)):
        return numeral.written
    return to_ascii_digits(new) if ascii_digits else new
