"""Which passages of the sample are about the same: a graph of nearest neighbours."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.themes.vocabulary import Counted

FEWEST = 15
ENOUGH = 25
"""Neighbours that hold themes of some hundred short passages still when a few are added."""

MOST = 60


class Graph(NamedTuple):
    """An undirected graph; both directions of an edge are listed, each row by ascending end.

    The edges of node ``n`` lie at ``offsets[n]:offsets[n + 1]``.
    """

    offsets: NDArray[np.int64]
    ends: NDArray[np.int32]
    weights: NDArray[np.float64]


def neighbours_for(passages: int) -> int:
    """How many neighbours each of so many passages is given: half the square root, up to 60.

    At least 15 up to 300 passages, and 25 from 500 on. Fewer make many small themes out of one,
    which others come out of when passages are added; more make one out of several.
    """
    fewest = min(max(passages // 20, FEWEST), ENOUGH)
    return int(min(max(round(0.5 * passages**0.5), fewest), MOST))


def weigh(counted: Counted, stems: int) -> NDArray[np.float64]:
    """Return TF-IDF weights (1 + ln tf, ln idf) of the table's entries, rows of length one."""
    passages = len(counted)
    within = np.bincount(counted.stems, minlength=stems)
    rarity = np.log((1 + passages) / (1 + within)) + 1
    weights = (1 + np.log(counted.counts)) * rarity[counted.stems]
    owner = np.repeat(np.arange(passages), np.diff(counted.offsets))
    length = np.sqrt(np.bincount(owner, weights * weights, minlength=passages))
    return np.asarray(weights / length[owner], np.float64)


def neighbours_by_words(counted: Counted, weights: NDArray[np.float64], stems: int) -> Graph:
    """Return the graph of passages that share telling words, by cosine."""
    owner = np.repeat(np.arange(len(counted), dtype=np.int32), np.diff(counted.offsets))
    order = np.argsort(counted.stems, kind="stable")
    places = np.zeros(stems + 1, np.int64)
    np.cumsum(np.bincount(counted.stems, minlength=stems), out=places[1:])
    found, alike = _nearest_by_words(
        counted.offsets,
        counted.stems,
        weights,
        places,
        owner[order],
        weights[order],
        neighbours_for(len(counted)),
    )
    return _both_ways(found, alike)


def neighbours_by_vectors(vectors: NDArray[np.float32]) -> Graph:
    """Return the graph of passages whose vectors point the same way, by cosine."""
    length = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    unit = np.ascontiguousarray(vectors / np.maximum(length, 1e-12), np.float32)
    found, alike = _nearest_by_vectors(unit, neighbours_for(len(unit)))
    return _both_ways(found, alike)


@njit(cache=True, nogil=True)
def _keep_nearest(
    alike: NDArray[np.float64], own: int, found: NDArray[np.int32], best: NDArray[np.float64]
) -> None:
    """Keep the greatest entries, the earlier of equals; a heap with the least on top."""
    room = found.shape[0]
    used = 0
    for other in range(alike.shape[0]):
        value = alike[other]
        if value <= 0 or other == own or (used == room and value <= best[0]):
            continue
        if used < room:
            at = used
            used += 1
            while at > 0 and best[(at - 1) // 2] > value:
                best[at], found[at] = best[(at - 1) // 2], found[(at - 1) // 2]
                at = (at - 1) // 2
        else:
            at = 0
            while True:
                child = 2 * at + 1
                if child + 1 < room and best[child + 1] < best[child]:
                    child += 1
                if child >= room or best[child] >= value:
                    break
                best[at], found[at] = best[child], found[child]
                at = child
        best[at], found[at] = value, other


@njit(cache=True, nogil=True)
def _nearest_by_words(
    offsets: NDArray[np.int64],
    stems: NDArray[np.int32],
    weights: NDArray[np.float64],
    places: NDArray[np.int64],
    holders: NDArray[np.int32],
    held: NDArray[np.float64],
    count: int,
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    passages = offsets.shape[0] - 1
    found = np.full((passages, count), -1, np.int32)
    best = np.zeros((passages, count), np.float64)
    alike = np.zeros(passages, np.float64)
    for passage in range(passages):
        alike[:] = 0
        for at in range(offsets[passage], offsets[passage + 1]):
            weight = weights[at]
            for place in range(places[stems[at]], places[stems[at] + 1]):
                alike[holders[place]] += weight * held[place]
        _keep_nearest(alike, passage, found[passage], best[passage])
    return found, best


@njit(cache=True, nogil=True)
def _nearest_by_vectors(
    unit: NDArray[np.float32], count: int
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    passages, width = unit.shape
    found = np.full((passages, count), -1, np.int32)
    best = np.zeros((passages, count), np.float64)
    alike = np.zeros(passages, np.float64)
    for passage in range(passages):
        for other in range(passages):
            total = np.float64(0)
            for at in range(width):
                total += unit[passage, at] * unit[other, at]
            alike[other] = total
        _keep_nearest(alike, passage, found[passage], best[passage])
    return found, best


def _both_ways(found: NDArray[np.int32], alike: NDArray[np.float64]) -> Graph:
    """Join the directions: an edge weighs what both ends give it together."""
    nodes, count = found.shape
    starts = np.repeat(np.arange(nodes, dtype=np.int64), count)
    ends = found.ravel().astype(np.int64)
    real = ends >= 0
    starts, ends, weights = starts[real], ends[real], alike.ravel()[real]
    keys = np.concatenate([starts * nodes + ends, ends * nodes + starts])
    edges, which = np.unique(keys, return_inverse=True)
    together = np.bincount(which, np.concatenate([weights, weights]), minlength=len(edges))
    offsets = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(edges // nodes, minlength=nodes), out=offsets[1:])
    return Graph(offsets, (edges % nodes).astype(np.int32), together.astype(np.float64))
