"""Calls and inquiries, their questions, who is invited, and the exhibits they consult on."""

from dabir.stages.calls.models.calls import Call
from dabir.stages.calls.models.invitations import Invitation
from dabir.stages.calls.models.notices import Notice, Rewording
from dabir.stages.calls.models.questions import Element, Exhibit, Question

__all__ = [
    "Call",
    "Element",
    "Exhibit",
    "Invitation",
    "Notice",
    "Question",
    "Rewording",
]
