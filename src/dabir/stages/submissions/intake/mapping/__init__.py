"""What the columns of a table mean for a call: guessed, set by a person, applied row by row."""

from dabir.stages.submissions.intake.mapping.applying import (
    Applying,
    RowDraft,
)
from dabir.stages.submissions.intake.mapping.guessing import guess
from dabir.stages.submissions.intake.mapping.known import KNOWN
from dabir.stages.submissions.intake.mapping.problems import RowProblem
from dabir.stages.submissions.intake.mapping.targets import (
    Mapping,
    Order,
    Target,
    exhibit_of,
    on_exhibit,
    question_of,
    to_question,
)

__all__ = [
    "KNOWN",
    "Applying",
    "Mapping",
    "Order",
    "RowDraft",
    "RowProblem",
    "Target",
    "exhibit_of",
    "guess",
    "on_exhibit",
    "question_of",
    "to_question",
]
