"""How far people who judged the same things agree beyond chance.

Cohen's κ (J. Cohen, 1960, *Educational and Psychological Measurement* 20) for two, with the
large-sample standard error of J. Fleiss, J. Cohen and B. Everitt (1969, *Psychological Bulletin*
72, 323-327); Light's κ, the mean over pairs (R. Light, 1971), for more. Krippendorff's α for
nominal values (K. Krippendorff, *Content Analysis*, chapter on reliability) takes any number of
judges and gaps; its interval is by the jackknife over things judged.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

NORMAL_95 = 1.959963984540054
RELIABLE = 0.8
TENTATIVE = 2 / 3
"""From where on Krippendorff lets conclusions be drawn, and tentative ones."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient on `things` judged by two at least; `raw` is the part on which they agree.

    `value`, `low` and `high` are None where chance alone explains everything: where all judges
    gave one and the same value throughout, or there was nothing to judge. `low` and `high` bound
    it with 95 % confidence, where an interval is known: not where all agree on everything.
    """

    things: int
    raw: float | None
    value: float | None
    low: float | None = None
    high: float | None = None


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """Return Cohen's κ of two judges: what the first and the second said of each thing."""
    cells = Counter(pairs)
    n = sum(cells.values())
    if n == 0:
        return Agreement(0, None, None)
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, other), count in cells.items():
        first[one] += count
        second[other] += count
    observed = sum(count for (one, other), count in cells.items() if one == other) / n
    expected = sum(first[value] * second[value] for value in first) / n**2
    if math.isclose(expected, 1):
        return Agreement(n, observed, None)
    kappa = (observed - expected) / (1 - expected)
    agreeing = differing = 0.0
    for (one, other), count in cells.items():
        if one == other:
            margin = (first[one] + second[one]) / n
            agreeing += count / n * (1 - margin * (1 - kappa)) ** 2
        else:
            differing += count / n * ((second[one] + first[other]) / n) ** 2
    variance = agreeing + (1 - kappa) ** 2 * differing - (kappa - expected * (1 - kappa)) ** 2
    error = math.sqrt(max(variance, 0) / n) / (1 - expected)
    return _bounded(n, observed, kappa, error)


def light_kappa(units: Sequence[Sequence[Hashable | None]]) -> Agreement:
    """Return Cohen's κ of two judges, or its mean over all pairs of more.

    Each unit holds what every judge said, in the same order; None is nothing.
    """
    judges = len(units[0]) if units else 0
    found = [
        cohen_kappa(
            (one, other)
            for unit in units
            for one, other in [(unit[a], unit[b])]
            if one is not None and other is not None
        )
        for a, b in combinations(range(judges), 2)
    ]
    if len(found) == 1:
        return found[0]
    values = [each.value for each in found if each.value is not None]
    raws = [(each.raw, each.things) for each in found if each.raw is not None]
    things = sum(1 for unit in units if sum(said is not None for said in unit) > 1)
    weight = sum(count for _raw, count in raws)
    raw = sum(raw * count for raw, count in raws) / weight if weight else None
    return Agreement(things, raw, sum(values) / len(values) if values else None)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> Agreement:
    """Return Krippendorff's α for nominal values; None in a unit is a judge who said nothing.

    Units of fewer than two values say nothing on agreement and are left out.
    """
    patterns: Counter[tuple[tuple[Hashable, int], ...]] = Counter()
    for unit in units:
        values = Counter(said for said in unit if said is not None)
        if values.total() > 1:
            patterns[tuple(sorted(values.items(), key=repr))] += 1
    n = patterns.total()
    totals: Counter[Hashable] = Counter()
    disagreed = paired = 0.0
    for pattern, times in patterns.items():
        size = sum(count for _value, count in pattern)
        for value, count in pattern:
            totals[value] += count * times
        disagreed += _disagreement(pattern) * times
        paired += times * size
    raw = 1 - disagreed / paired if paired else None
    alpha = _alpha(disagreed, totals)
    if alpha is None or n < 2:
        return Agreement(n, raw, alpha)
    left_out = []
    for pattern, times in patterns.items():
        rest = totals.copy()
        for value, count in pattern:
            rest[value] -= count
        without = _alpha(disagreed - _disagreement(pattern), rest)
        if without is None:
            return Agreement(n, raw, alpha)
        left_out.append((without, times))
    mean = sum(value * times for value, times in left_out) / n
    spread = sum((value - mean) ** 2 * times for value, times in left_out)
    return _bounded(n, raw, alpha, math.sqrt(spread * (n - 1) / n))


def _disagreement(pattern: Sequence[tuple[Hashable, int]]) -> float:
    """Return what a unit adds to the coincidences off the diagonal."""
    size = sum(count for _value, count in pattern)
    same = sum(count * (count - 1) for _value, count in pattern)
    return (size * (size - 1) - same) / (size - 1)


def _alpha(disagreed: float, totals: Counter[Hashable]) -> float | None:
    n = totals.total()
    chance = n**2 - sum(count**2 for count in totals.values())
    return None if chance == 0 else 1 - (n - 1) * disagreed / chance


def _bounded(things: int, raw: float | None, value: float, error: float) -> Agreement:
    """Bound a coefficient; where all agree throughout the formula knows no error, and no bounds."""
    if error == 0:
        return Agreement(things, raw, value)
    low, high = value - NORMAL_95 * error, value + NORMAL_95 * error
    return Agreement(things, raw, value, max(low, -1.0), min(high, 1.0))
