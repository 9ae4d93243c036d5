"""Asking that submissions be looked through, for personal data and for likenesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.submissions.models import Submission

AT_ONCE = 50
"""So many submissions are looked through among the quick work, more among the heavy."""

LOOK = "submissions.look_through"
"""The name of the work that looks for personal data and for likenesses."""


def ask_to_look(submissions: Sequence[Submission], at: datetime, *, again: str = "") -> None:
    """Ask that submissions be looked through; `again` names the time, unless it is the first."""
    ordered = sorted(submissions, key=lambda one: (one.call_id, one.pk))
    for call, own in groupby(ordered, key=lambda one: one.call_id):
        keys = [one.pk for one in own]
        name = f"{LOOK}:{call}:{keys[0]}-{keys[-1]}:{len(keys)}"
        ask(
            LOOK,
            key=f"{name}:{again}" if again else name,
            at=at,
            arguments={"call": call, "submissions": keys},
            queue=Work.Queue.QUICK if len(keys) <= AT_ONCE else Work.Queue.HEAVY,
        )
