"""Connected components in memory: union by smallest node."""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit


def connected(
    a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the nodes of the edges a–b in ascending order, and the smallest node each hangs on."""
    nodes = np.unique(np.concatenate([a, b]))
    roots = _roots(len(nodes), np.searchsorted(nodes, a), np.searchsorted(nodes, b))
    return nodes, nodes[roots]


@njit(cache=True, nogil=True)
def _roots(
    count: int,
    a: NDArray[np.int64],
    b: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the smallest node of each node's component, nodes being 0 … count - 1."""
    parent = np.arange(count)
    for edge in range(len(a)):
        left, right = a[edge], b[edge]
        while parent[left] != left:
            parent[left] = parent[parent[left]]
            left = parent[left]
        while parent[right] != right:
            parent[right] = parent[parent[right]]
            right = parent[right]
        # the smaller is the root, so that a component is named by its smallest node
        if left < right:
            parent[right] = left
        else:
            parent[left] = right
    for node in range(count):
        parent[node] = parent[parent[node]]  # a root is smaller, so it is settled before
    return parent
