"""From distinct texts to their centres: neighbourhoods, their division, stances told apart."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.duplicates.centres import divide_all
from dabir.analysis.duplicates.distinct import Distinct
from dabir.analysis.duplicates.fingerprints import Samples, samples
from dabir.analysis.duplicates.neighbours import (
    BINS,
    KEYS,
    Sketches,
    fill_sketches,
    linked,
    merged,
)
from dabir.analysis.duplicates.polarity import polarity
from dabir.analysis.duplicates.turning import tell_all_apart

_KEYS_AT_ONCE = 8
_PIECES = 16
"""Into how many pieces work is cut that several threads share; more than there are threads, for
some pieces take longer."""


@dataclass(frozen=True, slots=True)
class Groups:
    """For each distinct text, its centre and how like it is; which centres oppose which."""

    centre: NDArray[np.int32]
    alike: NDArray[np.float32]
    opposed: NDArray[np.int32]
    """The centre whose stance this one turns, or -1."""


def grouped(texts: Distinct, pool: Executor, told: Callable[[str], None]) -> Groups:
    """Return the centres of texts; a text that is alone is its own.

    ``told`` is called when texts are compared, and again when stances are told apart.
    """
    given = sampled(texts, pool)
    count = len(texts.copies)
    centre = np.arange(count, dtype=np.int32)
    alike = np.ones(count, np.float32)
    opposed = np.full(count, -1, np.int32)
    _in_neighbourhoods(given, texts, pool, centre, alike)
    told("comparing")
    _by_stance(given, texts, pool, Groups(centre, alike, opposed))
    told("stances")
    return Groups(centre, alike, opposed)


def sampled(texts: Distinct, pool: Executor) -> Samples:
    """Return the samples of all texts."""
    bounds = _even(texts.words_at)
    parts = list(
        pool.map(
            lambda piece: samples(texts.words_at[piece[0] : piece[1] + 1], texts.words),
            bounds,
        )
    )
    at = np.zeros(len(texts.copies) + 1, np.int64)
    np.cumsum(np.concatenate([at[:0], *(np.diff(part.at) for part in parts)]), out=at[1:])
    none = np.empty(0, np.uint32)
    return Samples(at, np.concatenate([none, *(part.shingles for part in parts)]))


def _in_neighbourhoods(
    given: Samples,
    texts: Distinct,
    pool: Executor,
    centre: NDArray[np.int32],
    alike: NDArray[np.float32],
) -> None:
    count = len(centre)
    sketches = Sketches(
        np.zeros(count, np.bool_),
        np.zeros((KEYS, count), np.uint32),
        np.zeros((count, BINS), np.uint8),
    )
    list(pool.map(lambda piece: fill_sketches(given, *piece, sketches), _even(given.at)))
    neighbourhood = np.arange(count, dtype=np.int32)
    keys = range(0, KEYS, _KEYS_AT_ONCE)
    for found in pool.map(lambda key: linked(sketches, key, key + _KEYS_AT_ONCE), keys):
        neighbourhood = merged(neighbourhood, found)
    _each(
        neighbourhood,
        np.arange(len(centre), dtype=np.int32),
        pool,
        lambda members, bounds: divide_all(given, texts.copies, members, bounds, centre, alike),
    )


def _by_stance(given: Samples, texts: Distinct, pool: Executor, groups: Groups) -> None:
    copies = np.flatnonzero(groups.centre != np.arange(len(groups.centre))).astype(np.int32)
    table = polarity()
    _each(
        groups.centre[copies],
        copies,
        pool,
        lambda members, bounds: tell_all_apart(
            given, texts.words_at, texts.words, texts.copies, members, bounds, table,
            groups.centre, groups.alike, groups.opposed,
        ),
    )  # fmt: skip


def _each(
    of: NDArray[np.int32],
    texts: NDArray[np.int32],
    pool: Executor,
    work: Callable[[NDArray[np.int32], NDArray[np.int64]], None],
) -> None:
    """Do something with the texts of each group, groups in pieces of about equal size.

    ``of[n]`` is the group of ``texts[n]``; the texts of a group keep their order.
    """
    members, bounds = each_group(of, texts)
    pieces = [
        (members, np.ascontiguousarray(bounds[first : last + 1])) for first, last in _even(bounds)
    ]
    for done in [pool.submit(work, *piece) for piece in pieces]:
        done.result()


def each_group(
    of: NDArray[np.int32], texts: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return texts by group, and where each group starts, and the end."""
    order = np.argsort(of, kind="stable")
    sorted_ = of[order]
    starts = np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]]) if len(of) else order[:0]
    return texts[order], np.append(starts, len(of)).astype(np.int64)


def _even(bounds: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return stretches of things that start at ``bounds`` and are of about equal size together."""
    wanted = np.linspace(bounds[0], bounds[-1], _PIECES + 1)
    cuts = np.unique([0, *np.searchsorted(bounds, wanted)[1:-1], len(bounds) - 1])
    return list(pairwise(cuts.tolist()))
