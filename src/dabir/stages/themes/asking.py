"""The work of this stage: runs of the analysis, and putting what came later under their themes."""

from __future__ import annotations

from datetime import datetime, timedelta

from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.themes.models import AnalysisRun, FittedThemes

ANALYSE = "themes.analyse"
"""The name of the work that a run is."""
ASSIGN = "themes.assign"
GATHERED = timedelta(minutes=5)
"""What comes within so long is assigned together."""


def work_key(run: AnalysisRun) -> str:
    """Return the key of the work that a run is."""
    return f"{ANALYSE} {run.pk}"


def ask_to_assign(call: Call, at: datetime) -> None:
    """Ask that what came to a call be put under the themes of its latest run, if it has one."""
    fitted = FittedThemes.objects.filter(run__call=call, run__state=AnalysisRun.State.DONE)
    if not fitted.exists():
        return
    begun = at - timedelta(seconds=at.timestamp() % GATHERED.total_seconds())
    ends = begun + GATHERED
    ask(
        ASSIGN,
        key=f"{ASSIGN} {call.pk} {ends.timestamp():.0f}",
        at=at,
        arguments={"call": call.pk},
        queue=Work.Queue.HEAVY,
        group=call.group,
        not_before=ends,
    )
