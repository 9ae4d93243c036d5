"""The words under which passages are found: the same for what is indexed and what is asked.

They are the words of the search key as ``analysis.words`` splits and folds them, so each knows
where it stood; a kernel writes them in a small part of the time that strings would take.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.words import Folding, folding, hashed_words
from dabir.analysis.words.folding import ALONE, EXPANDED, MARK, TABLE_SIZE

LONGEST = 40
"""Letters of a word that are kept: what is longer is no word, and is found by its beginning."""

_IDEOGRAPHS_END = 0x40000
_LETTER = 0x3FFF_FFFF
"""The bits of a folding's entry that say which letter, or where its expansion stands."""


class Keys(NamedTuple):
    """The words of several texts: those of text ``n`` are ``words[n]``, with a space between them;
    their places in it, in characters, lie at ``offsets[n]:offsets[n + 1]``.
    """

    words: list[str]
    offsets: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


def keys_of(texts: Sequence[str]) -> Keys:
    """Return the words of each text. Raises UnicodeEncodeError for what is no Unicode."""
    split = hashed_words(pa.array(texts, pa.large_string()))
    characters = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    firsts = np.cumsum(sizes) - sizes
    letters = np.empty(len(characters) + len(split.starts) + 64, np.uint32)
    ends = np.empty(len(texts), np.int64)
    while True:
        written = _write(
            characters,
            firsts,
            split.offsets,
            split.starts,
            split.ends,
            folding(),
            letters,
            ends,
        )
        if written <= len(letters):
            break
        letters = np.empty(written, np.uint32)
    together = letters[:written].tobytes().decode("utf-32-le")
    words = []
    at = 0
    for end in ends.tolist():
        words.append(together[at:end])
        at = end
    return Keys(words, split.offsets, split.starts, split.ends)


@njit(cache=True, nogil=True)
def _write(
    characters: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    fold: Folding,
    letters: NDArray[np.uint32],
    ended: NDArray[np.int64],
) -> int:
    """Write the letters of all texts, and where each text's end; return how many there are.

    Of more letters than there is room for, only the number is right.
    """
    room = letters.shape[0]
    written = 0
    for text in range(firsts.shape[0]):
        for word in range(offsets[text], offsets[text + 1]):
            if word > offsets[text]:
                if written < room:
                    letters[written] = 32
                written += 1
            kept = 0
            for at in range(firsts[text] + starts[word], firsts[text] + ends[word]):
                character = np.int64(characters[at])
                code = np.int64(0)
                if character < TABLE_SIZE:
                    code = np.int64(fold.table[character])
                elif character < _IDEOGRAPHS_END:
                    code = character | ALONE
                first, last = np.int64(0), np.int64(1)
                if code & EXPANDED:
                    first = (code & _LETTER) + 1
                    last = first + np.int64(fold.expansions[first - 1])
                for place in range(first, last):
                    entry = np.int64(fold.expansions[place]) if code & EXPANDED else code
                    if entry > MARK and kept < LONGEST:
                        if written < room:
                            letters[written] = entry & _LETTER
                        kept += 1
                        written += 1
        ended[text] = written
    return written
