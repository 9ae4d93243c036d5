"""Calls and inquiries, their questions, who is invited, and the exhibits they consult on."""

from dabir.stages.calls.models.calls import Call, Notice
from dabir.stages.calls.models.invitations import Invitation
from dabir.stages.calls.models.questions import Exhibit, Question

__all__ = [
    "Call",
    "Exhibit",
    "Invitation",
    "Notice",
    "Question",
]
