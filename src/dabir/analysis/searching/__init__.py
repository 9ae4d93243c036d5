"""An index over passages: every word asked for, beginnings from three letters, phrases in quotes.

``build_index(folder, passages_of(submissions, passages))`` builds one; ``SearchIndex(folder)`` asks
it and forgets what must be erased.
"""

from dabir.analysis.searching.asking import Phrase, read_question
from dabir.analysis.searching.building import Passage, build_index, passages_of
from dabir.analysis.searching.index import Hit, SearchIndex, erase_index

__all__ = [
    "Hit",
    "Passage",
    "Phrase",
    "SearchIndex",
    "build_index",
    "erase_index",
    "passages_of",
    "read_question",
]
