"""Deciding whether a call's public page says how much has come."""

from __future__ import annotations

from datetime import datetime

from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls import policy
from dabir.stages.calls.models import Call


@act
def show_received(*, call: Call, shown: bool, actor: Person, at: datetime) -> Call:
    """Say on the call's public page how much has been received, or say so no more.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is an inquiry, or was given up.
    """
    call = lock(call)
    policy.may_show_received(actor, call).require()
    call.shows_received = shown
    call.save(update_fields=["shows_received"])
    record(actor=actor, at=at, about=call, shown=shown)
    return call
