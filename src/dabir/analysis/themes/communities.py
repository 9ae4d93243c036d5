"""Communities of the graph of passages: groups with more edges inside than chance would give.

One division alone depends on the order in which nodes were looked at, and turns over when a few
passages are added. So the graph is divided many times, each time in another order and without some
of its edges; passages belong together as often as they came together (consensus clustering, after
Lancichinetti and Fortunato 2012; on the edges alone, after Tandon et al. 2019). Orders and left-out
edges follow from what the passages say, not from where they stand: so divisions of a docket and of
the same docket with more submissions differ only by what is new.
"""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.themes.neighbours import Graph
from dabir.analysis.words import mixed

DIVISIONS = 16
"""How many divisions a round of consensus compares."""

COMPARED = 2
"""How many divisions the modularity of a resolution is judged by."""

ROUNDS = 3
SELDOM = 0.2
"""Share of the divisions below which coming together is chance."""

LEFT_OUT = 100
"""Edges left out of a division, in thousandths."""

_PASSES = 20
_GAIN = 1e-12


def divide(
    graph: Graph, keys: NDArray[np.uint64], resolution: float, seed: int, *, rounds: int = ROUNDS
) -> NDArray[np.int32]:
    """Return the community of each node, numbered from 0 in the order of their first nodes.

    ``keys`` name the nodes, each its own. Communities get smaller as the ``resolution`` rises;
    at 1 it is the modularity of Newman and Girvan that they maximise.
    """
    current = graph
    for round_ in range(rounds):
        share = _together(current, keys, resolution, DIVISIONS, seed, LEFT_OUT * (round_ == 0))
        settled = bool(((share < SELDOM) | (share > 1 - 1e-9)).all())
        current = _without(current, np.where(share < SELDOM, 0.0, share))
        if settled:
            break
    order = np.argsort(keys, kind="stable").astype(np.int64)
    return _numbered(_divided(*current, resolution, order))


def modularity_at(graph: Graph, keys: NDArray[np.uint64], resolution: float, seed: int) -> float:
    """Return the modularity that divisions at a resolution have: the mean of a few."""
    orders = [_order(keys, _salt(seed, number)) for number in range(COMPARED)]
    divisions = [_divided(*graph, resolution, order) for order in orders]
    return float(np.mean([modularity(graph, division) for division in divisions]))


def modularity(graph: Graph, community: NDArray[np.int32]) -> float:
    """Return the share of the edges' weight inside communities, less what chance would give."""
    starts = np.repeat(np.arange(len(community)), np.diff(graph.offsets))
    total = graph.weights.sum()
    if total == 0:
        return 0.0
    inside = graph.weights[community[starts] == community[graph.ends]].sum() / total
    ends = np.bincount(community[starts], graph.weights) / total
    return float(inside - (ends * ends).sum())


def _numbered(community: NDArray[np.int32]) -> NDArray[np.int32]:
    _, first, which = np.unique(community, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[which]


def _without(graph: Graph, weights: NDArray[np.float64]) -> Graph:
    """Return the graph with other weights, and without the edges that weigh nothing."""
    kept = weights > 0
    starts = np.repeat(np.arange(len(graph.offsets) - 1), np.diff(graph.offsets))
    offsets = np.zeros_like(graph.offsets)
    np.cumsum(np.bincount(starts[kept], minlength=len(offsets) - 1), out=offsets[1:])
    return Graph(offsets, graph.ends[kept], weights[kept])


def _together(
    graph: Graph,
    keys: NDArray[np.uint64],
    resolution: float,
    divisions: int,
    seed: int,
    left_out: int,
) -> NDArray[np.float64]:
    """Return for each edge the share of the divisions in which its ends came together."""
    starts = np.repeat(np.arange(len(keys), dtype=np.int32), np.diff(graph.offsets))
    count = np.zeros(len(graph.ends), np.int64)
    for number in range(divisions):
        salt = _salt(seed, number)
        order = _order(keys, salt)
        kept = _kept_edges(starts, graph.ends, keys, salt, left_out)
        thinned = _without(graph, np.where(kept, graph.weights, 0.0)) if left_out else graph
        community = _divided(*thinned, resolution, order)
        count += community[starts] == community[graph.ends]
    return count / divisions


def _salt(seed: int, number: int) -> np.uint64:
    return np.uint64(seed * 1_000_003 + number + 1)


def _order(keys: NDArray[np.uint64], salt: np.uint64) -> NDArray[np.int64]:
    return np.argsort(_salted(keys, salt), kind="stable").astype(np.int64)


@njit(cache=True, nogil=True)
def _salted(keys: NDArray[np.uint64], salt: np.uint64) -> NDArray[np.uint64]:
    salted = np.empty_like(keys)
    for at in range(keys.shape[0]):
        salted[at] = mixed(keys[at] ^ mixed(salt))
    return salted


@njit(cache=True, nogil=True)
def _kept_edges(
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    keys: NDArray[np.uint64],
    salt: np.uint64,
    left_out: int,
) -> NDArray[np.bool_]:
    kept = np.empty(starts.shape[0], np.bool_)
    for at in range(starts.shape[0]):
        edge = mixed((keys[starts[at]] + keys[ends[at]]) ^ mixed(salt))
        kept[at] = edge % np.uint64(1000) >= np.uint64(left_out)
    return kept


@njit(cache=True, nogil=True)
def _move_nodes(  # noqa: C901 (one walk over nodes, their edges and communities)
    offsets: NDArray[np.int64],
    ends: NDArray[np.int32],
    weights: NDArray[np.float64],
    resolution: float,
    order: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Move nodes, one after the other, to the community that gains most, until none gains."""
    nodes = order.shape[0]
    degree = np.zeros(nodes, np.float64)
    total = np.float64(0)
    for node in range(nodes):
        for at in range(offsets[node], offsets[node + 1]):
            degree[node] += weights[at]
        total += degree[node]
    community = np.arange(nodes, dtype=np.int32)
    if total == 0:
        return community
    size = degree.copy()
    into = np.zeros(nodes, np.float64)
    seen = np.empty(nodes, np.int32)
    waiting = np.ones(nodes, np.bool_)  # none of its neighbours moved since it was looked at
    for _ in range(_PASSES):
        moved = 0
        for place in range(nodes):
            node = order[place]
            if not waiting[node]:
                continue
            waiting[node] = False
            own = community[node]
            count = 0
            for at in range(offsets[node], offsets[node + 1]):
                if ends[at] == node:
                    continue
                other = community[ends[at]]
                if into[other] == 0:
                    seen[count] = other
                    count += 1
                into[other] += weights[at]
            size[own] -= degree[node]
            scale = resolution * degree[node] / total
            best, gain = own, into[own] - scale * size[own] + _GAIN
            for which in range(count):
                other = seen[which]
                value = into[other] - scale * size[other]
                if value > gain:
                    best, gain = other, value
            for which in range(count):
                into[seen[which]] = 0
            size[best] += degree[node]
            if best != own:
                community[node] = best
                moved += 1
                for at in range(offsets[node], offsets[node + 1]):
                    if community[ends[at]] != best:
                        waiting[ends[at]] = True
        if moved == 0:
            break
    return community


@njit(cache=True, nogil=True)
def _aggregated(
    offsets: NDArray[np.int64],
    ends: NDArray[np.int32],
    weights: NDArray[np.float64],
    community: NDArray[np.int32],
    count: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return the graph whose nodes are the communities; edges within one become its loop."""
    nodes = community.shape[0]
    first = np.zeros(count + 1, np.int64)
    for node in range(nodes):
        first[community[node] + 1] += 1
    for at in range(count):
        first[at + 1] += first[at]
    members = np.empty(nodes, np.int64)
    fill = first[:-1].copy()
    for node in range(nodes):
        members[fill[community[node]]] = node
        fill[community[node]] += 1
    sums = np.zeros(count, np.float64)
    seen = np.empty(count, np.int32)
    places = np.zeros(count + 1, np.int64)
    to = np.empty(ends.shape[0], np.int32)
    weight = np.empty(ends.shape[0], np.float64)
    used = 0
    for group in range(count):
        found = 0
        for which in range(first[group], first[group + 1]):
            node = members[which]
            for at in range(offsets[node], offsets[node + 1]):
                other = community[ends[at]]
                if sums[other] == 0:
                    seen[found] = other
                    found += 1
                sums[other] += weights[at]
        for which in range(found):
            other = seen[which]
            to[used] = other
            weight[used] = sums[other]
            sums[other] = 0
            used += 1
        places[group + 1] = used
    return places, to[:used].copy(), weight[:used].copy()


@njit(cache=True, nogil=True)
def _divided(
    offsets: NDArray[np.int64],
    ends: NDArray[np.int32],
    weights: NDArray[np.float64],
    resolution: float,
    order: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Divide once (Blondel et al. 2008): move nodes, take communities for nodes, and again."""
    result = np.arange(order.shape[0], dtype=np.int32)
    while True:
        community = _move_nodes(offsets, ends, weights, resolution, order)
        nodes = community.shape[0]
        rank = np.full(nodes, -1, np.int32)
        count = 0
        for place in range(nodes):
            group = community[order[place]]
            if rank[group] < 0:
                rank[group] = count
                count += 1
        if count == nodes:
            return result
        for node in range(nodes):
            community[node] = rank[community[node]]
        for node in range(result.shape[0]):
            result[node] = community[result[node]]
        offsets, ends, weights = _aggregated(offsets, ends, weights, community, count)
        order = np.arange(count, dtype=np.int64)
