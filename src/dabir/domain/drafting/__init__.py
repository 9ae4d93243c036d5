"""Texts made of clauses: versions, amendments, conflicts, compilation, application, rebase.

A text is a row of versions. Amendments are made against one of them (`verify`); their conflicts are
found (`find_conflicts`, `conflict_clusters`); `compile_amendments` lays them over the version as
slots with options, and `resolve` makes the next version of what was chosen. Beneath that, what is
accepted makes the next version (`apply`), and what is pending is carried over to it (`rebase`).
`compare_versions` says what changed.
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
from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.domain.drafting.compiling.bracketing import bracketed, bracketed_row
from dabir.domain.drafting.compiling.compilation import (
    Compilation,
    CompiledClause,
    compile_amendments,
)
from dabir.domain.drafting.compiling.resolving import (
    Decision,
    NotBoth,
    Resolution,
    Undecidable,
    UnknownContest,
    UnknownOption,
    keep_base,
    resolve,
    settle,
    side_with,
)
from dabir.domain.drafting.compiling.slots import (
    ClauseChoice,
    ClauseOption,
    Contest,
    Option,
    Slot,
    Stretch,
    Words,
)
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
from dabir.domain.drafting.spelling import spelling_key, spells_the_same
from dabir.domain.drafting.subamending import (
    carry_subamendments,
    virtual_version,
    with_subamendments,
)
from dabir.domain.drafting.updating import update
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
    "ClauseChoice",
    "ClauseOption",
    "Cluster",
    "Compilation",
    "CompiledClause",
    "Conflict",
    "ConflictReason",
    "Contest",
    "Decision",
    "Delete",
    "Edit",
    "Fate",
    "HardConflicts",
    "Inexpressible",
    "Kind",
    "Label",
    "Move",
    "NotBoth",
    "NumberStyle",
    "Numbering",
    "Operation",
    "Option",
    "Part",
    "Proposed",
    "Rebased",
    "RebasedOperation",
    "Resolution",
    "Ruling",
    "Slot",
    "Stretch",
    "Symbol",
    "Undecidable",
    "Unfit",
    "UnknownContest",
    "UnknownOption",
    "Version",
    "WordingChange",
    "Words",
    "apply",
    "bracketed",
    "bracketed_row",
    "carry_subamendments",
    "compare",
    "compare_versions",
    "compile_amendments",
    "conflict_clusters",
    "cosponsored",
    "find_conflicts",
    "hard_clusters",
    "keep_base",
    "operations_between",
    "rebase",
    "resolve",
    "settle",
    "side_with",
    "spelling_key",
    "spells_the_same",
    "update",
    "verify",
    "virtual_version",
    "with_subamendments",
    "write_numeral",
]
