"""From figures to one score: how the figures of a pair are weighed against each other."""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.matching.comparing import FIGURES, SILENT

_LIKENESS = (
    (0.2, 0.1, 0.0),  # of the new wordings, by grams of one, two and three words
    (2.5, 2.0, 1.5),  # of what they insert
    (0.05, 0.05, 0.05),  # of the old wordings: the same place of the same text, and no more
    (0.1, 1.0, 1.0),  # of what they delete; one deleted word is chance, several are a choice
)
_CONTAINMENT = (
    (1.3, 1.3, 1.1),
    (1.9, 2.2, 1.6),
    (0.05, 0.1, 0.15),
    (0.1, 0.7, 0.7),
)
_RUN = 1.4
_ALL_CHANGES = 1.0

# Fitted to rank the source first on invented bills (benchmarks/amendment_generator.py: three
# languages, nine sets of habits; fitted on some, looked at on others, which lost nothing), then
# rounded. Containment weighs more than likeness, for what is taken over is seldom all that is said.
# Trees fitted to the same figures were better where they were fitted, and worse elsewhere.
_WEIGHTS = np.array([*sum(_LIKENESS, ()), *sum(_CONTAINMENT, ()), _RUN, _ALL_CHANGES], np.float64)
_WEIGHTS /= _WEIGHTS.sum()
assert len(_WEIGHTS) == FIGURES  # noqa: S101 (a fault of the table above)


def scores(figures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of each pair, from 0 (nothing shared) to 1 (the same change).

    It is the weighted mean of the figures that say something of the pair.
    """
    # summed figure by figure: a product of matrices may add in another order on other machines
    found = np.zeros(len(figures), np.float64)
    heard = np.zeros(len(figures), np.float64)
    for place, weight in enumerate(_WEIGHTS.tolist()):
        speaks = figures[:, place] != SILENT
        found[speaks] += weight * figures[speaks, place]
        heard[speaks] += weight
    return (found / heard).astype(np.float32)
