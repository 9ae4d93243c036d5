"""What a language model is asked about themes: labels, stances, what most and what fewer say.

A sentence of a summary stands only on words that are found, letter by letter, in the passages that
it cites; a label or sentence may hold no address. What is let in carries the model's name.
"""

from dabir.analysis.assistants.asking.stage import (
    STANCES,
    VERSION,
    ask_about_themes,
    open_questions,
)

__all__ = ["STANCES", "VERSION", "ask_about_themes", "open_questions"]
