"""Themes, codes on passages, coding rounds, what codes teach, and distilled considerations."""

from dabir.stages.themes.models.coding import Code, NoTheme, Stance
from dabir.stages.themes.models.distilling import Consideration, Dimension, Support
from dabir.stages.themes.models.naming import Theme
from dabir.stages.themes.models.rounds import (
    CodingRound,
    Judgement,
    Mark,
    RoundCoder,
    RoundPassage,
)
from dabir.stages.themes.models.teaching import Classifier, Doubt, LearntCode

__all__ = [
    "Classifier",
    "Code",
    "CodingRound",
    "Consideration",
    "Dimension",
    "Doubt",
    "Judgement",
    "LearntCode",
    "Mark",
    "NoTheme",
    "RoundCoder",
    "RoundPassage",
    "Stance",
    "Support",
    "Theme",
]
