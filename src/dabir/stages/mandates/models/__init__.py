"""Mandates, their clauses and axes, and the duties they give."""

from dabir.stages.mandates.models.documents import Axis, Clause, Mandate
from dabir.stages.mandates.models.duties import Assignment, Duty, Extension
from dabir.stages.mandates.models.nominations import Nomination
from dabir.stages.mandates.models.reports import Report, ReportFile, Step

__all__ = [
    "Assignment",
    "Axis",
    "Clause",
    "Duty",
    "Extension",
    "Mandate",
    "Nomination",
    "Report",
    "ReportFile",
    "Step",
]
