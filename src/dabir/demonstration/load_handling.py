"""What follows by itself when submissions have come, and what contributors say to it.

Each is looked through for personal data and compared with the others of its call; what is proposed
waits. Two contributors contest how a passage was understood; the chair, who did not read it so,
answers one of them.
"""

from __future__ import annotations

from datetime import timedelta

from dabir.demonstration.load_submissions import passage_with
from dabir.demonstration.world import World
from dabir.stages.submissions.acts import (
    answer_contestation,
    compare_submissions,
    contest_passage,
    propose_redactions,
)
from dabir.stages.submissions.models import Submission

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


def load(world: World) -> None:
    """Look through and compare what came, then contest and answer as `handling.toml` says."""
    for call in world.calls.values():
        came = Submission.objects.filter(call=call).select_related("key").order_by("pk")
        if not came:
            continue
        at = max(one.received_at for one in came) + A_DAY
        propose_redactions(call=call, submissions=list(came), at=at)
        compare_submissions(call=call, submissions=list(came), at=at)
    for row in world.content("handling.toml")["contested"]:
        _contest(world, row)


def _contest(world: World, row: dict[str, str]) -> None:
    passage = passage_with(world.passages[row["submission"]], row["quote"])
    assert passage is not None
    told = passage.dispositions.get(current=True).told_at
    assert told is not None
    contestation = contest_passage(
        passage=passage,
        about=row["about"],
        text=row["text"],
        secret=world.secrets[row["submission"]],
        at=told + AN_HOUR,
    )
    if "answer" in row:
        answer_contestation(
            contestation=contestation,
            result=row["result"],
            answer=row["answer"],
            actor=world.persons["chair"],
            at=told + A_DAY,
        )
