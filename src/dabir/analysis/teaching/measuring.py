"""How good proposals are, measured on passages that were held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Folds = NDArray[np.int64]

STEPS = (0.0, 0.02, 0.04, 0.06, 0.08, 0.1)
"""By how much more than was wished is asked of the passages at hand, until held-back ones agree."""
LEAST_PROPOSED = 5
"""A threshold is set where so many held-back passages at least lie above it."""
POINTS = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold with what lies above it, in parts of one."""

    threshold: float
    precision: float
    recall: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """A theme: its examples, how many are missing, and what it reaches above its threshold.

    `threshold` is None where it abstains altogether; then nothing was measured above it.
    """

    theme: str
    examples: int
    missing: int
    threshold: float | None
    precision: float | None
    recall: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class StanceReport:
    """Stances: macro F1 over those that occur, each stance's F1, and the part above the threshold.

    `threshold` is None where it abstains altogether.
    """

    examples: int
    macro_f1: float
    f1: Mapping[str, float]
    threshold: float | None
    precision: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that was measured, over `passages` different ones; `curve` takes all themes together."""

    passages: int
    wished: float
    themes: tuple[ThemeReport, ...]
    stance: StanceReport | None
    curve: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


def threshold_for(chances: Numbers, truth: Flags, wished: float) -> float | None:
    """Return the lowest chance above which the wished precision holds, or None.

    All thresholds above it that keep enough passages hold it nearly too: precision is taken from
    the top down.
    """
    order = np.argsort(-chances, kind="stable")
    ranked, right = chances[order], truth[order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    last = np.append(ranked[1:] != ranked[:-1], True)
    enough = np.arange(1, len(right) + 1) >= LEAST_PROPOSED
    held = np.flatnonzero(last & enough & (precision >= wished - 1e-12))
    return float(ranked[held[-1]]) if len(held) else None


def honest_threshold(
    chances: Numbers, truth: Flags, folds: Folds, wished: float
) -> tuple[float, float, float] | None:
    """Return a threshold with its measured precision and recall, or None where none reaches it.

    In turn a threshold is chosen without one fold and measured on that fold, so that no passage
    helps to choose the threshold that it is measured by. Where the measure falls short, more is
    asked for.
    """
    for step in STEPS:
        target = min(wished + step, 0.995)
        proposed = np.zeros(len(chances), dtype=np.bool_)
        for fold in np.unique(folds):
            rest = folds != fold
            chosen = threshold_for(chances[rest], truth[rest], target)
            if chosen is not None:
                proposed |= ~rest & (chances >= chosen)
        final = threshold_for(chances, truth, target)
        if final is None or proposed.sum() < LEAST_PROPOSED:
            continue
        precision = float(truth[proposed].mean())
        if precision >= wished:
            recall = float((proposed & truth).sum() / max(truth.sum(), 1))
            return final, precision, recall
    return None


def curve_of(chances: Numbers, truth: Flags) -> tuple[Point, ...]:
    """Return precision and recall at thresholds from the surest down, over all themes together."""
    if not len(chances) or not truth.any():
        return ()
    order = np.argsort(-chances, kind="stable")
    right = truth[order]
    places = np.unique(np.linspace(1, len(right), POINTS).astype(int))
    hits = np.cumsum(right)
    return tuple(
        Point(
            float(chances[order][place - 1]),
            float(hits[place - 1] / place),
            float(hits[place - 1] / truth.sum()),
            float(place / len(right)),
        )
        for place in places
    )


def f1_of(said: Sequence[str], guessed: Sequence[str]) -> dict[str, float]:
    """Return F1 of each value that occurs in what was said."""
    truth, proposed = Counter(said), Counter(guessed)
    hits = Counter(one for one, other in zip(said, guessed, strict=True) if one == other)
    return {value: 2 * hits[value] / (truth[value] + proposed[value]) for value in sorted(truth)}
