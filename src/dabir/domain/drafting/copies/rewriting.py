"""Clauses of a copy that were written anew as a whole.

Their words are no longer those of the base, so `align_copies` takes the one for gone and the other
for new. Where both have the same mark and stand at the same place, whoever compiles copies has to
know that they are one: else two delegations that rewrite an article would seem to add two, which
exclude nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dabir.domain.drafting.copies.aligning import Aligned, Method, Pairing
from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.domain.drafting.spelling import spelling_key

_CONFIDENCE = 0.5
"""Doubtful: that the mark is the same is all that is known."""


def with_rewritten(aligned: Aligned, *, said: Collection[int] = ()) -> Aligned:
    """Return the same, with lines of one mark that are gone and new at one place taken for one.

    Such a pairing is doubtful, so that a person is told. Of the new lines in `said` a person has
    said already what they are.
    """
    pairings = tuple(_pairings(aligned, said))
    if pairings == aligned.pairings:
        return aligned
    return replace(aligned, pairings=pairings)


def _pairings(aligned: Aligned, said: Collection[int]) -> Iterator[Pairing]:
    gap: list[Pairing] = []
    for pairing in aligned.pairings:
        settled = bool(pairing.new) and pairing.new[0] in said
        if not settled and (not pairing.old or not pairing.new or pairing.moved):
            gap.append(pairing)
            continue
        yield from _in_gap(aligned, gap)
        gap = []
        yield pairing
    yield from _in_gap(aligned, gap)


def _in_gap(aligned: Aligned, gap: Sequence[Pairing]) -> Iterator[Pairing]:
    gone = {_mark(aligned.old[each.old[0]]): each for each in gap if not each.new}
    marks = Counter(
        _mark(lines[place])
        for each in gap
        for lines, places, other in (
            (aligned.old, each.old, each.new),
            (aligned.new, each.new, each.old),
        )
        if places and not other
        for place in places[:1]
    )
    taken: set[Pairing] = set()
    found: dict[Pairing, Pairing] = {}
    for each in gap:
        if each.old or not each.new:
            continue
        mark = _mark(aligned.new[each.new[0]])
        before = gone.get(mark)
        if mark and before is not None and marks[mark] == 2:
            found[each] = Pairing(before.old, each.new, Method.SIMILAR, _CONFIDENCE)
            taken.add(before)
    for each in gap:
        if each not in taken:
            yield found.get(each, each)


def _mark(line: PrintedClause) -> str:
    return spelling_key("".join(line.mark.split()))
