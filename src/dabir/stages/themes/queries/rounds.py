"""Coding rounds that a reader may see, and what their coders said, laid beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.models import CodingRound, Judgement, Mark, RoundCoder, RoundPassage


def rounds_visible_to(reader: Reader) -> QuerySet[CodingRound]:
    """Return the coding rounds the reader may see: the secretariat and their coders."""
    return CodingRound.objects.filter(seen_by(reader, "address__")).select_related(
        "call", "question", "address", "group"
    )


def judgements_visible_to(reader: Reader) -> QuerySet[Judgement]:
    """Return what was said in coding rounds: one's own, and others' once no one is blind."""
    somebody = signed_in(reader)
    rounds = rounds_visible_to(reader).order_by()
    over = Q(item__round__in=rounds.exclude(state=CodingRound.State.OPEN).values("pk"))
    own = Q(item__round__in=rounds.values("pk"), by=somebody) if somebody else Q(pk__in=[])
    return Judgement.objects.filter(over | own)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder of a round has come."""

    coder: RoundCoder
    judged: int
    total: int


def progress_of(coding_round: CodingRound) -> list[Progress]:
    """Return how far each coder of a round has come; nothing of what they said."""
    total = coding_round.items.count()
    judged = dict(
        Judgement.objects.filter(item__round=coding_round, settles=False)
        .order_by()
        .values_list("by")
        .annotate(found=Count("pk"))
    )
    return [
        Progress(coder, judged.get(coder.person_id, 0), total)
        for coder in coding_round.coders.select_related("person")
    ]


def items_for(coding_round: CodingRound, coder: Reader) -> QuerySet[RoundPassage]:
    """Return the passages of a round that a coder can still judge, in their order.

    What is no longer accepted, was erased, or is no longer theirs to read, holds nobody up.
    """
    return coding_round.items.exclude(passage__text="").filter(
        passage__in=passages_visible_to(coder).values("pk"),
        passage__submission__state=Submission.State.ACCEPTED,
    )


def left_to_judge(coding_round: CodingRound, coder: Reader) -> int:
    """Return how many passages of a round a coder has still to judge."""
    own = Judgement.objects.filter(item__round=coding_round, by=signed_in(coder), settles=False)
    return items_for(coding_round, coder).exclude(pk__in=own.values("item")).count()


@dataclass(frozen=True, slots=True)
class Said:
    """What at least two coders said of a passage of a round: stances by theme, by coder."""

    item: int
    order: int
    by: Mapping[int, Mapping[int, str]]
    settled: bool

    @property
    def agreed(self) -> bool:
        """Whether all found the same themes, with the same stances."""
        first, *others = self.by.values()
        return all(other == first for other in others)


def said_of_items(coding_round: CodingRound) -> list[Said]:
    """Return what was said of all passages of a round, in their order, without their words.

    For counting: three queries, however many passages there are. It does not ask who reads.
    """
    judged = Judgement.objects.filter(item__round=coding_round).order_by("by", "pk")
    marks: dict[int, dict[int, str]] = {}
    found = Mark.objects.filter(judgement__item__round=coding_round).order_by("pk")
    for judgement, theme, stance in found.values_list("judgement", "theme", "stance"):
        marks.setdefault(judgement, {})[theme] = stance
    said: dict[int, dict[int, dict[int, str]]] = {}
    settled: set[int] = set()
    for pk, item, by, settles in judged.values_list("pk", "item", "by", "settles"):
        if settles:
            settled.add(item)
        else:
            said.setdefault(item, {})[by] = marks.get(pk, {})
    items = coding_round.items.order_by("order").values_list("pk", "order")
    return [
        Said(item, order, said[item], item in settled)
        for item, order in items
        if len(said.get(item, ())) > 1
    ]


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage of a round with what at least two coders said of it, and what was settled."""

    item: RoundPassage
    judgements: tuple[Judgement, ...]
    settled: Judgement | None

    @property
    def agreed(self) -> bool:
        """Whether all found the same themes, with the same stances."""
        first, *others = [said_in(one) for one in self.judgements]
        return all(other == first for other in others)

    def agreed_on(self) -> dict[int, str] | None:
        """Return what all say, stances by the key of their theme; None where they differ."""
        return said_in(self.judgements[0]) if self.agreed else None


def said_in(judgement: Judgement) -> dict[int, str]:
    """Return the stances of a judgement's marks by the key of their theme."""
    return {mark.theme_id: mark.stance for mark in judgement.marks.all()}


def compared_items(
    coding_round: CodingRound, *, among: Collection[int] | None = None
) -> Iterator[Compared]:
    """Yield the passages of a round that at least two coders judged, in their order.

    `among` keeps to some of them, by their keys. For what has ended its blind part alone: it does
    not ask who reads.
    """
    marks = Mark.objects.select_related("theme__merged_into")
    said = Judgement.objects.select_related("by").prefetch_related(Prefetch("marks", marks))
    items = coding_round.items.select_related(
        "passage__address__group", "passage__submission", "passage__answer__question", "round"
    ).prefetch_related(Prefetch("judgements", said.order_by("by", "pk")))
    for item in items if among is None else items.filter(pk__in=among):
        every = list(item.judgements.all())
        judgements = tuple(one for one in every if not one.settles)
        if len(judgements) > 1:
            settled = next((one for one in every if one.settles), None)
            yield Compared(item, judgements, settled)


def unsettled_items(coding_round: CodingRound) -> QuerySet[RoundPassage]:
    """Return the passages of a round that at least two coders judged and that wait for a word.

    What is no longer accepted, or was erased, waits for nothing.
    """
    blind = Count("judgements", filter=Q(judgements__settles=False))
    settled = Count("judgements", filter=Q(judgements__settles=True))
    return (
        coding_round.items.filter(passage__submission__state=Submission.State.ACCEPTED)
        .exclude(passage__text="")
        .annotate(blind=blind, settled=settled)
        .filter(blind__gt=1, settled=0)
    )
