"""References that say the new numbers, after clauses were moved, added or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.drafting.amendments import Edit, Proposed
from dabir.domain.drafting.application import apply
from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.references.binding import (
    Addresses,
    Bound,
    Brokenness,
    BrokenReference,
    Unbound,
    references_in,
)
from dabir.domain.drafting.references.mentions import Mention, mentions
from dabir.domain.drafting.references.rewording import reworded
from dabir.domain.drafting.versions import Version

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
    not have is taken for one of `new`, as where an amendment refers to a clause that it adds. What
    reaches over several clauses («مواد ۲ تا ۴») goes on reaching over those that are left of them
    and over what was added in between; what names a neighbour («ماده قبل») names it by its number
    once it is none.
    """
    before, after = Addresses(old), Addresses(new)
    edits: list[Edit] = []
    meant: list[tuple[_Site, int, tuple[str, ...]]] = []
    broken: list[BrokenReference] = []
    places: dict[_Site, int] = {}
    for clause, part, language, wording, mention in references_in(new):
        site = clause.uid, part, language
        place = places[site] = places.get(site, -1) + 1
        origin = before
        bound = before.bind(mention, clause.uid, language) if clause.uid in old else None
        if not isinstance(bound, Bound):
            # A number that the old version does not have is meant as one of the new.
            origin, bound = after, after.bind(mention, clause.uid, language)
        if bound is None:
            continue
        reference = (*site, mention.start, mention.end, wording[mention.start : mention.end])
        if isinstance(bound, Unbound):
            broken.append(BrokenReference(*reference, bound.reason))
            continue
        kept = _kept(bound, origin, after)
        if isinstance(kept, Brokenness):
            broken.append(BrokenReference(*reference, kept, origin.targets(bound)))
            continue
        meant.append((site, place, _ends(kept)))
        edits += (
            Edit(clause.uid, language, start, end, wording[start:end], words, part)
            for start, end, words in reworded(
                bound, kept, after, writer=clause.uid, wording=wording, language=language
            )
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
    right = tuple(edits)
    if wrong:
        right = tuple(edit for edit in edits if (edit.target, _place(new, edit)) not in wrong)
        proposed = [Proposed(1, place, edit) for place, edit in enumerate(right)]
        renumbered = apply(new, proposed, symbol=new.symbol)
    order = {clause.uid: place for place, (_, clause) in enumerate(new.walk())}
    broken.sort(key=lambda each: (order[each.uid], each.part, each.language, each.start))
    return Renumbering(right, tuple(broken), renumbered)


def _kept(bound: Bound, origin: Addresses, after: Addresses) -> list[tuple[str, str]] | Brokenness:
    """Return the first and the last clause of every stretch of numerals as it must reach now.

    A numeral alone is a stretch from a clause to itself.
    """
    step = bound.mention.steps[0]
    kept: list[tuple[str, str]] = []
    for first, last in step.stretches() if step.numerals else [(0, 0)]:
        if first == last:
            reached = [bound.inner[first]]
            if reached[0] not in after.version:
                return Brokenness.TARGET_DELETED
        else:
            reached = origin.between(bound.inner[first], bound.inner[last])
        left = after.in_order(uid for uid in reached if uid in after.version)
        if not left:
            return Brokenness.TARGET_DELETED
        now = after.between(left[0], left[-1])
        if {uid for uid in now if uid in origin.version} != set(left):
            return Brokenness.TORN
        kept.append((left[0], left[-1]))
    return kept


def _ends(kept: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the clauses that the numerals must name."""
    return tuple(uid for first, last in kept for uid in dict.fromkeys((first, last)))


def _astray(
    version: Version, meant: list[tuple[_Site, int, tuple[str, ...]]]
) -> Iterator[tuple[_Site, int, tuple[str, ...]]]:
    """Yield the references that do not mean in `version` what they should."""
    addresses = Addresses(version)
    read: dict[_Site, list[Mention]] = {}
    for (uid, part, language), place, targets in meant:
        site = uid, part, language
        if site not in read:
            read[site] = list(mentions(version[uid].wording(part, language), language))
        found = read[site]
        bound = addresses.bind(found[place], uid, language) if place < len(found) else None
        if not isinstance(bound, Bound) or bound.inner != targets:
            yield (uid, part, language), place, targets


def _place(version: Version, edit: Edit) -> int:
    wording = version[edit.uid].wording(edit.part, edit.language)
    found = list(mentions(wording, edit.language))
    return next(place for place, each in enumerate(found) if each.start <= edit.start <= each.end)
