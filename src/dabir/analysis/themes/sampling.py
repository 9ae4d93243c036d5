"""The sample that themes are fitted on: chosen by what the texts say, each text once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.themes.passages import PASSAGES_OF
from dabir.analysis.words import Folding, HashedWords, folding, mixed, split_text, text_buffers

LARGEST = 20_000
"""Units in a sample: beyond that, more change the themes no more, and time grows."""

LONGEST_UNIT = 2_000
"""Characters of a unit: a whole submission, or a stretch of passages of a longer one. Single
passages are too short to learn themes from; a book-long submission is about too many of them."""

SAMPLE = pa.schema(
    [
        pa.field("fingerprint", pa.uint64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("passage", pa.int32(), nullable=False),  # the first one
        pa.field("starts", pa.list_(pa.int32()), nullable=False),  # in the submission
        pa.field("ends", pa.list_(pa.int32()), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),  # from the first start to the last end
    ]
)


class _Units(NamedTuple):
    texts: NDArray[np.int32]
    first: NDArray[np.int32]  # passages
    last: NDArray[np.int32]  # and the one after the last
    fingerprints: NDArray[np.uint64]


@dataclass(frozen=True)
class SampleUnits:
    """Writes the units with the smallest fingerprints of each batch, each text once.

    A fingerprint follows from the words alone. So the sample of a docket with more submissions
    is the old one but for what new units push out of it, in whatever order they stand.
    """

    largest: int = LARGEST

    name = "sample of themes"
    version = 1
    reads = PASSAGES_OF
    writes = SAMPLE
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write units in the order of their fingerprints."""
        for batch in batches:
            given = batch.filter(batch.column("counts"))
            starts, ends = given.column("starts"), given.column("ends")
            offsets = starts.offsets.to_numpy()
            units = _units_of(
                text_buffers(given.column("text")),
                offsets - offsets[0],
                starts.flatten().to_numpy(),
                ends.flatten().to_numpy(),
            )
            kept = np.unique(units.fingerprints, return_index=True)[1][: self.largest]
            yield _rows(given, _Units._make(column[kept] for column in units))


def smallest(sample: pa.Table, largest: int = LARGEST) -> pa.Table:
    """Return the units with the smallest fingerprints of all, each text once."""
    ordered = sample.sort_by(
        [("fingerprint", "ascending"), ("id", "ascending"), ("passage", "ascending")]
    )
    kept = np.unique(ordered["fingerprint"].to_numpy(), return_index=True)[1][:largest]
    return ordered.take(pa.array(kept)).combine_chunks()


def fingerprints(words: HashedWords) -> NDArray[np.uint64]:
    """Return for each text a number that follows from its words and their order alone."""
    found: NDArray[np.uint64] = _fingerprints(words.offsets, words.hashes)
    return found


def _units_of(
    texts: tuple[NDArray[np.uint8], NDArray[np.int64]],
    offsets: NDArray[np.int32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
) -> _Units:
    room = int(offsets[-1])
    units = _Units(
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.uint64),
    )
    used = _units_into(texts[0], texts[1], offsets, starts, ends, folding(), units)
    return _Units._make(column[:used] for column in units)


def _rows(batch: pa.RecordBatch, units: _Units) -> pa.RecordBatch:
    chosen = batch.take(pa.array(units.texts))
    rows = []
    for row, first, last, fingerprint in zip(
        chosen.to_pylist(),
        units.first.tolist(),
        units.last.tolist(),
        units.fingerprints.tolist(),
        strict=True,
    ):
        starts, ends = row["starts"][first:last], row["ends"][first:last]
        rows.append(
            {
                "fingerprint": fingerprint,
                "id": row["id"],
                "passage": first,
                "starts": starts,
                "ends": ends,
                "language": row["languages"][first],
                "text": row["text"][starts[0] : ends[-1]],
            }
        )
    return pa.RecordBatch.from_pylist(rows, SAMPLE)


@njit(cache=True, nogil=True)
def _fingerprint(hashes: NDArray[np.uint64]) -> np.uint64:
    found = np.uint64(0x9E3779B97F4A7C15)
    for at in range(hashes.shape[0]):
        found = mixed(found * np.uint64(3) ^ hashes[at])
    return found


@njit(cache=True, nogil=True)
def _fingerprints(offsets: NDArray[np.int64], hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    found = np.empty(offsets.shape[0] - 1, np.uint64)
    for text in range(found.shape[0]):
        found[text] = _fingerprint(hashes[offsets[text] : offsets[text + 1]])
    return found


@njit(cache=True, nogil=True)
def _units_into(
    data: NDArray[np.uint8],
    places: NDArray[np.int64],
    offsets: NDArray[np.int32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    fold: Folding,
    units: _Units,
) -> int:
    room = 0
    hashes = np.empty(room, np.uint64)
    firsts = np.empty(room, np.int32)
    lasts = np.empty(room, np.int32)
    used = 0
    for text in range(places.shape[0] - 1):
        needed = places[text + 1] - places[text] + 1
        if needed > room:
            room = 2 * needed
            hashes = np.empty(room, np.uint64)
            firsts = np.empty(room, np.int32)
            lasts = np.empty(room, np.int32)
        words = split_text(data, places[text], places[text + 1], fold, hashes, firsts, lasts)
        word = 0
        first = offsets[text]
        while first < offsets[text + 1]:
            last = first + 1
            while last < offsets[text + 1] and ends[last] - starts[first] <= LONGEST_UNIT:
                last += 1
            while word < words and firsts[word] < starts[first]:
                word += 1
            begin = word
            while word < words and firsts[word] < ends[last - 1]:
                word += 1
            if word > begin:
                units.texts[used] = text
                units.first[used] = first - offsets[text]
                units.last[used] = last - offsets[text]
                units.fingerprints[used] = _fingerprint(hashes[begin:word])
                used += 1
            first = last
    return used
