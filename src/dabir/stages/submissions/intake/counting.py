"""Counting again what the database counts as it goes: after a repair, and to check it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import models, transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Sum

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Answer, Cell, Submission, Tally

CELL = ("state", "sector", "road", "language", "published")
TALLY = ("dimension", "value")
SLOT_MINUTES = 15

Dimension = Tally.Dimension


def slot_of(instant: datetime) -> str:
    """Return the quarter of an hour in which something came, as the tallies name it."""
    at = instant.astimezone(UTC)
    return f"{at:%Y-%m-%d %H}:{at.minute // SLOT_MINUTES * SLOT_MINUTES:02}"


def _cells(call: Call) -> dict[tuple[object, ...], int]:
    published = ExpressionWrapper(Q(published_at__isnull=False), output_field=BooleanField())
    rows = Submission.objects.filter(call=call).order_by().annotate(published=published)
    counted = rows.values_list(*CELL).annotate(number=Count("pk"))
    return {tuple(key): number for *key, number in counted}


def _tallies(call: Call) -> dict[tuple[object, ...], int]:
    sent = Submission.objects.filter(call=call).order_by()
    slots = Counter(
        slot_of(instant)
        for instant in sent.values_list("received_at", flat=True).iterator(chunk_size=5_000)
    )
    found: dict[tuple[object, ...], int] = {
        (Dimension.SLOT.value, slot): number for slot, number in slots.items()
    }
    for dimension, rows, name in (
        (Dimension.INVITATION, sent.filter(invitation__isnull=False), "invitation"),
        (Dimension.PROVINCE, sent.exclude(province=""), "province"),
        (Dimension.QUESTION, _answers(call, "question"), "question"),
        (Dimension.EXHIBIT, _answers(call, "exhibit"), "exhibit"),
    ):
        counted = rows.values_list(name).annotate(number=Count("pk"))
        found |= {(dimension.value, str(value)): number for value, number in counted}
    return found


def _answers(call: Call, name: str) -> models.QuerySet[Answer]:
    given = Answer.objects.filter(submission__call=call, **{f"{name}__isnull": False})
    return given.order_by()


def _kept(model: type[models.Model], names: tuple[str, ...], call: Call) -> dict[object, int]:
    """Return what the counters say, by the same keys; what came to nothing is left out."""
    rows = model._base_manager.filter(call=call).values_list(*names)
    return {tuple(key): total for *key, total in rows.annotate(total=Sum("count")) if total}


def wrong_counts() -> Iterator[Call]:
    """Yield the calls whose counters say something else than their submissions."""
    for call in Call.objects.order_by("pk").iterator():
        if _kept(Cell, CELL, call) != _cells(call) or _kept(Tally, TALLY, call) != _tallies(call):
            yield call


@transaction.atomic
def count_again(call: Call) -> None:
    """Count a call's submissions from the beginning, and forget what was counted before."""
    _write(Cell, CELL, call, _cells(call))
    _write(Tally, TALLY, call, _tallies(call))


def _write(
    model: type[models.Model],
    names: tuple[str, ...],
    call: Call,
    counted: dict[tuple[object, ...], int],
) -> None:
    model._base_manager.filter(call=call).delete()
    model._base_manager.bulk_create(
        [
            model(call=call, count=number, **dict(zip(names, key, strict=True)))
            for key, number in counted.items()
        ]
    )


def fold_counts() -> int:
    """Make one row of those that count the same; return how many rows that saved.

    PostgreSQL adds a row for each change, so that two transactions never wait for each other's
    count. What is being changed meanwhile is left for the next time.
    """
    saved = 0
    for model, names in ((Cell, CELL), (Tally, TALLY)):
        several = model._base_manager.values("call", *names).annotate(rows=Count("pk"))
        calls = set(several.filter(rows__gt=1).values_list("call", flat=True))
        for call in sorted(calls):
            saved += _fold(model, names, call)
    return saved


@transaction.atomic
def _fold(model: type[models.Model], names: tuple[str, ...], call: int) -> int:
    held = model._base_manager.filter(call=call).select_for_update(skip_locked=True)
    sums: Counter[tuple[object, ...]] = Counter()
    keys = []
    for pk, count, *key in held.values_list("pk", "count", *names):
        keys.append(pk)
        sums[tuple(key)] += count
    model._base_manager.filter(pk__in=keys).delete()
    rows = [
        model(call_id=call, count=number, **dict(zip(names, key, strict=True)))
        for key, number in sums.items()
        if number
    ]
    model._base_manager.bulk_create(rows)
    return len(keys) - len(rows)
