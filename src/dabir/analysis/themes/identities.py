"""Sets of ids by the million, which are asked for whole columns at a time."""

from __future__ import annotations

import hashlib
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.words import text_buffers


class IdSet:
    """Ids, each with its place (from 0) in the order in which they were given.

    Ids are known by 64 bits of a keyed hash; were two to collide, the set refuses to be made.
    """

    def __init__(self, ids: pa.Array) -> None:
        hashes = _hashes(ids)
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._places = order
        if len(order) > 1 and (self._hashes[1:] == self._hashes[:-1]).any():
            raise ValueError("an id stands twice")

    @classmethod
    def none(cls) -> Self:
        """Return the empty set."""
        return cls(pa.array([], pa.string()))

    def places(self, ids: pa.Array) -> NDArray[np.int64]:
        """Return the place of each id, -1 for those that are not in the set."""
        if not len(self._hashes):
            return np.full(len(ids), -1, np.int64)
        wanted = _hashes(ids)
        at = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        return np.where(self._hashes[at] == wanted, self._places[at], -1)


_KEY = np.uint64(int.from_bytes(hashlib.blake2b(b"dabir", digest_size=8).digest(), "little"))


def _hashes(ids: pa.Array) -> NDArray[np.uint64]:
    texts = text_buffers(ids)
    found: NDArray[np.uint64] = _hash_all(texts.data, texts.offsets, _KEY)
    return found


@njit(cache=True, nogil=True)
def _hash_all(
    data: NDArray[np.uint8], offsets: NDArray[np.int64], key: np.uint64
) -> NDArray[np.uint64]:
    found = np.empty(offsets.shape[0] - 1, np.uint64)
    for row in range(found.shape[0]):
        state = key
        for at in range(offsets[row], offsets[row + 1]):
            state = (state ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
            state ^= state >> np.uint64(29)
        found[row] = state
    return found
