"""Closing the calls whose deadline has passed."""

from __future__ import annotations

from datetime import datetime

from dabir.domain.procedure.verdicts import NotNow
from dabir.stages.calls.acts import close_on_deadline
from dabir.stages.calls.queries import due_to_close


def close_calls(at: datetime) -> int:
    """Close every open call whose deadline has passed, and return how many that were."""
    closed = 0
    for call in due_to_close(at):
        try:
            close_on_deadline(call=call, at=at)
        except NotNow:  # the secretariat extended it, or closed it, meanwhile
            continue
        closed += 1
    return closed
