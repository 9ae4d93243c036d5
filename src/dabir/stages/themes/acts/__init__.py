"""Every act of this stage."""

from dabir.stages.themes.acts.choosing import Choice
from dabir.stages.themes.acts.coding import (
    code_passage,
    merge_themes,
    move_theme,
    name_theme,
    rename_theme,
    set_codes,
    uncode_passage,
)
from dabir.stages.themes.acts.distilling import (
    Evidence,
    add_dimension,
    add_support,
    adopt_consideration,
    change_consideration,
    distil_consideration,
    order_dimensions,
    remove_support,
    rename_dimension,
    set_aside_consideration,
    set_up_dimensions,
)
from dabir.stages.themes.acts.exporting import ask_for_codes, keep_codes_export
from dabir.stages.themes.acts.proposing import (
    accept_proposed_theme,
    confirm_proposed_passages,
    distil_proposed_theme,
    join_proposed_theme,
)
from dabir.stages.themes.acts.reworking import (
    dismiss_proposed_passages,
    merge_proposed_themes,
    move_proposed_passages,
    raise_proposed_theme,
    rename_proposed_theme,
    set_aside_proposed_theme,
    split_proposed_theme,
)
from dabir.stages.themes.acts.rounds import (
    drop_coding_round,
    end_blind_coding,
    hand_in_coding,
    judge_passage,
    open_coding_round,
)
from dabir.stages.themes.acts.running import (
    ask_for_run,
    conclude_run,
    fail_run,
    note_assigned,
    stop_run,
)
from dabir.stages.themes.acts.settling import settle_agreed, settle_passage
from dabir.stages.themes.acts.teaching import (
    accept_learnt_code,
    keep_figures,
    propose_codes,
    refuse_learnt_code,
    teach_classifier,
)
from dabir.stages.themes.acts.undoing import undo_step

__all__ = [
    "Choice",
    "Evidence",
    "accept_learnt_code",
    "accept_proposed_theme",
    "add_dimension",
    "add_support",
    "adopt_consideration",
    "ask_for_codes",
    "ask_for_run",
    "change_consideration",
    "code_passage",
    "conclude_run",
    "confirm_proposed_passages",
    "dismiss_proposed_passages",
    "distil_consideration",
    "distil_proposed_theme",
    "drop_coding_round",
    "end_blind_coding",
    "fail_run",
    "hand_in_coding",
    "join_proposed_theme",
    "judge_passage",
    "keep_codes_export",
    "keep_figures",
    "merge_proposed_themes",
    "merge_themes",
    "move_proposed_passages",
    "move_theme",
    "name_theme",
    "note_assigned",
    "open_coding_round",
    "order_dimensions",
    "propose_codes",
    "raise_proposed_theme",
    "refuse_learnt_code",
    "remove_support",
    "rename_dimension",
    "rename_proposed_theme",
    "rename_theme",
    "set_aside_consideration",
    "set_aside_proposed_theme",
    "set_codes",
    "set_up_dimensions",
    "settle_agreed",
    "settle_passage",
    "split_proposed_theme",
    "stop_run",
    "teach_classifier",
    "uncode_passage",
    "undo_step",
]
