"""Brings passages under the themes of a model: row by row, so that no order or part matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.schemas import THEMES
from dabir.analysis.themes.model import ThemeModel
from dabir.analysis.themes.passages import PASSAGES_OF
from dabir.analysis.words import Folding, Texts, folding, mixed, split_text, text_buffers

LEAST = 0.15
"""Weight below which a passage is not brought under a theme; with no theme above, under none."""

LEAST_SHARE = 0.35
"""Share of its theme's weight that a sub-theme needs."""

CONTEXT = 2.0
"""How many words of its own the rest of a submission counts for, for each of its passages."""

_PRIOR = 0.5
"""How many words the themes' shares of the sample count for."""

_STEPS = 8
_DAMPED_FROM = 8.0
"""Words up to which each counts wholly for a sub-theme; after that evidence grows with the root of
their number, for the words of a passage are not drawn independently of each other."""

_MOST = 12
"""Rows that a passage can have: at most six themes above LEAST, and their sub-themes."""


class _Tables(NamedTuple):
    """A model as the kernel takes it."""

    keys: NDArray[np.uint64]  # an open hash table of words; its size is a power of two
    values: NDArray[np.int32]  # their stems, -1 where there is no word
    likely: NDArray[np.float32]  # stems × themes: how much likelier than overall
    shares: NDArray[np.float32]  # of the themes
    evidence: NDArray[np.float32]  # stems × sub-themes
    prior: NDArray[np.float32]  # of the sub-themes
    parents: NDArray[np.int32]  # of the sub-themes
    numbers: NDArray[np.int32]  # of the themes, then of the sub-themes


@dataclass(frozen=True)
class WeighThemes:
    """Writes the themes of passages with their weights, the strongest first."""

    model: ThemeModel

    name = "themes"
    version = 1
    reads = PASSAGES_OF
    writes = THEMES
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the rows of each submission's passages, in their order."""
        for batch in batches:
            starts, ends = batch.column("starts"), batch.column("ends")
            offsets = starts.offsets.to_numpy()
            found = _weigh(
                text_buffers(batch.column("text")),
                offsets - offsets[0],
                starts.flatten().to_numpy(),
                ends.flatten().to_numpy(),
                self._tables,
            )
            yield pa.record_batch(
                [
                    batch.column("id").take(pa.array(found.texts)),
                    pa.array(found.passages),
                    pa.array(found.themes),
                    pa.array(found.weights),
                ],
                schema=THEMES,
            )

    def __getstate__(self) -> dict[str, ThemeModel]:
        """Send the model alone to other processes."""
        return {"model": self.model}

    @cached_property
    def _tables(self) -> _Tables:
        return _tables_of(self.model)


class _Found(NamedTuple):
    texts: NDArray[np.int32]
    passages: NDArray[np.int32]
    themes: NDArray[np.int32]
    weights: NDArray[np.float32]


def weigh_texts(model: ThemeModel, texts: Sequence[str]) -> list[list[tuple[int, float]]]:
    """Return for each text, taken as one passage, its themes by number, the strongest first.

    A theme comes with its weight and before its sub-themes; none for a text about none of them.
    """
    ends = np.array([len(text) for text in texts], np.int32)
    found = _weigh(
        text_buffers(pa.array(texts, pa.large_string())),
        np.arange(len(texts) + 1, dtype=np.int32),
        np.zeros(len(texts), np.int32),
        ends,
        _tables_of(model),
    )
    rows: list[list[tuple[int, float]]] = [[] for _ in texts]
    for text, theme, weight in zip(
        found.texts.tolist(), found.themes.tolist(), found.weights.tolist(), strict=True
    ):
        rows[text].append((theme, weight))
    return rows


def _tables_of(model: ThemeModel) -> _Tables:
    hashes = model.vocabulary.hashes
    size = 1 << max(4, int(2 * len(hashes)).bit_length())
    keys = np.zeros(size, np.uint64)
    values = np.full(size, -1, np.int32)
    _fill(keys, values, hashes, model.vocabulary.stems)
    parents = model.parents
    upper = int((parents < 0).sum())
    shares = np.exp(model.prior[:upper].astype(np.float64))
    return _Tables(
        keys,
        values,
        np.exp(np.ascontiguousarray(model.evidence[:, :upper])),
        (shares / shares.sum()).astype(np.float32) if upper else np.zeros(0, np.float32),
        np.ascontiguousarray(model.evidence[:, upper:]),
        model.prior[upper:],
        parents[upper:],
        model.numbers,
    )


@njit(cache=True, nogil=True)
def _fill(
    keys: NDArray[np.uint64],
    values: NDArray[np.int32],
    hashes: NDArray[np.uint64],
    stems: NDArray[np.int32],
) -> None:
    mask = np.uint64(keys.shape[0] - 1)
    for number in range(hashes.shape[0]):
        at = mixed(hashes[number]) & mask
        while values[at] >= 0:
            at = (at + np.uint64(1)) & mask
        keys[at] = hashes[number]
        values[at] = stems[number]


def _weigh(
    texts: Texts,
    offsets: NDArray[np.int32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    tables: _Tables,
) -> _Found:
    room = int(offsets[-1]) * _MOST
    found = _Found(
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.float32),
    )
    used = _weigh_all(texts.data, texts.offsets, offsets, starts, ends, folding(), tables, found)
    return _Found._make(column[:used] for column in found)


@njit(cache=True, nogil=True)
def _weigh_all(  # noqa: C901, PLR0915 (one walk over words and passages at once)
    data: NDArray[np.uint8],
    places: NDArray[np.int64],
    offsets: NDArray[np.int32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    fold: Folding,
    tables: _Tables,
    found: _Found,
) -> int:
    themes = tables.shares.shape[0]
    mask = np.uint64(tables.keys.shape[0] - 1)
    room = 0
    hashes = np.empty(room, np.uint64)
    firsts = np.empty(room, np.int32)
    lasts = np.empty(room, np.int32)
    stems = np.empty(room, np.int32)
    whole = np.empty(themes, np.float32)
    own = np.empty(themes, np.float32)
    before = np.empty(themes, np.float32)
    used = 0
    if themes == 0:
        return used
    for text in range(places.shape[0] - 1):
        needed = places[text + 1] - places[text] + 1
        if needed > room:
            room = 2 * needed
            hashes = np.empty(room, np.uint64)
            firsts = np.empty(room, np.int32)
            lasts = np.empty(room, np.int32)
            stems = np.empty(room, np.int32)
        words = split_text(data, places[text], places[text + 1], fold, hashes, firsts, lasts)
        passages = offsets[text + 1] - offsets[text]
        base = offsets[text]
        bounds = np.zeros(passages + 1, np.int64)
        passage = 0
        count = 0
        for word in range(words):
            while passage < passages and ends[base + passage] <= firsts[word]:
                passage += 1
                bounds[passage] = count
            if passage == passages:
                break
            if firsts[word] < starts[base + passage]:
                continue
            at = mixed(hashes[word]) & mask
            while tables.values[at] >= 0 and tables.keys[at] != hashes[word]:
                at = (at + np.uint64(1)) & mask
            if tables.values[at] >= 0:
                stems[count] = tables.values[at]
                count += 1
        while passage < passages:
            passage += 1
            bounds[passage] = count
        if count == 0:
            continue
        for theme in range(themes):
            before[theme] = np.float32(_PRIOR) * tables.shares[theme]
        several = passages > 1
        if several:
            _mix(stems[:count], tables.likely, before, tables.shares, whole)
            for theme in range(themes):
                before[theme] += np.float32(CONTEXT) * whole[theme]
        for passage in range(passages):
            said = stems[bounds[passage] : bounds[passage + 1]]
            _mix(said, tables.likely, before, whole if several else tables.shares, own)
            used = _write_rows(said, own, tables, text, passage, found, used)
    return used


@njit(cache=True, nogil=True)
def _mix(
    stems: NDArray[np.int32],
    likely: NDArray[np.float32],
    before: NDArray[np.float32],
    start: NDArray[np.float32],
    mixture: NDArray[np.float32],
) -> None:
    """Fill in the mixture of themes that explains the words best (Hofmann 1999, folding in).

    ``before`` counts as words seen already, shared out among the themes.
    """
    themes = mixture.shape[0]
    even = np.float32(0.1) / np.float32(themes)
    for theme in range(themes):
        mixture[theme] = np.float32(0.9) * start[theme] + even
    summed = np.empty(themes, np.float32)
    part = np.empty(themes, np.float32)
    for _ in range(_STEPS):
        for theme in range(themes):
            summed[theme] = before[theme]
        for at in range(stems.shape[0]):
            row = likely[stems[at]]
            total = np.float32(0)
            for theme in range(themes):
                part[theme] = row[theme] * mixture[theme]
            for theme in range(themes):
                total += part[theme]
            scale = np.float32(1) / total
            for theme in range(themes):
                summed[theme] += part[theme] * scale
        total = np.float32(0)
        for theme in range(themes):
            total += summed[theme]
        for theme in range(themes):
            mixture[theme] = summed[theme] / total


@njit(cache=True, nogil=True)
def _write_rows(
    stems: NDArray[np.int32],
    mixture: NDArray[np.float32],
    tables: _Tables,
    text: int,
    passage: int,
    found: _Found,
    used: int,
) -> int:
    """Write the rows of one passage, and return how many are written by now."""
    end = min(used + _MOST, found.themes.shape[0])
    left = mixture.copy()
    while used < end:
        theme = np.argmax(left)
        if left[theme] < np.float32(LEAST):
            break
        left[theme] = 0
        used = _write(tables.numbers[theme], mixture[theme], text, passage, found, used)
        shares = _share_out(stems, mixture, theme, tables)
        while used < end and shares.shape[0] > 0:
            below = np.argmax(shares)
            if shares[below] < np.float32(LEAST_SHARE):
                break
            number = tables.numbers[mixture.shape[0] + below]
            # always a little less than its theme, which stays the strongest
            weight = mixture[theme] * min(shares[below], np.float32(0.999))
            used = _write(number, weight, text, passage, found, used)
            shares[below] = 0
    return used


@njit(cache=True, nogil=True)
def _write(
    theme: int, weight: np.float32, text: int, passage: int, found: _Found, used: int
) -> int:
    found.texts[used] = text
    found.passages[used] = passage
    found.themes[used] = theme
    found.weights[used] = weight
    return used + 1


@njit(cache=True, nogil=True)
def _share_out(
    stems: NDArray[np.int32], mixture: NDArray[np.float32], theme: int, tables: _Tables
) -> NDArray[np.float32]:
    """Return each sub-theme's share of a theme, by the words that the theme explains; else 0."""
    subs = tables.parents.shape[0]
    shares = np.zeros(subs, np.float32)
    first = -1
    for sub in range(subs):
        if tables.parents[sub] == theme and first < 0:
            first = sub
    if first < 0:
        return shares
    last = first
    while last < subs and tables.parents[last] == theme:
        last += 1
    words = np.float32(0)
    for at in range(stems.shape[0]):
        row = tables.likely[stems[at]]
        total = np.float32(0)
        for other in range(mixture.shape[0]):
            total += row[other] * mixture[other]
        part = row[theme] * mixture[theme] / total
        words += part
        for sub in range(first, last):
            shares[sub] += part * tables.evidence[stems[at], sub]
    damping = np.float32(max(1.0, np.sqrt(words / _DAMPED_FROM)))
    greatest = np.float32(-1e30)
    for sub in range(first, last):
        shares[sub] = tables.prior[sub] + shares[sub] / damping
        greatest = max(greatest, shares[sub])
    total = np.float32(0)
    for sub in range(first, last):
        shares[sub] = np.exp(shares[sub] - greatest)
        total += shares[sub]
    for sub in range(first, last):
        shares[sub] /= total
    return shares
