"""Who shaped which clause: candidates ranked by the wording that they share with a query.

What counts is the change: the words that a query inserts and deletes, weighed by how rare they
are among all changes. Where there is no old wording, the whole text counts as new.
"""

from dabir.analysis.matching.ranking import Match, Span, Wording, match

__all__ = ["Match", "Span", "Wording", "match"]
