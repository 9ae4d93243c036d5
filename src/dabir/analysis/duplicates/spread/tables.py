"""The tables between the steps. A distinct text is named by the row in which it came first."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.duplicates.neighbours import BINS
from dabir.analysis.schemas import DUPLICATES


def _there(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


_ROW = _there("row", pa.int64())
_FIRST = _there("first", pa.int64())
_WORDS = pa.large_binary()  # numbers of 32 bits, one after another: lists would cost more

FINGERPRINTS = pa.schema(
    [_there("high", pa.uint64()), _there("low", pa.uint64()), _ROW, _there("words", _WORDS)]
)

MEMBERS = pa.schema([_ROW, _FIRST, pa.field("copies", pa.int32()), pa.field("words", _WORDS)])
"""Every row and its distinct text, whose copies and words stand at its first row only."""

TEXTS = pa.schema(
    [_there("node", pa.int64()), _there("copies", pa.int32()), _there("words", _WORDS)]
)

KEYS = pa.schema([_there("key", pa.int64()), _FIRST, _there("bins", pa.binary(BINS))])
"""The keys that a text may share with others, and one below zero that is its own."""

EDGES = pa.schema([_there("a", pa.int64()), _there("b", pa.int64())])

PLACED = pa.schema([*TEXTS, _there("component", pa.int64())])

CLUSTERED = pa.schema(
    [
        _FIRST,
        _there("cluster", pa.int64()),
        _there("kind", pa.int8()),
        _there("similarity", pa.float32()),
        pa.field("opposes", pa.int64()),
        _there("differs", pa.bool_()),
    ]
)
"""Texts that have a duplicate; ``differs`` where the differences from the template are wanted."""

ROWS = pa.schema([_ROW, _FIRST])

NUMBERED = pa.schema([_there("stretch", pa.int64()), _ROW, *DUPLICATES])


def words_in(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Return where the words of each text begin, and all words, of a column without nulls."""
    column = column.cast(_WORDS)
    _, offsets, data = column.buffers()
    at = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    words = np.frombuffer(data or b"", np.uint8)[at[0] : at[-1]].view(np.uint32)
    return (at - at[0]) // 4, words


def column_of(words_at: NDArray[np.int64], words: NDArray[np.uint32]) -> pa.Array:
    """Return words as a column."""
    offsets = pa.py_buffer(np.ascontiguousarray(words_at * 4))
    data = pa.py_buffer(np.ascontiguousarray(words))
    return pa.Array.from_buffers(_WORDS, len(words_at) - 1, [None, offsets, data])


def starts_of(*columns: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return where groups begin in sorted columns, and at last where the last one ends."""
    count = len(columns[0])
    if not count:
        return np.zeros(1, np.int64)
    new = np.zeros(count, np.bool_)
    new[0] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.append(np.flatnonzero(new), count)
