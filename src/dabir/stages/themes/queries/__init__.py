"""Themes, codes, coding rounds and considerations that a reader may see."""

from dabir.stages.themes.queries.coding import codable, coded_blind, most_doubtful, uncoded
from dabir.stages.themes.queries.rounds import (
    compared_items,
    judgements_visible_to,
    progress_of,
    rounds_visible_to,
    said_of_items,
)
from dabir.stages.themes.queries.seeing import (
    codes_visible_to,
    considerations_visible_to,
    supports_visible_to,
    total,
    visible_to,
)

__all__ = [
    "codable",
    "coded_blind",
    "codes_visible_to",
    "compared_items",
    "considerations_visible_to",
    "judgements_visible_to",
    "most_doubtful",
    "progress_of",
    "rounds_visible_to",
    "said_of_items",
    "supports_visible_to",
    "total",
    "uncoded",
    "visible_to",
]
