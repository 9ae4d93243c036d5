"""Mandates, clauses, duties and members that a reader may see."""

from dabir.stages.mandates.queries.carriers import persons_carrying, secretariat_of
from dabir.stages.mandates.queries.documents import axes_visible_to, clauses_visible_to, visible_to
from dabir.stages.mandates.queries.duties import (
    LISTS,
    OPEN_STATES,
    SOON,
    carried_by,
    chosen,
    duties_visible_to,
    extensions_visible_to,
    origin_known_to,
    overdue,
    reports_visible_to,
    steps_visible_to,
    total,
    unassigned,
)
from dabir.stages.mandates.queries.open_points import UNSETTLED, open_points_visible_to
from dabir.stages.mandates.queries.seats import (
    CONDITIONS,
    ENDS_SOON,
    SeatState,
    body_named,
    members,
    nominations_visible_to,
    seats_of,
)

__all__ = [
    "CONDITIONS",
    "ENDS_SOON",
    "LISTS",
    "OPEN_STATES",
    "SOON",
    "UNSETTLED",
    "SeatState",
    "axes_visible_to",
    "body_named",
    "carried_by",
    "chosen",
    "clauses_visible_to",
    "duties_visible_to",
    "extensions_visible_to",
    "members",
    "nominations_visible_to",
    "open_points_visible_to",
    "origin_known_to",
    "overdue",
    "persons_carrying",
    "reports_visible_to",
    "seats_of",
    "secretariat_of",
    "steps_visible_to",
    "total",
    "unassigned",
    "visible_to",
]
