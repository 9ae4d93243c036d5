"""Texts, their versions and clauses, amendments, and what they are examined against."""

from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.clauses import Clause, Ground, Wording
from dabir.stages.texts.models.comments import Comment, CommentDisposition, CommentReply
from dabir.stages.texts.models.compiled import CompiledForm
from dabir.stages.texts.models.draft_files import DraftFile
from dabir.stages.texts.models.examining import (
    ASPECTS,
    Examination,
    Finding,
    Opinion,
    Upstream,
    UpstreamClause,
)
from dabir.stages.texts.models.following import Revision
from dabir.stages.texts.models.grounding import Likeness, PassageGround
from dabir.stages.texts.models.guarding import Guard, Judgement
from dabir.stages.texts.models.procedure import Treatment, TreatmentAnswer
from dabir.stages.texts.models.receiving import FileReading, ReceivedFile
from dabir.stages.texts.models.rulings import OperationRuling, OptionSupport
from dabir.stages.texts.models.sheets import CommentSheetFile
from dabir.stages.texts.models.texts import HandIn, Text, Version

__all__ = [
    "ASPECTS",
    "Amendment",
    "Clause",
    "Comment",
    "CommentDisposition",
    "CommentReply",
    "CommentSheetFile",
    "CompiledForm",
    "DraftFile",
    "Examination",
    "FileReading",
    "Finding",
    "Ground",
    "Guard",
    "HandIn",
    "Judgement",
    "Likeness",
    "OperationRuling",
    "Opinion",
    "OptionSupport",
    "PassageGround",
    "ReceivedFile",
    "Revision",
    "Text",
    "Treatment",
    "TreatmentAnswer",
    "Upstream",
    "UpstreamClause",
    "Version",
    "Wording",
]
