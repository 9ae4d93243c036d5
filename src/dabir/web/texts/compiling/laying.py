"""A compilation as the page shows it: clause by clause, each contested place with its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from dabir.domain.drafting import Change, ConflictReason, Part, compare
from dabir.foundation.people.models import Body
from dabir.foundation.people.queries import Reader
from dabir.foundation.unsent.keeping import Kept
from dabir.stages.texts.compiling.compiled import (
    Brief,
    KeptContest,
    KeptForm,
    KeptOption,
    KeptWording,
    Ranks,
)
from dabir.stages.texts.compiling.shown import kept_as
from dabir.stages.texts.models import Amendment, Clause, OperationRuling, OptionSupport, Version
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.sentences import reason_words
from dabir.web.texts.compiling.below import Below, Placed, ShownBelow
from dabir.web.texts.compiling.crossing import Crossing, crossings_of
from dabir.web.texts.compiling.unsent_reasons import place_of_ruling
from dabir.web.texts.showing import direction

Standing = Literal["open", "bracketed", "decided"]

Rulings = Mapping[tuple[int, int], str]
"""What was ruled on each operation, by the number of its amendment and its place."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters ask of an amendment."""

    number: int
    state: str
    proposer: int | None


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option: its words with what differs from the base, who holds it, what was ruled."""

    uid: str
    label: str
    keeps_base: bool
    spelling_only: bool
    changes: tuple[Change, ...]
    added: tuple[tuple[str, str], ...]
    """Of an addition: heading and words of each clause."""
    holders: tuple[Body, ...]
    by_secretariat: bool
    amendments: tuple[Amendment, ...]
    ruling: str
    ruling_label: str
    reason: str
    crossings: tuple[Crossing, ...]
    below: tuple[ShownBelow, ...]
    """What is proposed to the amendments that come to it."""


@dataclass(frozen=True, slots=True)
class ShownContest:
    """A contested place of a clause, numbered on its page."""

    uid: str
    number: int
    name: str
    language: str
    direction: str
    hard: bool
    standing: Standing
    reasons: tuple[str, ...]
    options: tuple[ShownOption, ...]
    words: bool
    ruled: bool
    shown: str = ""
    """What tells this state of the place from another."""
    place: str = ""
    """Where the reason for a ruling on it is kept until it is sent."""
    kept: Kept | None = None
    following: str = ""
    """The uid of the next contested place on the page."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Plain words of a wording, or the base words of a contested place."""

    words: str
    contest: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ShownWording:
    """One wording of a clause as it stands, with its contested places marked."""

    part: str
    language: str
    direction: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause of the version with what is contested in it and right after it."""

    clause: Clause | None
    wordings: tuple[ShownWording, ...]
    contests: tuple[ShownContest, ...] = field(default=())

    @property
    def hard(self) -> int:
        """How many places in it must be decided."""
        return sum(1 for each in self.contests if each.hard and each.standing == "open")


def standing_of(operations: Ranks, rulings: Rulings) -> Standing:
    """Return whether a contested place waits, is in brackets, or is decided."""
    ruled = {rulings.get(rank) for rank in operations}
    if None in ruled:
        return "open"
    return "bracketed" if OperationRuling.Ruling.BRACKETED in ruled else "decided"


def wanted(
    contest: Brief,
    chosen: Mapping[str, object],
    facts: Mapping[int, Facts],
    rulings: Rulings,
    above: AbstractSet[int] = frozenset(),
) -> bool:
    """Whether a contested place passes the filters: clause, proposer, status, conflict.

    `above` are the amendments to which something undecided is proposed.
    """
    if chosen.get("clause") and chosen["clause"] not in {contest.under, contest.clause}:
        return False
    if chosen.get("conflicts") and not contest.hard:
        return False
    if chosen.get("below") and not contest.numbers & above:
        return False
    if chosen.get("status") and standing_of(contest.operations, rulings) != chosen["status"]:
        return False
    body = chosen.get("body")
    return not isinstance(body, Body) or any(
        number in facts and facts[number].proposer == body.pk for number in contest.numbers
    )


def lay_out(
    form: KeptForm,
    clauses: Sequence[Clause],
    shown: Mapping[str, Sequence[Brief]],
    *,
    version: Version,
    reader: Reader,
    own: str,
    first: int,
    below: Placed,
    kept: Mapping[str, Kept],
) -> list[ShownClause]:
    """Return clauses with their contested places, numbered from `first` on.

    `shown` are the contests to show by the clause that they are read beside, "" before all; `below`
    what is proposed to the amendments in them; `kept` what the reader has not sent, by contests.
    """
    contests: dict[str, list[KeptContest]] = {}
    wordings: dict[str, tuple[KeptWording, ...]] = {}
    for uid, briefs in shown.items():
        named = {each.uid for each in briefs}
        found, wordings[uid] = form.at(uid)
        contests[uid] = [each for each in found if each.uid in named]
    here = [each for found in contests.values() for each in found]
    shower = _Shower(here, version, reader, own=own, below=below, kept=kept)
    numbers: dict[str, int] = {}
    uids = [*([""] if contests.get("") else []), *(str(clause.uid) for clause in clauses)]
    for uid in uids:
        for contest in contests.get(uid, ()):
            numbers[contest.uid] = first + len(numbers)
    order = list(numbers)
    following = dict(pairwise(order))
    by_uid = {str(clause.uid): clause for clause in clauses}
    return [
        ShownClause(
            by_uid.get(uid),
            _wordings_of(by_uid[uid], wordings.get(uid, ()), numbers, shower.base_words, own)
            if uid
            else (),
            tuple(
                shower.contest(each, numbers[each.uid], following.get(each.uid, ""))
                for each in contests.get(uid, ())
            ),
        )
        for uid in uids
    ]


def lay_alone(
    contests: Sequence[KeptContest], *, version: Version, reader: Reader, own: str
) -> list[ShownContest]:
    """Return contested places with their options, away from their clauses, in the order given."""
    shower = _Shower(contests, version, reader, own=own, below={}, kept={})
    return [shower.contest(each, place, "") for place, each in enumerate(contests, start=1)]


def _wordings_of(
    clause: Clause,
    kept: Iterable[KeptWording],
    numbers: Mapping[str, int],
    base_words: Mapping[str, str],
    own: str,
) -> tuple[ShownWording, ...]:
    """Return the wordings in the own language of the text, and others that are contested."""
    contested = {(each.part, each.language): each for each in kept}
    shown: list[ShownWording] = []
    worded = {each.language: each for each in clause.wordings.all()}
    keys = [(part.value, own) for part in (Part.HEADING, Part.TEXT)]
    keys += [key for key in contested if key not in keys]
    for part, language in keys:
        row = contested.get((part, language))
        if row is not None:
            stretches = tuple(
                Stretch(base_words.get(uid, ""), uid, numbers.get(uid, 0)) if uid else Stretch(text)
                for uid, text in row.row
            )
        else:
            wording = worded.get(language)
            words = (
                "" if wording is None else wording.heading if part == "heading" else wording.text
            )
            stretches = (Stretch(words),) if words else ()
        if stretches:
            shown.append(ShownWording(part, language, direction(language), stretches))
    return tuple(shown)


class _Shower:
    """Shows contested places of one page; loads what they name in a handful of queries."""

    def __init__(
        self,
        contests: Sequence[KeptContest],
        version: Version,
        reader: Reader,
        *,
        own: str,
        below: Placed,
        kept: Mapping[str, Kept],
    ) -> None:
        self._own = own
        self._text = version.text
        self._kept = kept
        self._placed = below
        self._below = Below(version)
        numbers = {number for contest in contests for number in contest.numbers}
        amendments = amendments_visible_to(reader).filter(text=version.text_id, number__in=numbers)
        self._amendments = {each.number: each for each in amendments}
        by_pk = {each.pk: each.number for each in self._amendments.values()}
        self._rulings = {
            (by_pk[each.amendment_id], each.place): each
            for each in OperationRuling.objects.filter(base=version, amendment__in=by_pk)
        }
        self._supports: dict[tuple[int, int], list[OptionSupport]] = {}
        supports = OptionSupport.objects.filter(amendment__in=by_pk).select_related("body")
        for each in supports:
            key = by_pk[each.amendment_id], each.place
            self._supports.setdefault(key, []).append(each)
        self._crossings = crossings_of(contests, self._amendments, version, reader)
        self.base_words = {each.uid: each.base for each in contests}

    def contest(self, contest: KeptContest, number: int, following: str) -> ShownContest:
        rulings = {key: row.ruling for key, row in self._rulings.items()}
        reasons = tuple(reason_words(ConflictReason(each)) for each in contest.reasons)
        return ShownContest(
            uid=contest.uid,
            number=number,
            name=self._name(contest),
            language=contest.language or self._own,
            direction=direction(contest.language or self._own),
            hard=contest.hard,
            standing=standing_of(
                tuple(rank for each in contest.options for rank in each.operations), rulings
            ),
            reasons=reasons,
            options=tuple(
                self._option(contest, option, place) for place, option in enumerate(contest.options)
            ),
            words=bool(contest.part),
            ruled=any(rank in rulings for each in contest.options for rank in each.operations),
            shown=kept_as(contest, self._rulings),
            place=place_of_ruling(self._text, contest.uid),
            kept=self._kept.get(contest.uid),
            following=following,
        )

    def _name(self, contest: KeptContest) -> str:
        if contest.addition:
            return _("A clause would be added")
        if not contest.part:
            return _("The clause itself")
        if not contest.base:
            return _("Words would be put in")
        return _("Heading") if contest.part == Part.HEADING else _("Words")

    def _option(self, contest: KeptContest, option: KeptOption, place: int) -> ShownOption:
        amendments = [self._amendments[number] for number in option.numbers]
        rows = [self._rulings.get(rank) for rank in option.operations]
        said = {row.ruling if row is not None else "" for row in rows}
        ruling = said.pop() if len(said) == 1 else ""
        words = bool(contest.part)
        return ShownOption(
            uid=option.uid,
            label=self._label(option, place),
            keeps_base=option.keeps_base,
            spelling_only=option.spelling_only,
            changes=tuple(compare(contest.base, option.words)) if words else (),
            added=tuple(self._added(option)),
            holders=tuple(self._holders(option)),
            by_secretariat=any(each.proposer_id is None for each in amendments),
            amendments=tuple(amendments),
            ruling=ruling,
            ruling_label=str(OperationRuling.Ruling(ruling).label) if ruling else "",
            reason=next((row.reason for row in rows if row is not None and row.reason), ""),
            crossings=self._crossings.get((contest.uid, option.uid), ()),
            below=tuple(
                self._below.shown(each, amendment)
                for amendment in amendments
                if not option.keeps_base
                for each in self._placed.get((contest.uid, amendment.number), ())
            ),
        )

    def _label(self, option: KeptOption, place: int) -> str:
        del place
        return {
            "words": _("as it stands") if option.keeps_base else "",
            "stay": _("it stays"),
            "leave_out": _("it is not added"),
            "delete": _("it is taken out"),
            "move": _("it is moved"),
            "add": _("it is added"),
        }[option.what]

    def _added(self, option: KeptOption) -> Iterable[tuple[str, str]]:
        for heading, text in option.clauses:
            language = self._own if self._own in text or not text else next(iter(text))
            yield heading.get(language, ""), text.get(language, "")

    def _holders(self, option: KeptOption) -> Iterable[Body]:
        """Return the bodies behind an option, each once: who proposed, then who joined."""
        held: dict[int, Body] = {}
        for rank in option.operations:
            amendment = self._amendments[rank[0]]
            supports = self._supports.get(rank, ())
            left = {each.body_id for each in supports if each.left}
            bodies = [
                *([amendment.proposer] if amendment.proposer is not None else []),
                *(body for body in amendment.sponsors.all() if body.pk not in left),
                *(each.body for each in supports if not each.left),
            ]
            for body in bodies:
                held.setdefault(body.pk, body)
        return held.values()
