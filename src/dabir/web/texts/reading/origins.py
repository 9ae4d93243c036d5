"""Who worded what, as far as a reader may know it: words, where they came from, what led to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q

from dabir.domain.drafting import Part, Proposed, Symbol
from dabir.domain.drafting.comparing.blame import Blamed, Key, Step, blame, touching_wording
from dabir.domain.drafting.plain import from_plain
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.texts.models import Amendment, OperationRuling, Text, Version, Wording
from dabir.stages.texts.queries import clauses_visible_to, grounds_visible_to
from dabir.stages.texts.queries.examining import passage_grounds_visible_to
from dabir.stages.themes.models import Consideration
from dabir.web.texts.frame import Opened
from dabir.web.texts.showing import direction


@dataclass(frozen=True, slots=True)
class Note:
    """Where some words came from: a version, and the amendments behind it that the reader sees.

    `passages` led to the amendments. `considerations` and `answered` are what the clause rested on
    in that version: considerations, and passages that it answers directly.
    """

    number: int
    version: Version
    amendments: tuple[Amendment, ...]
    passages: tuple[Passage, ...]
    considerations: tuple[Consideration, ...] = ()
    answered: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one origin. `note` is None for those of the first draft."""

    words: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class Worded:
    """One wording of a clause, piece by piece."""

    part: str
    language: str
    direction: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Resting:
    """What a clause rests on in one version, as far as the reader may see it."""

    considerations: tuple[Consideration, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What tells it from what another clause rests on."""
        return tuple(each.pk for each in self.considerations), tuple(
            each.pk for each in self.passages
        )


NOTHING = Resting()


@dataclass(slots=True)
class Origins:
    """The present wordings of clauses by uid, and the notes that they refer to, in order.

    `resting` says what each clause rests on now.
    """

    by_clause: dict[str, list[Worded]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    resting: dict[str, Resting] = field(default_factory=dict)


def carried_rulings(text: Text, uid: uuid.UUID | None = None) -> list[OperationRuling]:
    """Return the rulings that made each version, of all amendments, whoever may see them.

    With `uid` those on operations that name this clause as their own.
    """
    found = OperationRuling.objects.filter(
        carried_into__text=text, amendment__amends=None, ruling=OperationRuling.Ruling.ACCEPTED
    )
    if uid is not None:
        found = found.filter(operation__clause=str(uid))
    return list(found.select_related("amendment", "carried_into"))


def origins(
    page: Opened,
    versions: Sequence[Version],
    reader: Reader,
    rulings: Iterable[OperationRuling],
    uid: uuid.UUID | None = None,
) -> Origins:
    """Return whose words the clauses of the last of `versions` are made of, all of them or one.

    What came by amendments that the reader does not see is said to be of its version, no more; what
    grounds them that the reader does not see is not said at all. Six queries, whatever the length
    of the text and of its history.
    """
    amendments = {each.number: each for each in page.amendments}
    blamed, words = _blamed(page.text, versions[-1], reader, rulings, uid)
    passages = _passages(
        amendments, {n for each in blamed.values() for n in _numbers(each)}, reader
    )
    by_order = {each.order: each for each in versions}
    brought = {each.origin.version.number for row in blamed.values() for each in row}
    wanted = [each for each in versions if each.order in brought or each == versions[-1]]
    resting = _resting(wanted, reader, uid)
    made = Origins()
    notes: dict[object, Note] = {}
    for key, stretches in blamed.items():
        pieces: list[Piece] = []
        for stretch in stretches:
            numbers = tuple(each for each in stretch.origin.amendments if each in amendments)
            order = stretch.origin.version.number
            note = None
            if order > versions[0].order and order in by_order:
                rests = resting.get((key[0], order), NOTHING)
                known = order, numbers, rests.key
                note = notes.get(known)
                if note is None:
                    led = (each for number in numbers for each in passages.get(number, ()))
                    note = Note(
                        number=len(notes) + 1,
                        version=by_order[order],
                        amendments=tuple(amendments[number] for number in numbers),
                        passages=tuple(led),
                        considerations=rests.considerations,
                        answered=rests.passages,
                    )
                    notes[known] = note
            said = words[key][stretch.start : stretch.end]
            if pieces and pieces[-1].note is note:
                pieces[-1] = Piece(pieces[-1].words + said, note)
            else:
                pieces.append(Piece(said, note))
        clause, part, language = key
        worded = Worded(part.value, language, direction(language), pieces)
        made.by_clause.setdefault(clause, []).append(worded)
    made.notes = list(notes.values())
    latest = versions[-1].order
    made.resting = {clause: rests for (clause, order), rests in resting.items() if order == latest}
    return made


def _resting(
    versions: Sequence[Version], reader: Reader, uid: uuid.UUID | None
) -> dict[tuple[str, int], Resting]:
    """Return what clauses rest on in some versions, by uid and order, as the reader may see it."""
    grounds = grounds_visible_to(reader).filter(clause__version__in=versions)
    answered = passage_grounds_visible_to(reader).filter(clause__version__in=versions)
    if uid is not None:
        grounds, answered = grounds.filter(clause__uid=uid), answered.filter(clause__uid=uid)
    orders = {each.pk: each.order for each in versions}
    considerations: dict[tuple[str, int], list[Consideration]] = {}
    for ground in grounds.select_related("consideration", "clause"):
        key = str(ground.clause.uid), orders[ground.clause.version_id]
        considerations.setdefault(key, []).append(ground.consideration)
    passages: dict[tuple[str, int], list[Passage]] = {}
    for passed in answered.select_related("passage", "clause"):
        key = str(passed.clause.uid), orders[passed.clause.version_id]
        passages.setdefault(key, []).append(passed.passage)
    return {
        key: Resting(tuple(considerations.get(key, ())), tuple(passages.get(key, ())))
        for key in {**considerations, **passages}
    }


def _numbers(stretches: Iterable[Blamed]) -> set[int]:
    return {number for each in stretches for number in each.origin.amendments}


def _blamed(
    text: Text,
    latest: Version,
    reader: Reader,
    rulings: Iterable[OperationRuling],
    uid: uuid.UUID | None,
) -> tuple[dict[Key, tuple[Blamed, ...]], dict[Key, str]]:
    adopted: dict[tuple[int, str], list[Proposed]] = {}
    for ruling in rulings:
        assert ruling.carried_into is not None  # noqa: S101 (only such are asked for)
        operation = from_plain(ruling.operation)
        proposed = Proposed(ruling.amendment.number, ruling.place, operation)
        adopted.setdefault((ruling.carried_into.order, operation.uid), []).append(proposed)
    clauses = clauses_visible_to(reader).filter(version__text=text).prefetch_related(None)
    if uid is not None:
        clauses = clauses.filter(uid=uid)
    # A wording is written anew in every version: those that brought it are enough, and the present.
    rows = Wording.objects.filter(clause__in=clauses.values("pk")).order_by(
        "clause__version__order", "clause__order", "pk"
    )
    told = rows.filter(Q(since=F("clause__version__order")) | Q(clause__version=latest))
    steps: dict[Key, list[Step]] = {}
    present: dict[Key, str] = {}
    columns = ("clause__uid", "clause__version__order", "language", "heading", "text")
    for clause, order, language, heading, said in told.values_list(*columns):
        for part, words in ((Part.HEADING, heading), (Part.TEXT, said)):
            key = str(clause), part, language
            operations = touching_wording(adopted.get((order, str(clause)), ()), key)
            steps.setdefault(key, []).append(Step(Symbol(order), words, operations))
            if order == latest.order and words:
                present[key] = words
    return {key: blame(steps[key]) for key in present}, present


def _passages(
    amendments: Mapping[int, Amendment], numbers: Iterable[int], reader: Reader
) -> dict[int, list[Passage]]:
    """Return the passages that led to amendments, as far as the reader may see both."""
    wanted = {amendments[each].address_id: each for each in numbers if each in amendments}
    if not wanted:
        return {}
    ends = Link.objects.filter(target__in=wanted, relation=Relation.PROPOSES)
    pairs = list(ends.values_list("source", "target"))
    passages = {
        each.address_id: each
        for each in passages_visible_to(reader).filter(address__in={one for one, _ in pairs})
    }
    found: dict[int, list[Passage]] = {}
    for source, target in pairs:
        if source in passages:
            found.setdefault(wanted[target], []).append(passages[source])
    return found
