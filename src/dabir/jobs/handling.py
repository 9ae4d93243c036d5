"""Handlers of what follows when submissions have come: looked through, compared."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.foundation.work.pieces import Piece
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import compare_submissions, propose_redactions
from dabir.stages.submissions.models import Submission

SLICE = 40
"""Submissions of one step, each about four milliseconds: a step holds the writer of SQLite."""


def look_through(piece: Piece) -> dict[str, Any]:
    """Propose what to leave out of submissions, and compare them, a slice a step."""
    call = Call.objects.select_related("group").get(pk=piece.arguments["call"])
    keys = piece.arguments["submissions"]
    slices = [keys[at : at + SLICE] for at in range(0, len(keys), SLICE)]
    proposed = alike = 0
    for chosen in slices[piece.done :]:
        found = Submission.objects.filter(pk__in=chosen).select_related("key")
        with piece.step(of=len(slices)):
            submissions, at = list(found.order_by("pk")), timezone.now()
            proposed += propose_redactions(call=call, submissions=submissions, at=at)
            alike += compare_submissions(call=call, submissions=submissions, at=at)
    return {"submissions": len(keys), "proposed": proposed, "alike": alike}
