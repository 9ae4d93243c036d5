"""The demonstration's calls close when their deadlines pass, as the clock closes calls."""

from __future__ import annotations

from datetime import timedelta

from dabir.demonstration.world import World
from dabir.stages.calls.acts import close_on_deadline
from dabir.stages.calls.models import Call


def load(world: World) -> None:
    """Close each call that the content tells of as closed."""
    for row in world.content("calls.toml")["calls"]:
        call = world.calls[row["key"]]
        if row["state"] == Call.State.CLOSED and call.closes_at is not None:
            at = call.closes_at + timedelta(seconds=1)
            world.calls[row["key"]] = close_on_deadline(call=call, at=at)
