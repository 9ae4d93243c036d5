"""Every act of this stage."""

from dabir.stages.themes.acts.coding import (
    code_passage,
    merge_themes,
    move_theme,
    name_theme,
    rename_theme,
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

__all__ = [
    "Evidence",
    "add_dimension",
    "add_support",
    "adopt_consideration",
    "change_consideration",
    "code_passage",
    "distil_consideration",
    "merge_themes",
    "move_theme",
    "name_theme",
    "order_dimensions",
    "remove_support",
    "rename_dimension",
    "rename_theme",
    "set_aside_consideration",
    "set_up_dimensions",
    "uncode_passage",
]
