"""How many themes: the coarsest division that is nearly as good as the best one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.themes.communities import divide, modularity_at
from dabir.analysis.themes.neighbours import Graph

FINE = 1.0
"""The resolution of the sub-themes: modularity itself."""

COARSER = (0.85, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2)
NEARLY = 0.97
"""Share of the greatest modularity that the themes must keep."""


class Division(NamedTuple):
    """A division into themes and one into sub-themes, and how they were chosen."""

    themes: NDArray[np.int32]
    subthemes: NDArray[np.int32]
    resolution: float
    modularities: dict[float, float]


def choose_division(graph: Graph, keys: NDArray[np.uint64], seed: int) -> Division:
    """Return the division of the sample into themes.

    Of divisions at falling resolutions, each into fewer communities, the last one counts whose
    modularity stays within three per cent of the greatest: people are given no more themes than the
    passages tell apart. What is told apart at resolution 1 are the sub-themes.
    """
    seen = {
        resolution: modularity_at(graph, keys, resolution, seed) for resolution in (FINE, *COARSER)
    }
    enough = NEARLY * max(seen.values())
    at = min(resolution for resolution, value in seen.items() if value >= enough)
    fine = divide(graph, keys, FINE, seed)
    themes = fine if at == FINE else divide(graph, keys, at, seed)
    return Division(themes, fine, at, seen)
