"""Exact and near duplicates, campaigns, and what each copy changed in its template.

How it goes, in the order of the modules:

    fingerprints    a text's words in order as one hash; its words as numbers; a sample of shingles
    distinct        rows with the same words are one text from here on
    neighbours      texts that share keys are chained, and linked where they are alike
    centres         neighbourhoods are divided: each text goes to the centre it is most like
    polarity        words that turn a sentence
    turning         copies that turn their template's stance get a centre of their own
    needing         how much memory the quick way takes
    differences     the shortest list of changes from template to copy
    spelling        changes as stretches of the copy's own text
    grouping, finding, sources    the whole in the memory of one machine
    spread                        the whole by an engine, with the same rows
    table                         the whole of a table, by either
"""

from dabir.analysis.duplicates.finding import Found, find_duplicates
from dabir.analysis.duplicates.kinds import CAMPAIGN_SENDERS, CAMPAIGN_WORDS
from dabir.analysis.duplicates.needing import TooMuchError
from dabir.analysis.duplicates.sources import FromParts, FromTable, Source

__all__ = [
    "CAMPAIGN_SENDERS",
    "CAMPAIGN_WORDS",
    "Found",
    "FromParts",
    "FromTable",
    "Source",
    "TooMuchError",
    "find_duplicates",
]
