"""The slots of one wording, out of the edits proposed to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dabir.domain.drafting.amendments import Edit, Proposed, sameness
from dabir.domain.drafting.compiling.slots import Option, Slot, Stretch, Target, Words, uid_of
from dabir.domain.drafting.conflicts import ConflictReason
from dabir.domain.drafting.spelling import spelling_key, spells_the_same

Supporters = Callable[[Iterable[Proposed]], tuple[str, ...]]
Reasons = Mapping[Proposed, frozenset[ConflictReason]]


@dataclass(slots=True)
class _Range:
    """A stretch over which edits overlap, with the edits by amendment."""

    start: int
    end: int
    edits: list[tuple[Proposed, Edit]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WordingCompiler:
    """Makes slots of the edits of one wording.

    `base` names the version in the uids of slots; edits of one amendment must not overlap.
    """

    base: int
    target: Target
    wording: str
    supporters: Supporters
    reasons: Reasons

    def slots(self, proposed: Iterable[tuple[Proposed, Edit]]) -> list[Slot]:
        """Return the slots in the order of the wording; insertions at one point stand by rank."""
        edits = sorted(proposed, key=lambda each: (each[1].start, each[1].end, each[0].rank))
        found = [self._slot(each) for each in self._ranges(edits)]
        found.sort(key=lambda each: (each.start, each.end, _rank(each)))
        return found

    def row(self, slots: Iterable[Slot]) -> tuple[Stretch, ...]:
        """Return the wording as a row of plain words and slots."""
        row: list[Stretch] = []
        at = 0
        for slot in slots:
            if at < slot.start:
                row.append(Words(self.wording[at : slot.start], at, slot.start))
            row.append(slot)
            at = slot.end
        if at < len(self.wording):
            row.append(Words(self.wording[at:], at, len(self.wording)))
        return tuple(row)

    def _ranges(self, edits: Iterable[tuple[Proposed, Edit]]) -> Iterator[_Range]:
        """Yield stretches in which no point is free: what lies between two of them is."""
        current: _Range | None = None
        insertions: dict[tuple[int, str], _Range] = {}
        for proposed, edit in edits:
            inside = current is not None and current.start < edit.end and edit.start < current.end
            if current is not None and inside:
                current.end = max(current.end, edit.end)
                current.edits.append((proposed, edit))
            elif edit.start == edit.end:
                # Insertions at one point can all be adopted, unless they insert the same.
                key = edit.start, spelling_key(edit.new)
                point = insertions.setdefault(key, _Range(edit.start, edit.end))
                point.edits.append((proposed, edit))
            else:
                if current is not None:
                    yield current
                current = _Range(edit.start, edit.end, [(proposed, edit)])
        if current is not None:
            yield current
        yield from insertions.values()

    def _slot(self, found: _Range) -> Slot:
        words = self.wording[found.start : found.end]
        base_key = spelling_key(words)
        by_amendment: dict[int, list[tuple[Proposed, Edit]]] = {}
        for proposed, edit in found.edits:
            by_amendment.setdefault(proposed.amendment, []).append((proposed, edit))
        alike: dict[str, tuple[str, list[Proposed]]] = {words: (words, [])}
        for number in sorted(by_amendment):
            written = _written(words, found.start, by_amendment[number])
            # Whoever corrects the spelling of the base means the letters, nobody else does.
            settled = spelling_key(written)
            key = written if settled == base_key else settled
            _, operations = alike.setdefault(key, (written, []))
            operations += sorted((each for each, _ in by_amendment[number]), key=_by_rank)
        place = (self.base, *self.target, found.start, found.end, words)
        inserted = (next(key for key in alike if key != words),) if found.start == found.end else ()
        uid = uid_of("s", *place, *inserted)
        options = [
            self._option(uid, key, written, operations, words)
            for key, (written, operations) in alike.items()
        ]
        reasons = (self.reasons.get(each, frozenset()) for each, _ in found.edits)
        return Slot(
            uid=uid,
            target=self.target,
            start=found.start,
            end=found.end,
            base_words=words,
            options=tuple(options),
            reasons=frozenset().union(*reasons),
        )

    def _option(
        self, slot: str, key: str, written: str, operations: list[Proposed], base: str
    ) -> Option:
        keeps = key == base
        return Option(
            uid=uid_of("o", slot) if keeps else uid_of("o", slot, key),
            words=written,
            supporters=self.supporters(operations),
            operations=tuple(operations),
            adopted=() if keeps else adopted(operations),
            keeps_base=keeps,
            spelling_only=not keeps and key == written and spells_the_same(base, written),
        )


def adopted(operations: Iterable[Proposed]) -> tuple[Proposed, ...]:
    """Return the operations of the first amendment, and those of others that are the same."""
    operations = list(operations)
    first = operations[0].amendment
    lead = {sameness(each.operation) for each in operations if each.amendment == first}
    return tuple(each for each in operations if sameness(each.operation) in lead)


def _written(words: str, start: int, edits: Iterable[tuple[Proposed, Edit]]) -> str:
    """Return `words`, which begin at `start`, as edits sorted by place change them.

    What is proposed twice, if in another spelling, is done once.
    """
    once: dict[Hashable, Edit] = {}
    for _, edit in edits:
        once.setdefault(sameness(edit), edit)
    pieces: list[str] = []
    at = 0
    for edit in once.values():
        pieces += words[at : edit.start - start], edit.new
        at = edit.end - start
    pieces.append(words[at:])
    return "".join(pieces)


def _by_rank(each: Proposed) -> tuple[int, int]:
    return each.rank


def _rank(slot: Slot) -> tuple[int, int]:
    return min(each.rank for option in slot.options for each in option.operations)
