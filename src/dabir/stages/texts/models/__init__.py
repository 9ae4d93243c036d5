"""Texts, their versions and clauses, amendments, and what they are examined against."""

from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.clauses import Clause, Ground, Wording
from dabir.stages.texts.models.examining import Finding, Guard, Upstream, UpstreamClause
from dabir.stages.texts.models.texts import HandIn, Text, Version

__all__ = [
    "Amendment",
    "Clause",
    "Finding",
    "Ground",
    "Guard",
    "HandIn",
    "Text",
    "Upstream",
    "UpstreamClause",
    "Version",
    "Wording",
]
