"""How much memory the quick way needs, told while submissions are read."""

from dabir.analysis.duplicates.fingerprints import KEPT
from dabir.analysis.engines.room import in_words
from dabir.analysis.errors import RunError

_OF_A_ROW = 48
"""Bytes for the place of a row, its text and what is sorted by them."""

_OF_A_TEXT = 400
"""Bytes for the fingerprint of a distinct text, its keys, bins and neighbourhood, as measured."""

_OF_A_TEXT_AND_THREAD = 24
_OF_A_WORD = 5
_OF_A_SHINGLE = 8
"""Bytes while the samples of all threads are put together."""


class TooMuchError(RunError):
    """The quick way would need more memory than it may take; nothing was written."""

    def __init__(self, needed: int, allowed: int) -> None:
        super().__init__(
            f"Copies are looked for in parts, on the disk, which takes longer: at once it would "
            f"need {in_words(needed)} of memory or more, and {in_words(allowed)} may be taken."
        )


def needed(*, rows: int, distinct: int, words: int, ids: int, threads: int) -> int:
    """Return how many bytes it takes to find the duplicates of so much.

    ``words`` are those of distinct texts, ``ids`` the bytes of all ids.
    """
    shingles = min(words, KEPT * distinct)
    return (
        rows * _OF_A_ROW
        + 2 * ids
        + distinct * (_OF_A_TEXT + _OF_A_TEXT_AND_THREAD * threads)
        + words * _OF_A_WORD
        + shingles * _OF_A_SHINGLE
    )
