"""Open points that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import OpenPoint

UNSETTLED = (OpenPoint.State.OPEN, OpenPoint.State.ASKED, OpenPoint.State.ANSWERED)
"""The states of a point that still asks for something."""


def open_points_visible_to(reader: Reader) -> QuerySet[OpenPoint]:
    """Return the open points the reader may see."""
    return OpenPoint.objects.filter(seen_by(reader, "address__")).select_related(
        "mandate", "letter", "group", "address"
    )
