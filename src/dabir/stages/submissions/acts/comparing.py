"""The act that hints at submissions that are like each other; it merges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions.likening import fingerprints_of
from dabir.stages.submissions.models import Submission


@act
def compare_submissions(
    *, call: Call, submissions: Sequence[Submission], at: datetime, actor: Person | None = None
) -> int:
    """Find which submissions of a call are like an earlier one; return how many are.

    Done again, it changes nothing. Who sent them is compared by the machine alone.
    """
    alike = fingerprints_of(call.pk, submissions)
    record(
        actor=actor,
        at=at,
        about=call,
        submissions=[submission.pk for submission in submissions],
        alike=alike,
    )
    return alike
