"""Telling those who answered a call of a notice that was published afterwards."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.foundation.work.pieces import Piece
from dabir.stages.calls.models import Notice
from dabir.stages.submissions.noticing import answered_before, tell_of_notice

SLICE = 250
"""So many submissions are looked at in one transaction: no writer waits long for it."""


def tell(piece: Piece) -> dict[str, Any]:
    """Record one mail to each address that was left for the call of the argument `notice`.

    Each slice is a transaction of its own and counted as a step: an attempt that is cut short is
    gone on with where it ended, and nobody is told twice.
    """
    notice = Notice.objects.select_related("call__address", "call__group").get(
        pk=piece.arguments["notice"]
    )
    sent = answered_before(notice)
    slices = -(-sent.count() // SLICE)
    for number in range(piece.done, slices):
        part = list(sent[number * SLICE : (number + 1) * SLICE])
        with piece.step(of=slices):
            tell_of_notice(notice, part, at=timezone.now())
    return {"submissions": slices and sent.count()}
