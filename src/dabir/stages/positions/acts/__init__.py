"""Every act of this stage."""

from dabir.stages.positions.acts.actors import (
    align_actor,
    join_bloc,
    leave_bloc,
    open_round,
    raise_issue,
    register_actor,
)
from dabir.stages.positions.acts.own import (
    approve_position,
    change_position,
    circulate_position,
    declare_position,
    draft_position,
    return_position,
)
from dabir.stages.positions.acts.statements import correct_statement, record_statement

__all__ = [
    "align_actor",
    "approve_position",
    "change_position",
    "circulate_position",
    "correct_statement",
    "declare_position",
    "draft_position",
    "join_bloc",
    "leave_bloc",
    "open_round",
    "raise_issue",
    "record_statement",
    "register_actor",
    "return_position",
]
