"""Themes, codes, coding rounds, what codes teach, what runs propose, distilled considerations."""

from dabir.stages.themes.models.campaigns import Campaign, CampaignAddition, CampaignMember
from dabir.stages.themes.models.coding import Code, NoTheme, Stance
from dabir.stages.themes.models.distilling import Consideration, Dimension, Support
from dabir.stages.themes.models.naming import Theme
from dabir.stages.themes.models.proposed import ProposedCode, ProposedTheme
from dabir.stages.themes.models.rounds import (
    CodingRound,
    Judgement,
    Mark,
    RoundCoder,
    RoundPassage,
)
from dabir.stages.themes.models.runs import AnalysisRun, FittedThemes, RunStep, StepCode
from dabir.stages.themes.models.teaching import Classifier, Doubt, LearntCode

__all__ = [
    "AnalysisRun",
    "Campaign",
    "CampaignAddition",
    "CampaignMember",
    "Classifier",
    "Code",
    "CodingRound",
    "Consideration",
    "Dimension",
    "Doubt",
    "FittedThemes",
    "Judgement",
    "LearntCode",
    "Mark",
    "NoTheme",
    "ProposedCode",
    "ProposedTheme",
    "RoundCoder",
    "RoundPassage",
    "RunStep",
    "Stance",
    "StepCode",
    "Support",
    "Theme",
]
