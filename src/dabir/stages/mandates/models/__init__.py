"""Mandates, their clauses and axes, and the duties they give."""

from dabir.stages.mandates.models.documents import Axis, Clause, Mandate
from dabir.stages.mandates.models.duties import Assignment, Duty, Report

__all__ = ["Assignment", "Axis", "Clause", "Duty", "Mandate", "Report"]
