"""From submissions to distinct texts, and to which of these may be alike."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.fingerprints import fingerprints, samples
from dabir.analysis.duplicates.neighbours import BINS, Sketches, fill_sketches, is_link
from dabir.analysis.duplicates.neighbours import KEYS as KEYS_OF_A_TEXT
from dabir.analysis.duplicates.spread.tables import (
    EDGES,
    FINGERPRINTS,
    KEYS,
    MEMBERS,
    ROWS,
    TEXTS,
    column_of,
    starts_of,
    words_in,
)
from dabir.analysis.schemas import SUBMISSIONS
from dabir.analysis.words import folding, text_buffers

_TEXTS_AT_ONCE = 4096
"""Whose keys are held together: 33 rows for each."""


class Fingerprint:
    """Hashes the words of each submission, and keeps them as numbers."""

    name = "duplicates: reading"
    version = 2
    reads = SUBMISSIONS
    writes = FINGERPRINTS
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each submission."""
        fold = folding(signs=True)
        for batch in batches:
            texts = text_buffers(batch.column("text"))
            given = fingerprints(texts.data, texts.offsets, fold)
            words = column_of(given.words_at, given.words)
            columns = [pa.array(given.high), pa.array(given.low), batch.column("row"), words]
            yield pa.record_batch(columns, schema=FINGERPRINTS)


class FirstOfEach:
    """Names each row's distinct text. Gathered by ``high`` and ``low``, in order of ``row``."""

    name = "duplicates: distinct texts"
    version = 1
    reads = FINGERPRINTS
    writes = MEMBERS
    frees_the_interpreter = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each row."""
        for batch in batches:
            high, low = (batch.column(name).to_numpy() for name in ("high", "low"))
            row = batch.column("row").to_numpy()
            # Blank texts are nobody's copies: both their halves are 0.
            alone = np.where((high == 0) & (low == 0), row, 0)
            bounds = starts_of(high, low, alone)
            size = np.diff(bounds)
            is_first = np.zeros(len(row), np.bool_)
            is_first[bounds[:-1]] = True
            copies = np.repeat(size, size).astype(np.int32)
            first = pa.array(is_first)
            none = pa.nulls(len(row), FINGERPRINTS.field("words").type)
            words = pc.if_else(first, batch.column("words"), none)
            columns = [
                batch.column("row"),
                pa.array(np.repeat(row[bounds[:-1]], size)),
                pa.array(copies, mask=~is_first),
                words,
            ]
            yield pa.record_batch(columns, schema=MEMBERS)


class Texts:
    """Keeps the distinct texts."""

    name = "duplicates: texts"
    version = 1
    reads = MEMBERS
    writes = TEXTS
    frees_the_interpreter = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each distinct text."""
        for batch in batches:
            firsts = batch.filter(batch.column("copies").is_valid())
            columns = [firsts.column(name) for name in ("first", "copies", "words")]
            yield pa.record_batch(columns, schema=TEXTS)


class Rows:
    """Keeps which row is of which distinct text."""

    name = "duplicates: rows"
    version = 1
    reads = MEMBERS
    writes = ROWS
    frees_the_interpreter = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each row."""
        for batch in batches:
            yield batch.select(ROWS.names)


class Sketch:
    """Finds by which keys a text may meet others."""

    name = "duplicates: keys"
    version = 1
    reads = TEXTS
    writes = KEYS
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each key of each distinct text."""
        for whole in batches:
            for start in range(0, whole.num_rows, _TEXTS_AT_ONCE):
                yield _keys(whole.slice(start, _TEXTS_AT_ONCE))


def _keys(texts: pa.RecordBatch) -> pa.RecordBatch:
    count = texts.num_rows
    first = texts.column("node").to_numpy()
    sketches = Sketches(
        np.zeros(count, np.bool_),
        np.zeros((KEYS_OF_A_TEXT, count), np.uint32),
        np.zeros((count, BINS), np.uint8),
    )
    fill_sketches(samples(*words_in(texts.column("words"))), 0, count, sketches)
    has = np.flatnonzero(sketches.any)
    numbers = np.arange(KEYS_OF_A_TEXT, dtype=np.int64)[:, None] << 32
    keys = (numbers | sketches.keys[:, has].astype(np.int64)).ravel()
    bins = np.concatenate([np.tile(sketches.bins[has], (KEYS_OF_A_TEXT, 1)), sketches.bins])
    columns = [
        pa.array(np.concatenate([keys, -first - 1])),
        pa.array(np.concatenate([np.tile(first[has], KEYS_OF_A_TEXT), first])),
        pa.Array.from_buffers(pa.binary(BINS), len(bins), [None, pa.py_buffer(bins)]),
    ]
    return pa.record_batch(columns, schema=KEYS)


class Chain:
    """Links neighbours under a key. Gathered by ``key``, in order of ``first``.

    A text's own key links it with itself, so that texts that are alone are not left out.
    """

    name = "duplicates: neighbours"
    version = 1
    reads = KEYS
    writes = EDGES
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each link."""
        for batch in batches:
            key, first = (batch.column(name).to_numpy() for name in ("key", "first"))
            column = batch.column("bins")
            held = np.frombuffer(column.buffers()[1] or b"", np.uint8).reshape(-1, BINS)
            bins = held[column.offset : column.offset + len(column)]
            linked = _links(key, bins)
            own = first[key < 0]
            columns = [
                pa.array(np.concatenate([first[linked - 1], own])),
                pa.array(np.concatenate([first[linked], own])),
            ]
            yield pa.record_batch(columns, schema=EDGES)


@njit(cache=True, nogil=True)
def _links(key: NDArray[np.int64], bins: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the places of texts that are linked with the text before them."""
    found = np.empty(key.shape[0], np.int64)
    count = 0
    for place in range(1, key.shape[0]):
        if key[place] == key[place - 1] and is_link(bins[place - 1], bins[place]):
            found[count] = place
            count += 1
    return found[:count]
