"""From figures to one score: how the figures of a pair are weighed against each other."""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.matching.comparing import FIGURES

WEIGHTS = np.full(FIGURES, 1.0 / FIGURES, np.float32)


def scores(figures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of each pair, from 0 (nothing shared) to 1 (the same change)."""
    return figures @ WEIGHTS
