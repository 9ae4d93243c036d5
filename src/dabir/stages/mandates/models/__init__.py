"""Mandates, their clauses and axes, and the duties they give."""

from dabir.stages.mandates.models.documents import Axis, Clause, Mandate
from dabir.stages.mandates.models.duties import Assignment, Duty, Extension
from dabir.stages.mandates.models.nominations import Nomination
from dabir.stages.mandates.models.open_points import OpenPoint
from dabir.stages.mandates.models.reports import Report, ReportFile, Step
from dabir.stages.mandates.models.succession import ClauseChange, EarlierCopy

__all__ = [
    "Assignment",
    "Axis",
    "Clause",
    "ClauseChange",
    "Duty",
    "EarlierCopy",
    "Extension",
    "Mandate",
    "Nomination",
    "OpenPoint",
    "Report",
    "ReportFile",
    "Step",
]
