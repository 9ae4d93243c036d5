"""Telling the demonstration's contributors what became of what they sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from dabir.demonstration.world import World
from dabir.stages.submissions.acts import tell_contributor, write_to_contributor
from dabir.stages.submissions.models import Disposition, Submission


def load(world: World) -> None:
    """Tell those who were answered, and the members of a campaign that was answered as one."""
    campaigns = world.content("themes.toml")["campaigns"]
    content = world.content("follow_up.toml")
    told: dict[str, date] = {}
    for row in content["campaign_answers"]:
        if row["state"] == "sent":
            told |= dict.fromkeys(_members(campaigns, row["campaign"]), row["on"])
    told |= {row["submission"]: row["on"] for row in content["answers"] if row["state"] == "sent"}
    for key, on in told.items():
        _tell(world, world.submissions[key], on)
    for row in content["answers"]:
        if row["state"] == "sent":
            _write(world, row)


def _members(campaigns: list[dict[str, Any]], key: str) -> list[str]:
    return [
        member for campaign in campaigns if campaign["key"] == key for member in campaign["members"]
    ]


def _tell(world: World, submission: Submission, on: date) -> None:
    """Tell an author, where something was said of what they sent."""
    disposed = Disposition.objects.filter(passage__submission=submission, current=True)
    if submission.state != Submission.State.ACCEPTED or not disposed.exists():
        return
    last = max(disposed.values_list("at", flat=True))
    tell_contributor(submission=submission, actor=world.secretary, at=max(world.at(on), last))


def _write(world: World, row: dict[str, Any]) -> None:
    """Write an answer in plain words, after its outcomes were said."""
    submission = world.submissions[row["submission"]]
    said = Disposition.objects.filter(passage__submission=submission, current=True)
    moments = [world.at(row["on"]), *said.values_list("at", flat=True)]
    write_to_contributor(
        submission=submission, text=row["text"], actor=world.secretary, at=max(moments)
    )
