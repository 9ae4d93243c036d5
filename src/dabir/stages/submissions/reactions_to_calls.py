"""What this stage does when an earlier one announces something, in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.dispatch import receiver

from dabir.foundation.people.models import Person
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.announcements import call_changed
from dabir.stages.calls.models import Call, Notice

WAIT = timedelta(minutes=2)
"""What was sent just before the notice may still wait to be taken in; it is told of it too."""


@receiver(call_changed, dispatch_uid="submissions.tell_contributors")
def tell_contributors(
    call: Call, notice: Notice | None, actor: Person | None, at: datetime, **_signal: Any
) -> None:
    """Ask for the mails to everybody who answered the call before it changed."""
    if notice is not None:
        ask(
            "calls.tell",
            key=f"calls.tell:{notice.pk}",
            arguments={"notice": notice.pk},
            queue=Work.Queue.HEAVY,
            group=call.group,
            actor=actor,
            at=at,
            not_before=at + WAIT,
        )
