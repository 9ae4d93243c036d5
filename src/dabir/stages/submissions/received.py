"""How much has been received for a call, as its public page may say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q, Sum

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Cell, Submission
from dabir.stages.submissions.overview import FEWEST

KEPT_SECONDS = 60
"""A front page that thousands open does not ask the counters for each of them."""


@dataclass(frozen=True, slots=True)
class Received:
    """How much came: `count` is None for fewer than five; `published` of these may be read."""

    count: int | None
    published: int


def received_for(call: Call) -> Received | None:
    """Return what a call's public page says of what came; None where it says nothing."""
    if not call.shows_received:
        return None
    key = f"calls:received:{call.pk}"
    count, published = cache.get(key) or _count(call)
    cache.add(key, (count, published), KEPT_SECONDS)
    return Received(count if count >= FEWEST else None, published)


def _count(call: Call) -> tuple[int, int]:
    set_aside = (Submission.State.WITHDRAWN, Submission.State.DECLINED)
    sums = Cell.objects.filter(call=call).aggregate(
        came=Sum("count", filter=~Q(state__in=set_aside), default=0),
        published=Sum("count", filter=Q(published=True), default=0),
    )
    return int(sums["came"] or 0), int(sums["published"] or 0)
