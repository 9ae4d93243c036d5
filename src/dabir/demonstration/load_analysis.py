"""The demonstration's analysis: asked for over the open call, done by a worker soon after."""

from __future__ import annotations

from datetime import timedelta

from dabir.demonstration.world import World
from dabir.stages.themes.acts import ask_for_run

AFTER = timedelta(days=5)
"""How long after the last submission the analysis was asked for."""


def load(world: World) -> None:
    """Ask for a run over the call that the public answered.

    What it proposes is found by the engine, as everywhere: nothing of it is written down before.
    """
    call = world.calls["input"]
    last = max(one.received_at for one in world.submissions.values() if one.call_id == call.pk)
    ask_for_run(call=call, actor=world.secretary, at=last + AFTER)
