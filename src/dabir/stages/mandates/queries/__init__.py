"""Mandates, clauses, duties and members that a reader may see."""

from dabir.stages.mandates.queries.documents import axes_visible_to, clauses_visible_to, visible_to
from dabir.stages.mandates.queries.duties import (
    LISTS,
    OPEN_STATES,
    SOON,
    carried_by,
    chosen,
    duties_visible_to,
    overdue,
    reports_visible_to,
)
from dabir.stages.mandates.queries.seats import body_named, members
from dabir.stages.mandates.queries.waiting import total, waiting

__all__ = [
    "LISTS",
    "OPEN_STATES",
    "SOON",
    "axes_visible_to",
    "body_named",
    "carried_by",
    "chosen",
    "clauses_visible_to",
    "duties_visible_to",
    "members",
    "overdue",
    "reports_visible_to",
    "total",
    "visible_to",
    "waiting",
]
