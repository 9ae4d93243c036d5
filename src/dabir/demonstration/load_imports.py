"""A file of many answers that an association gathered: matched and checked, not yet taken in.

The dry run is asked for like any other, so that a worker makes it when the demonstration is served.
"""

from __future__ import annotations

from dabir.demonstration.world import World
from dabir.stages.submissions.acts import begin_import, check_import, map_import
from dabir.stages.submissions.intake.importing import look_through
from dabir.stages.submissions.intake.mapping import guess

SOURCE = "small-towns.csv"
NAME = "پاسخ‌های شهرهای کوچک.csv"
WHEN = "2026-11-21T14:10:00+03:30"


def load(world: World) -> None:
    """Keep the file, take the guess of what its columns are, ask for the dry run."""
    call = world.calls["first-year"]
    at = world.at(WHEN)
    upload = look_through(world.document(SOURCE), NAME)
    source = begin_import(call=call, upload=upload, actor=world.secretary, at=at)
    mapping = guess(
        upload.columns,
        [row.values for row in upload.sample],
        questions=call.questions.all(),
        exhibits=call.exhibits.all(),
    )
    map_import(source=source, mapping=mapping, actor=world.secretary, at=at)
    check_import(source=source, actor=world.secretary, at=at)
