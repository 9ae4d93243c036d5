"""Texts, their versions and clauses, amendments, and what they are examined against."""

from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.clauses import Clause, Ground, Wording
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
from dabir.stages.texts.models.texts import HandIn, Text, Version

__all__ = [
    "ASPECTS",
    "Amendment",
    "Clause",
    "Examination",
    "Finding",
    "Ground",
    "Guard",
    "HandIn",
    "Judgement",
    "Likeness",
    "Opinion",
    "PassageGround",
    "Revision",
    "Text",
    "Upstream",
    "UpstreamClause",
    "Version",
    "Wording",
]
