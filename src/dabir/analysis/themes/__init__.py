"""What submissions are about: themes found on a sample, then weighed for every passage."""

from dabir.analysis.themes.finding import VERSION, Found, find_themes
from dabir.analysis.themes.fitting import fit_themes
from dabir.analysis.themes.model import ThemeInfo, ThemeModel
from dabir.analysis.themes.weighing import weigh_texts

__all__ = [
    "VERSION",
    "Found",
    "ThemeInfo",
    "ThemeModel",
    "find_themes",
    "fit_themes",
    "weigh_texts",
]
