"""64-bit hashes: equal values have equal hashes, in every process and on every machine."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit

Hashes = NDArray[np.uint64]


def hash_rows(columns: Sequence[pa.Array]) -> Hashes:
    """Return a hash of each row of some columns of integers or strings; null is a value."""
    found = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        found = _mixed(found * np.uint64(0x9E3779B97F4A7C15) + _numbers(column))
    return found


def hash_texts(texts: pa.Array) -> Hashes:
    """Return a hash of each string or run of bytes; null hashes as what is empty."""
    filled = texts.fill_null("") if texts.null_count else texts
    column = filled.cast(pa.large_binary())
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    hashes: Hashes = _hash_bytes(np.frombuffer(data or b"", np.uint8), ends)
    return hashes


def _numbers(column: pa.Array) -> Hashes:
    if pa.types.is_integer(column.type):
        filled = column.fill_null(0) if column.null_count else column
        wide = filled.to_numpy(zero_copy_only=False)
        numbers: Hashes = wide.astype(np.int64 if wide.dtype.kind == "i" else np.uint64).view(
            np.uint64
        )
        return numbers
    return hash_texts(column)


def _mixed(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@njit(cache=True, nogil=True)
def _hash_bytes(data: NDArray[np.uint8], ends: NDArray[np.int64]) -> Hashes:
    """Return FNV-1a of each run of bytes, its bits mixed."""
    found = np.empty(len(ends) - 1, np.uint64)
    for row in range(len(found)):
        value = np.uint64(0xCBF29CE484222325)
        for at in range(ends[row], ends[row + 1]):
            value = (value ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
        value = (value ^ (value >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
        found[row] = value ^ (value >> np.uint64(32))
    return found
