"""References that say the new numbers, after clauses were moved, added or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting.amendments import Edit, Proposed
from dabir.domain.drafting.application import apply
from dabir.domain.drafting.clauses import Kind, Part
from dabir.domain.drafting.references.binding import (
    Addresses,
    Bound,
    Brokenness,
    BrokenReference,
    Unbound,
    references_in,
    settled,
)
from dabir.domain.drafting.references.mentions import Mention, Numeral, mentions
from dabir.domain.drafting.versions import Version
from dabir.domain.language import to_ascii_digits

_Site = tuple[str, Part, str]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Edits of the new version that make its references say the new numbers, and what they cannot.

    `renumbered` is the version with them: it has the same symbol.
    """

    edits: tuple[Edit, ...]
    broken: tuple[BrokenReference, ...]
    renumbered: Version


def renumber(old: Version, new: Version) -> Renumbering:
    """Return what `new`, which came of `old`, must say where it refers to its own clauses.

    What is written in `new` was written with the numbers of `old` in mind; a number that `old` does
    not have is taken for one of `new`, as where an amendment refers to a clause that it adds.
    """
    before, after = Addresses(old), Addresses(new)
    edits: list[Edit] = []
    meant: list[tuple[_Site, int, tuple[str, ...]]] = []
    broken: list[BrokenReference] = []
    places: dict[_Site, int] = {}
    for clause, part, language, wording, mention in references_in(new):
        site = clause.uid, part, language
        place = places[site] = places.get(site, -1) + 1
        bound = _bound(before, after, mention, clause.uid, language)
        reference = (*site, mention.start, mention.end, wording[mention.start : mention.end])
        if isinstance(bound, Unbound):
            broken.append(BrokenReference(*reference, bound.reason))
            continue
        if any(uid not in new for uid in bound.inner):
            broken.append(BrokenReference(*reference, Brokenness.TARGET_DELETED, bound.inner))
            continue
        meant.append((site, place, bound.inner))
        edits += (
            Edit(clause.uid, language, start, end, wording[start:end], words, part)
            for start, end, words in _rewritten(bound, after, language)
            if wording[start:end] != words
        )
    proposed = [Proposed(1, place, edit) for place, edit in enumerate(edits)]
    renumbered = apply(new, proposed, symbol=new.symbol)
    astray = list(_astray(renumbered, meant))
    # A reference that would point astray is left as it is, and said.
    wrong = {(site, place) for site, place, _ in astray}
    for (uid, part, language), place, targets in astray:
        wording = new[uid].wording(part, language)
        mention = list(mentions(wording, language))[place]
        words = wording[mention.start : mention.end]
        broken.append(
            BrokenReference(
                *(uid, part, language, mention.start, mention.end, words),
                Brokenness.OUT_OF_REACH,
                targets,
            )
        )
    kept = tuple(edit for edit in edits if (edit.target, _place(new, edit)) not in wrong)
    if len(kept) < len(edits):
        proposed = [Proposed(1, place, edit) for place, edit in enumerate(kept)]
        renumbered = apply(new, proposed, symbol=new.symbol)
    order = {clause.uid: place for place, (_, clause) in enumerate(new.walk())}
    broken.sort(key=lambda each: (order[each.uid], each.part, each.language, each.start))
    return Renumbering(kept, tuple(broken), renumbered)


def _bound(
    before: Addresses, after: Addresses, mention: Mention, writer: str, language: str
) -> Bound | Unbound:
    if writer in before.version:
        bound = before.bind(mention, writer, language)
        if isinstance(bound, Bound):
            return bound
    return after.bind(mention, writer, language)


def _rewritten(bound: Bound, after: Addresses, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, words)`` of each numeral as it must be."""
    inner, *outer = bound.mention.steps
    first = bound.inner[0]
    if inner.numerals:
        for numeral, uid in zip(inner.numerals, bound.inner, strict=True):
            yield numeral.start, numeral.end, _written(numeral, after, uid, language)
    elif not after.alone(first):
        yield inner.after, inner.after, f" {after.numeral(first, language)}"
    # The outer steps name what the innermost stands in now, wherever that is.
    at = first
    for step in outer:
        parent = after.version[at].parent
        above = None if parent is None else after.above(parent, step.kinds)
        if above is None:
            return
        at = above
        for numeral in step.numerals:
            yield numeral.start, numeral.end, _written(numeral, after, at, language)


def _written(numeral: Numeral, after: Addresses, uid: str, language: str) -> str:
    """Return the new numeral, as it was written where the number is the same."""
    number = after.numbering.number(uid)
    if number is None:
        return numeral.written
    new = after.numeral(uid, language)
    ascii_digits = numeral.written.isascii() and numeral.written.isdigit()
    if to_ascii_digits(numeral.written).isdigit() and (
        after.version[uid].kind in {Kind.CHAPTER, Kind.ANNEX}
    ):
        if int(to_ascii_digits(numeral.written)) == number:
            return numeral.written
        return str(number) if ascii_digits else new
    if settled(numeral) == settled(Numeral(0, 0, new)):
        return numeral.written
    return to_ascii_digits(new) if ascii_digits else new


def _astray(
    version: Version, meant: list[tuple[_Site, int, tuple[str, ...]]]
) -> Iterator[tuple[_Site, int, tuple[str, ...]]]:
    """Yield the references that do not mean in `version` what they should."""
    addresses = Addresses(version)
    for (uid, part, language), place, targets in meant:
        found = list(mentions(version[uid].wording(part, language), language))
        bound = addresses.bind(found[place], uid, language) if place < len(found) else None
        if not isinstance(bound, Bound) or bound.inner != targets:
            yield (uid, part, language), place, targets


def _place(version: Version, edit: Edit) -> int:
    wording = version[edit.uid].wording(edit.part, edit.language)
    found = list(mentions(wording, edit.language))
    return next(place for place, each in enumerate(found) if each.start <= edit.start <= each.end)
