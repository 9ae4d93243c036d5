"""Hashed words of Arrow arrays of texts."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.words.folding import Folding, folding
from dabir.analysis.words.splitting import split_text

_BYTES_A_WORD = 4


class Texts(NamedTuple):
    """An array of texts as kernels take it: text ``n`` is ``data[offsets[n]:offsets[n + 1]]``."""

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]


class HashedWords(NamedTuple):
    """The words of several texts; those of text ``n`` lie at ``offsets[n]:offsets[n + 1]``.

    ``starts`` and ``ends`` count characters (code points) of the text, as Python's slices do:
    ``text[start:end]`` is the word as it was written, half-spaces and marks inside included.
    """

    offsets: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


def text_buffers(texts: pa.Array) -> Texts:
    """Return an array of strings as bytes and offsets, without copying a large_string's bytes.

    Takes string, large_string and dictionary arrays, sliced or not; a null is an empty text.
    """
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    if texts.null_count:
        texts = texts.fill_null("")
    texts = texts.cast(pa.large_string())
    _, offsets, data = texts.buffers()
    if offsets is None or len(texts) == 0:
        return Texts(np.zeros(0, np.uint8), np.zeros(1, np.int64))
    places = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return Texts(np.frombuffer(data if data is not None else b"", dtype=np.uint8), places)


def hashed_words(texts: pa.Array, *, signs: bool = False) -> HashedWords:
    """Return the words of each text: folded, so that spelling variants hash alike, and split.

    Words are runs of letters and figures. Persian affixes that stand apart belong to their word,
    half-spaces do not cut one; ideographs and Thai letters are words of their own, and so are
    symbols with ``signs`` (see ``folding``).
    """
    given = text_buffers(texts)
    fold = folding(signs=signs)
    size = int(given.offsets[-1] - given.offsets[0])
    room = size // _BYTES_A_WORD + 64
    while True:
        found = HashedWords(
            np.zeros(len(given.offsets), np.int64),
            np.empty(room, np.uint64),
            np.empty(room, np.int32),
            np.empty(room, np.int32),
        )
        count = _split_all(given.data, given.offsets, fold, found)
        if count <= room:
            return HashedWords(
                found.offsets, found.hashes[:count], found.starts[:count], found.ends[:count]
            )
        room = count


def hashes_of(words: Sequence[str], *, signs: bool = False) -> NDArray[np.uint64]:
    """Return the hash of each word, as it would be within a text.

    Raises ValueError for what is not one word («به نام», an empty string).
    """
    found = hashed_words(pa.array(words, pa.large_string()), signs=signs)
    if not (np.diff(found.offsets) == 1).all():
        wrong = [
            word for word, count in zip(words, np.diff(found.offsets), strict=True) if count != 1
        ]
        raise ValueError(f"not one word each: {wrong}")
    return found.hashes


@njit(cache=True, nogil=True)
def _split_all(
    data: NDArray[np.uint8], places: NDArray[np.int64], fold: Folding, found: HashedWords
) -> int:
    """Fill ``found``, and return how many words there are, perhaps more than it holds."""
    count = 0
    room = found.hashes.shape[0]
    for text in range(places.shape[0] - 1):
        at = min(count, room)
        count += split_text(
            data,
            places[text],
            places[text + 1],
            fold,
            found.hashes[at:],
            found.starts[at:],
            found.ends[at:],
        )
        found.offsets[text + 1] = count
    return count
