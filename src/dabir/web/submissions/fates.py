"""What became of passages, as far as a reader may see it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.kinds import Named, named
from dabir.foundation.trace.queries import walk
from dabir.stages.submissions.models import Passage

SHOWN = 8
"""How many outcomes stand beside one passage; the trace page has them all."""


def fates_of(passages: Iterable[Passage], reader: Reader) -> dict[uuid.UUID, list[Named]]:
    """Return, by the address of each passage, what came of it: the nearest first.

    One walk for all of them, so that a page costs the same for one passage and for a hundred.
    """
    starts = {passage.address_id for passage in passages}
    came_from: dict[uuid.UUID, set[uuid.UUID]] = {start: {start} for start in starts}
    order: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for step in walk(starts, reader, forward=True):
        source, target = step.link.source_id, step.link.target_id
        new = came_from.get(source, set()) - came_from.get(target, set())
        for start in new:
            order[start].append(target)
        came_from.setdefault(target, set()).update(new)
    found = named({one for ones in order.values() for one in ones}, reader)
    return {start: [found[one] for one in order[start] if one in found][:SHOWN] for start in starts}
