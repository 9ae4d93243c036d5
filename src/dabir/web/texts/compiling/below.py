"""Amendments to amendments, each shown with the option that it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dabir.domain import drafting
from dabir.domain.drafting import Change, HardConflicts, Unfit, compare
from dabir.domain.drafting.amendments import Add, Edit, Operation
from dabir.foundation.people.models import Body
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.compiled import Brief, CompiledRow
from dabir.stages.texts.compiling.layers import as_amended, not_withdrawn
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed, snapshot
from dabir.web.texts.showing import direction

OPEN = frozenset({Amendment.State.PROPOSED, Amendment.State.REDRAFT})
"""The states in which an amendment to an amendment is still to be decided."""

AROUND = 48
"""How many characters are shown on either side of what would change."""

Placed = Mapping[tuple[str, int], Sequence[Amendment]]
"""Amendments to amendments by the contest at which they are shown and the number above."""


@dataclass(frozen=True, slots=True)
class ShownBelow:
    """An amendment to an amendment: who holds it, how it stands, what it would change.

    `changes` are rows of changes, each with its language and direction; none where the words that
    it was made to are not brought any more.
    """

    amendment: Amendment
    holders: tuple[Body, ...]
    open: bool
    changes: tuple[tuple[str, str, tuple[Change, ...]], ...]


def amendments_below(
    version: Version, rows: Iterable[CompiledRow], reader: Reader
) -> dict[int, list[Amendment]]:
    """Return what is proposed to amendments to `version` that the reader sees, by their numbers.

    What was withdrawn is left out.
    """
    numbers = {each.pk: each.number for each in rows}
    found: dict[int, list[Amendment]] = {}
    below = (
        amendments_visible_to(reader)
        .filter(text=version.text_id, amends__base=version)
        .exclude(state=Amendment.State.WITHDRAWN)
        .order_by("number")
    )
    for each in below:
        if each.amends_id in numbers:
            found.setdefault(numbers[each.amends_id], []).append(each)
    return found


def open_above(below: Mapping[int, Iterable[Amendment]]) -> frozenset[int]:
    """Return the numbers of the amendments to which something undecided is proposed."""
    return frozenset(
        number for number, found in below.items() if any(each.state in OPEN for each in found)
    )


def places_below(briefs: Iterable[Brief], below: Mapping[int, Sequence[Amendment]]) -> Placed:
    """Return at which contested place each is shown: that of the clause it is about.

    One about a clause that has no place of its own, as a part of an added one, is shown where its
    amendment is met first.
    """
    met: dict[int, list[Brief]] = {number: [] for number in below}
    for brief in briefs:
        for number in brief.numbers & met.keys():
            met[number].append(brief)
    found: dict[tuple[str, int], list[Amendment]] = {}
    for number, amendments in below.items():
        for each in amendments:
            about = {one.operation.uid for one in placed(each)}
            fitting = [brief for brief in met[number] if brief.clause in about] or met[number]
            if fitting:
                found.setdefault((fitting[0].uid, number), []).append(each)
    return found


class Below:
    """Shows amendments to amendments; lays each of those above over the version once."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._base: drafting.Version | None = None
        self._brought: dict[int, drafting.Version | None] = {}

    def shown(self, amendment: Amendment, above: Amendment) -> ShownBelow:
        """Return one as a page shows it, under the option of `above` that it would change."""
        holders = [amendment.proposer] if amendment.proposer is not None else []
        state = Amendment.State(amendment.state)
        return ShownBelow(
            amendment=amendment,
            holders=(*holders, *amendment.sponsors.all()),
            open=state in OPEN,
            changes=tuple(self._changes(amendment, above)) if state in OPEN else (),
        )

    def _changes(
        self, amendment: Amendment, above: Amendment
    ) -> Iterable[tuple[str, str, tuple[Change, ...]]]:
        brought = self._made_to(above)
        for each in placed(amendment):
            yield from _rows(each.operation, brought)

    def _made_to(self, above: Amendment) -> drafting.Version | None:
        if above.pk not in self._brought:
            if self._base is None:
                self._base = snapshot(self._version)
            try:
                self._brought[above.pk] = as_amended(self._base, not_withdrawn(above))
            except (Unfit, HardConflicts):
                self._brought[above.pk] = None
        return self._brought[above.pk]


def _rows(
    operation: Operation, brought: drafting.Version | None
) -> Iterable[tuple[str, str, tuple[Change, ...]]]:
    if isinstance(operation, Add):
        for language, words in operation.text.items():
            yield language, direction(language), (Change("insert", "", words),)
        return
    if brought is None or operation.uid not in brought:
        return
    clause = brought[operation.uid]
    if isinstance(operation, Edit):
        wording = clause.wording(operation.part, operation.language)
        if wording[operation.start : operation.end] != operation.old:
            return
        before = _ending(wording[: operation.start])
        after = _beginning(wording[operation.end :])
        changes = [
            Change("equal", before, before),
            *compare(operation.old, operation.new),
            Change("equal", after, after),
        ]
        yield operation.language, direction(operation.language), tuple(changes)
    elif isinstance(operation, drafting.Delete):
        for (_part, language), words in clause.wordings().items():
            yield language, direction(language), (Change("delete", words, ""),)


def _ending(words: str) -> str:
    return words if len(words) <= AROUND else f"… {words[-AROUND:].partition(' ')[2]}"


def _beginning(words: str) -> str:
    return words if len(words) <= AROUND else f"{words[:AROUND].rpartition(' ')[0]} …"
