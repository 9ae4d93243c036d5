"""What waits to be left out, for the secretariat alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dabir.domain.language.personal_data import SURE
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import RedactionProposal, Submission
from dabir.stages.submissions.queries.seeing import reads_everything, visible_to

State = RedactionProposal.State


def open_proposals(submission: Submission) -> QuerySet[RedactionProposal]:
    """Return what waits to be decided in a submission."""
    return RedactionProposal.objects.filter(submission=submission, state=State.PROPOSED)


def open_sure(submission: Submission) -> int:
    """Return how many stretches of a submission are surely personal data and wait."""
    return open_proposals(submission).filter(confidence__gte=SURE).count()


def without_open_sure(submissions: Sequence[Submission]) -> list[Submission]:
    """Keep the submissions in which nothing waits that is surely personal data."""
    holding = set(
        RedactionProposal.objects.filter(
            submission__in=submissions, state=State.PROPOSED, confidence__gte=SURE
        ).values_list("submission", flat=True)
    )
    return [one for one in submissions if one.pk not in holding]


def waiting_for_redaction(reader: Reader, group: Group) -> QuerySet[Submission]:
    """Return the standing submissions of a group in which something waits to be decided."""
    if not reads_everything(reader, group):
        return Submission.objects.none()
    waiting = RedactionProposal.objects.filter(call__group=group, state=State.PROPOSED)
    gone = (Submission.State.DECLINED, Submission.State.WITHDRAWN)
    return (
        visible_to(reader)
        .filter(call__group=group, pk__in=waiting.values("submission"))
        .exclude(state__in=gone)
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """A submission in which something waits: how much of it is sure, and what it is."""

    submission: Submission
    sure: int
    likely: int
    kinds: tuple[str, ...]


def what_waits(submissions: Sequence[Submission]) -> list[Waits]:
    """Return what waits in each submission: one query for all of them."""
    rows = (
        RedactionProposal.objects.filter(submission__in=submissions, state=State.PROPOSED)
        .order_by()
        .values("submission", "kind")
        .annotate(all=Count("pk"), sure=Count("pk", filter=Q(confidence__gte=SURE)))
    )
    labels = dict(RedactionProposal.Kind.choices)
    sure: dict[int, int] = {}
    likely: dict[int, int] = {}
    kinds: dict[int, list[str]] = {}
    for row in rows:
        pk = row["submission"]
        sure[pk] = sure.get(pk, 0) + row["sure"]
        likely[pk] = likely.get(pk, 0) + row["all"] - row["sure"]
        kinds.setdefault(pk, []).append(str(labels[row["kind"]]))
    return [
        Waits(one, sure.get(one.pk, 0), likely.get(one.pk, 0), tuple(kinds.get(one.pk, ())))
        for one in submissions
    ]


def calls_waiting(reader: Reader, group: Group) -> list[tuple[Call, int]]:
    """Return the calls in whose submissions something waits, with how many submissions."""
    counts = (
        waiting_for_redaction(reader, group)
        .order_by()
        .values_list("call")
        .annotate(waiting=Count("pk"))
    )
    waiting = dict(counts)
    calls = Call.objects.filter(pk__in=waiting).select_related("group").order_by("-pk")
    return [(call, waiting[call.pk]) for call in calls]
