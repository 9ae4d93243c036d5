"""How much has been received for a call, as its public page may say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Sum

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Cell, Submission
from dabir.stages.submissions.overview import FEWEST


@dataclass(frozen=True, slots=True)
class Received:
    """How much came: `count` is None for fewer than five; `published` of these may be read."""

    count: int | None
    published: int


def received_for(call: Call) -> Received | None:
    """Return what a call's public page says of what came; None where it says nothing.

    What was withdrawn or declined is not counted.
    """
    if not call.shows_received:
        return None
    set_aside = (Submission.State.WITHDRAWN, Submission.State.DECLINED)
    sums = (
        Cell.objects.filter(call=call)
        .exclude(state__in=set_aside)
        .aggregate(
            came=Sum("count", default=0),
            published=Sum("count", filter=Q(published=True), default=0),
        )
    )
    came = sums["came"]
    return Received(came if came >= FEWEST else None, sums["published"])
