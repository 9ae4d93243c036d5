"""Answers in batches: the secretariat's, and what everybody reads of those that were sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import AnswerBatch, BatchAnswer, Disposition, Passage
from dabir.stages.submissions.queries.seeing import passages_visible_to

SAMPLE = 10
FEWEST = 5
"""Fewer passages than these are told to the public as "fewer than five"."""


def batches_of(reader: Reader, group: Group) -> QuerySet[AnswerBatch]:
    """Return the batches of a group, for its secretariat, the newest first."""
    if not roles_in(reader, group) & SECRETARIAT:
        return AnswerBatch.objects.none()
    return AnswerBatch.objects.filter(call__group=group).select_related("call__group", "by")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch will do: how many contributors it reaches, and some of its passages.

    `left_out` are passages that it does not answer; at most `SAMPLE` of each kind are shown.
    """

    submissions: int
    sample: tuple[BatchAnswer, ...]
    left_out: tuple[BatchAnswer, ...]


def preview_of(batch: AnswerBatch) -> Preview:
    """Return what a batch will do."""
    rows = batch.answers.select_related("passage__submission").order_by("pk")
    fit = rows.filter(left_out=False)
    counted = fit.order_by().aggregate(count=Count("passage__submission", distinct=True))
    return Preview(
        counted["count"], tuple(fit[:SAMPLE]), tuple(rows.filter(left_out=True)[:SAMPLE])
    )


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """One sent batch as everybody reads it; `count` is None where it is fewer than five."""

    batch: AnswerBatch
    count: int | None
    examples: tuple[Passage, ...]


def answers_to_all(call: Call) -> list[PublicAnswer]:
    """Return the answers that were sent to many at once, with published passages as examples."""
    found = []
    for batch in call.answer_batches.filter(state=AnswerBatch.State.SENT).order_by("pk"):
        examples = passages_visible_to(None).filter(
            batch_answers__batch=batch, batch_answers__left_out=False
        )[:3]
        count = batch.passages if batch.passages >= FEWEST else None
        found.append(PublicAnswer(batch, count, tuple(examples)))
    return found


def outcomes_told(call: Call) -> list[tuple[str, int]]:
    """Return how many passages of a call had each outcome, as far as it was told.

    Outcomes of fewer than five passages are left out, and no sum is given that would tell them.
    """
    counts = Counter(
        dict(
            Disposition.objects.filter(
                passage__submission__call=call, current=True, told_at__isnull=False
            )
            .order_by()
            .values_list("outcome")
            .annotate(count=Count("pk"))
        )
    )
    labels = dict(Disposition.Outcome.choices)
    return [
        (str(labels[outcome]), count) for outcome, count in counts.most_common() if count >= FEWEST
    ]
