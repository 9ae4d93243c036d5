"""Which red lines each option of a contested place would cross, as far as the reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dabir.domain.drafting import ClauseChoice, ClauseOption, Option, Part, Proposed, Slot
from dabir.domain.drafting.amendments import sameness
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.compiled import KeptContest, KeptOption
from dabir.stages.texts.examining.guarding import Crossing, watch
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.snapshots import placed

__all__ = ["Crossing", "crossings_of"]


def crossings_of(
    contests: Iterable[KeptContest],
    amendments: Mapping[int, Amendment],
    version: Version,
    reader: Reader,
) -> dict[tuple[str, str], tuple[Crossing, ...]]:
    """Return what each option does to red lines, by contest and option.

    One query where the reader sees no red line.
    """
    guarding = watch(version, reader)
    if not guarding.guards:
        return {}
    by_rank = {each.rank: each for number in amendments for each in placed(amendments[number])}
    found = {}
    for contest in contests:
        options = tuple(_option(each, by_rank) for each in contest.options)
        laid = _contest(contest, options)
        for option in options:
            crossings = guarding.option(laid, option)
            if crossings:
                found[contest.uid, option.uid] = tuple(crossings)
    return found


def _contest(
    contest: KeptContest, options: tuple[Option | ClauseOption, ...]
) -> Slot | ClauseChoice:
    if contest.part:
        target = contest.clause, Part(contest.part), contest.language
        end = contest.start + len(contest.base)
        worded = tuple(each for each in options if isinstance(each, Option))
        return Slot(contest.uid, target, contest.start, end, contest.base, worded, frozenset())
    asked = tuple(each for each in options if isinstance(each, ClauseOption))
    return ClauseChoice(contest.uid, contest.clause, asked, frozenset())


def _option(
    option: KeptOption, by_rank: Mapping[tuple[int, int], Proposed]
) -> Option | ClauseOption:
    operations = tuple(by_rank[rank] for rank in option.operations)
    first = {
        sameness(each.operation) for each in operations if each.amendment == operations[0].amendment
    }
    adopted = tuple(each for each in operations if sameness(each.operation) in first)
    if option.keeps_base:
        adopted = ()
    if option.what == "words":
        return Option(
            option.uid, option.words, (), operations, adopted, keeps_base=option.keeps_base
        )
    what = option.what
    clauses = tuple(
        each.operation.clause() for each in operations if hasattr(each.operation, "clause")
    )
    return ClauseOption(option.uid, what, (), operations, adopted, clauses=clauses)  # type: ignore[arg-type]  # kept as text
