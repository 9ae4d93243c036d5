"""Themes, codes on passages, and considerations distilled from them."""

from dabir.stages.themes.models.coding import Code, Stance
from dabir.stages.themes.models.distilling import Consideration, Dimension, Support
from dabir.stages.themes.models.naming import Theme

__all__ = ["Code", "Consideration", "Dimension", "Stance", "Support", "Theme"]
