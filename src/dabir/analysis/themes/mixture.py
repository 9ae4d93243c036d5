"""Themes as ways of choosing words: each passage is moved to the theme whose words it uses.

Communities see which passages are alike; counting the words of a whole theme sees more, above all
in short passages. A mixture of multinomials with Dirichlet priors (Yin and Wang 2014), improved
passage by passage from the communities on, without chance.
"""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.themes.vocabulary import Counted

SMOOTHING = 1.0
"""What each word counts in each theme before anything is seen (the Dirichlet prior, of Laplace).

Less lets a few rare words carry a long passage to another theme than most of its words speak for.
"""

_SWEEPS = 20


def improve(counted: Counted, stems: int, theme: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the theme of each passage, numbered as given; some may have lost all of theirs."""
    if len(theme) == 0:
        return theme
    themes = int(theme.max()) + 1
    found: NDArray[np.int32] = _improved(
        counted.offsets, counted.stems, counted.counts, stems, theme, themes
    )
    return found


def word_counts(
    counted: Counted, stems: int, theme: NDArray[np.int32], themes: int
) -> NDArray[np.float64]:
    """Return how often each theme's passages use each stem: themes × stems."""
    owner = theme[np.repeat(np.arange(len(counted)), np.diff(counted.offsets))]
    flat = np.bincount(
        owner.astype(np.int64) * stems + counted.stems, counted.counts, minlength=themes * stems
    )
    return np.asarray(flat[: themes * stems].reshape(themes, stems), np.float64)


@njit(cache=True, nogil=True)
def _improved(  # noqa: C901 (sweeps over passages, words and themes)
    offsets: NDArray[np.int64],
    stems: NDArray[np.int32],
    counts: NDArray[np.int32],
    words: int,
    given: NDArray[np.int32],
    themes: int,
) -> NDArray[np.int32]:
    passages = given.shape[0]
    theme = given.copy()
    members = np.zeros(themes, np.int64)
    uses = np.zeros((words, themes), np.int64)
    totals = np.zeros(themes, np.int64)
    greatest = 0
    for passage in range(passages):
        members[theme[passage]] += 1
        for at in range(offsets[passage], offsets[passage + 1]):
            uses[stems[at], theme[passage]] += counts[at]
            totals[theme[passage]] += counts[at]
            greatest += counts[at]
    logs = np.log(np.arange(greatest + 1) + SMOOTHING)
    fit = np.empty(themes, np.float64)
    for _ in range(_SWEEPS):
        moved = 0
        for passage in range(passages):
            own = theme[passage]
            members[own] -= 1
            length = 0
            for at in range(offsets[passage], offsets[passage + 1]):
                uses[stems[at], own] -= counts[at]
                totals[own] -= counts[at]
                length += counts[at]
            for each in range(themes):
                fit[each] = np.log(members[each] + SMOOTHING)
                base = totals[each] + words * SMOOTHING
                for more in range(length):
                    fit[each] -= np.log(base + more)
            for at in range(offsets[passage], offsets[passage + 1]):
                row = uses[stems[at]]
                for more in range(counts[at]):
                    for each in range(themes):
                        fit[each] += logs[row[each] + more]
            best = own
            for each in range(themes):
                if fit[each] > fit[best]:
                    best = each
            theme[passage] = best
            moved += best != own
            members[best] += 1
            for at in range(offsets[passage], offsets[passage + 1]):
                uses[stems[at], best] += counts[at]
                totals[best] += counts[at]
        if moved == 0:
            break
    return theme
