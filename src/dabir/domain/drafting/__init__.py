"""Texts made of clauses: versions, amendments, conflicts, application, rebase, differences.

A text is a row of versions. Amendments are made against one of them (`verify`); their conflicts are
found (`find_conflicts`, `conflict_clusters`); what is accepted makes the next version (`apply`);
what is pending is carried over to it (`rebase`). `compare_versions` says what changed.
"""

from dabir.domain.drafting.amendments import (
    Add,
    Amendment,
    Delete,
    Edit,
    Move,
    Operation,
    Proposed,
    Ruling,
)
from dabir.domain.drafting.application import HardConflicts, apply
from dabir.domain.drafting.clauses import Clause, Kind, NumberStyle, Part
from dabir.domain.drafting.comparing.comparison import (
    ClauseChange,
    Inexpressible,
    WordingChange,
    compare_versions,
    operations_between,
)
from dabir.domain.drafting.comparing.differences import Change, compare, spells_the_same
from dabir.domain.drafting.conflicts import (
    Cluster,
    Conflict,
    ConflictReason,
    conflict_clusters,
    cosponsored,
    find_conflicts,
    hard_clusters,
)
from dabir.domain.drafting.numbering import Label, Numbering, write_numeral
from dabir.domain.drafting.rebase import Fate, Rebased, RebasedOperation, rebase
from dabir.domain.drafting.verification import Unfit, verify
from dabir.domain.drafting.versions import ZERO_DRAFT, BrokenVersion, Symbol, Version

__all__ = [
    "ZERO_DRAFT",
    "Add",
    "Amendment",
    "BrokenVersion",
    "Change",
    "Clause",
    "ClauseChange",
    "Cluster",
    "Conflict",
    "ConflictReason",
    "Delete",
    "Edit",
    "Fate",
    "HardConflicts",
    "Inexpressible",
    "Kind",
    "Label",
    "Move",
    "NumberStyle",
    "Numbering",
    "Operation",
    "Part",
    "Proposed",
    "Rebased",
    "RebasedOperation",
    "Ruling",
    "Symbol",
    "Unfit",
    "Version",
    "WordingChange",
    "apply",
    "compare",
    "compare_versions",
    "conflict_clusters",
    "cosponsored",
    "find_conflicts",
    "hard_clusters",
    "operations_between",
    "rebase",
    "spells_the_same",
    "verify",
    "write_numeral",
]
