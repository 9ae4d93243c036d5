"""Learning from codes: a logistic regression a theme and one for stances, calibrated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from dabir.analysis.teaching.examples import LEAST_EXAMPLES, Example, Lack, lacks_of
from dabir.analysis.teaching.features import Features, Matrix
from dabir.analysis.teaching.measuring import (
    Flags,
    Folds,
    Numbers,
    Report,
    StanceReport,
    ThemeReport,
    curve_of,
    f1_of,
    honest_threshold,
)
from dabir.domain.language import search_key

FOLDS = 5
STRENGTH = 10.0
"""C of the regressions: higher follows the examples more closely."""
WORDS_SHOWN = 5
SLICE = 2_000


class TooFew(Exception):
    """There are too few codes to learn from; `lack` says how many more are needed."""

    def __init__(self, lack: Lack) -> None:
        super().__init__("too few codes to learn from")
        self.lack = lack


@dataclass(frozen=True, slots=True)
class Teaching:
    """How it is taught: the precision that proposals must reach (a part of one), and a seed."""

    precision: float = 0.9
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A theme proposed for a text: calibrated chances; `stance` is empty where it abstains.

    `words` are the stretches that spoke for it, by offsets in code points.
    """

    theme: str
    chance: float
    stance: str
    stance_chance: float
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a regression's score to a chance (J. Platt, 1999), by scores of held-back examples."""

    slope: float
    middle: float

    def of(self, scores: Numbers) -> Numbers:
        found: Numbers = 1 / (1 + np.exp(-(self.slope * scores + self.middle)))
        return found


@dataclass(frozen=True, slots=True)
class _Theme:
    theme: str
    weights: Numbers
    bias: float
    scale: _Scale
    threshold: float | None


@dataclass(frozen=True, slots=True)
class _Stances:
    model: LogisticRegression
    scale: _Scale
    threshold: float | None
    themes: tuple[str, ...]


class Classifier:
    """What was learnt: proposes themes and stances for texts, and tells how unsure it is."""

    def __init__(
        self, features: Features, themes: Sequence[_Theme], stances: _Stances | None, report: Report
    ) -> None:
        self._features = features
        self._themes = list(themes)
        self._stances = stances
        self.report = report

    def propose(self, texts: Sequence[str]) -> Iterator[tuple[list[Proposal], float]]:
        """Yield, for each text, what is proposed (the surest first) and how unsure it is.

        Unsure is from 0 to 1, and most where a theme's chance is even: a person's word teaches
        most there.
        """
        for start in range(0, len(texts), SLICE):
            yield from self._slice(texts[start : start + SLICE])

    def _slice(self, texts: Sequence[str]) -> Iterator[tuple[list[Proposal], float]]:
        rows = self._features.of(texts)
        chances = np.column_stack(
            [one.scale.of(rows @ one.weights + one.bias) for one in self._themes]
        )
        doubts = (1 - np.abs(2 * chances - 1)).max(axis=1)
        for place, text in enumerate(texts):
            found = [
                self._proposal(one, text, rows[place], float(chances[place, column]))
                for column, one in enumerate(self._themes)
                if one.threshold is not None and chances[place, column] >= one.threshold
            ]
            yield (
                sorted(found, key=lambda each: (-each.chance, each.theme)),
                float(doubts[place]),
            )

    def _proposal(self, learnt: _Theme, text: str, row: Matrix, chance: float) -> Proposal:
        stance, sure = "", 0.0
        if self._stances is not None and self._stances.threshold is not None:
            asked = _with_theme(row, [learnt.theme], self._stances.themes)
            even = self._stances.model.predict_proba(asked)[0]
            best = int(even.argmax())
            sure = float(self._stances.scale.of(np.array([_odds(float(even[best]))]))[0])
            if sure >= self._stances.threshold:
                stance = str(self._stances.model.classes_[best])
        words = self._features.telling(text, learnt.weights, WORDS_SHOWN)
        return Proposal(learnt.theme, chance, stance, sure, tuple(words))


def teach(examples: Sequence[Example], themes: Sequence[str], how: Teaching) -> Classifier:
    """Learn themes and stances from what people said of passages.

    Every figure of the report comes from passages held back in turn; those of the very same words
    are held back together, so that a campaign cannot test itself.

    Raises:
        TooFew: there is too little to learn from.
    """
    lack = lacks_of(examples, themes)
    if not lack.enough:
        raise TooFew(lack)
    ordered = sorted(examples, key=lambda one: (search_key(one.text), one.text))
    keys: dict[str, int] = {}
    groups = np.array([keys.setdefault(search_key(one.text), len(keys)) for one in ordered])
    features = Features([one.text for one in ordered])
    rows = features.of([one.text for one in ordered])
    learnt, reports, chances, truths = [], [], [], []
    for theme in themes:
        said = [one.holds(theme) for one in ordered]
        known = np.array([each is not None for each in said])
        truth = np.array([bool(each) for each in said])[known]
        missing = max(lack.under[theme], lack.outside[theme])
        if missing:
            examples_of = LEAST_EXAMPLES - lack.under[theme]
            reports.append(ThemeReport(theme, examples_of, missing, None, None, None, None))
            continue
        one, line, chance = _learn(theme, rows[known], truth, groups[known], how)
        learnt.append(one)
        reports.append(line)
        chances.append(chance)
        truths.append(truth)
    stances, stance_report = _learn_stances(ordered, rows, groups, themes, how)
    report = Report(
        passages=len(keys),
        wished=how.precision,
        themes=tuple(reports),
        stance=stance_report,
        curve=curve_of(np.concatenate(chances), np.concatenate(truths)),
    )
    return Classifier(features, learnt, stances, report)


def _regression(seed: int) -> LogisticRegression:
    return LogisticRegression(
        C=STRENGTH, class_weight="balanced", max_iter=1_000, solver="lbfgs", random_state=seed
    )


def _folds(labels: NDArray[np.generic], groups: NDArray[np.int64], seed: int) -> Folds:
    """Return the fold of each example: alike in what they hold, groups kept together."""
    folds = np.zeros(len(labels), dtype=np.int64)
    splitter = StratifiedGroupKFold(n_splits=FOLDS, shuffle=True, random_state=seed)
    blank = np.zeros((len(labels), 1))
    for fold, (_rest, held) in enumerate(splitter.split(blank, labels, groups)):
        folds[held] = fold
    return folds


def _learn(
    theme: str, rows: Matrix, truth: Flags, groups: NDArray[np.int64], how: Teaching
) -> tuple[_Theme, ThemeReport, Numbers]:
    folds = _folds(truth, groups, how.seed)
    scores = np.zeros(len(truth))
    for fold in range(FOLDS):
        rest = folds != fold
        if truth[rest].all() or not truth[rest].any() or rest.all():
            continue
        model = _regression(how.seed).fit(rows[rest], truth[rest])
        scores[~rest] = model.decision_function(rows[~rest])
    scale = _scale(scores, truth, how.seed)
    chances = scale.of(scores)
    found = honest_threshold(chances, truth, folds, how.precision)
    model = _regression(how.seed).fit(rows, truth)
    threshold, precision, recall = found or (None, None, None)
    coverage = float((chances >= threshold).mean()) if threshold is not None else None
    return (
        _Theme(theme, model.coef_[0], float(model.intercept_[0]), scale, threshold),
        ThemeReport(theme, len(set(groups[truth])), 0, threshold, precision, recall, coverage),
        chances,
    )


def _scale(scores: Numbers, truth: Flags, seed: int) -> _Scale:
    if truth.all() or not truth.any():
        return _Scale(1.0, 0.0)
    fitted = LogisticRegression(C=1e3, solver="lbfgs", random_state=seed).fit(
        scores.reshape(-1, 1), truth
    )
    # A scale that ran the other way would turn the surest into the least sure.
    return _Scale(max(float(fitted.coef_[0][0]), 1e-6), float(fitted.intercept_[0]))


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))


def _with_theme(rows: Matrix, themes: Sequence[str], known: Sequence[str]) -> Matrix:
    """Return rows with a column a theme: what a text says may differ from theme to theme."""
    place = {theme: column for column, theme in enumerate(known)}
    columns = [place[theme] for theme in themes]
    marks = sparse.csr_matrix(
        (np.ones(len(columns)), (np.arange(len(columns)), columns)),
        shape=(len(columns), len(known)),
    )
    return sparse.csr_matrix(sparse.hstack([rows, marks]))


def _learn_stances(
    examples: Sequence[Example],
    rows: Matrix,
    groups: NDArray[np.int64],
    themes: Sequence[str],
    how: Teaching,
) -> tuple[_Stances | None, StanceReport | None]:
    """Learn what texts say to themes; stances of too few examples are never proposed."""
    said = [
        (place, theme, stance)
        for place, one in enumerate(examples)
        for theme, stance in one.stances.items()
        if theme in themes
    ]
    counts: dict[str, set[int]] = {}
    for place, _theme, stance in said:
        counts.setdefault(stance, set()).add(int(groups[place]))
    known = {stance for stance, texts in counts.items() if len(texts) >= LEAST_EXAMPLES}
    said = [one for one in said if one[2] in known]
    if len(known) < 2:
        return None, None
    places = [place for place, _theme, _stance in said]
    table = _with_theme(rows[places], [theme for _place, theme, _stance in said], themes)
    truth = np.array([stance for _place, _theme, stance in said])
    folds = _folds(truth, groups[places], how.seed)
    guessed = np.array([truth[0]] * len(truth), dtype=truth.dtype)
    sure = np.zeros(len(truth))
    for fold in range(FOLDS):
        rest = folds != fold
        if rest.all() or len(set(truth[rest])) < 2:
            continue
        model = _regression(how.seed).fit(table[rest], truth[rest])
        even = model.predict_proba(table[~rest])
        guessed[~rest] = model.classes_[even.argmax(axis=1)]
        sure[~rest] = [_odds(float(each)) for each in even.max(axis=1)]
    right = guessed == truth
    scale = _scale(sure, right, how.seed)
    chances = scale.of(sure)
    found = honest_threshold(chances, right, folds, how.precision)
    threshold, precision = (found[0], found[1]) if found else (None, None)
    f1 = f1_of([str(each) for each in truth], [str(each) for each in guessed])
    report = StanceReport(
        examples=len(set(places)),
        macro_f1=sum(f1.values()) / len(f1),
        f1=f1,
        threshold=threshold,
        precision=precision,
        coverage=float((chances >= threshold).mean()) if threshold is not None else None,
    )
    fitted = _regression(how.seed).fit(table, truth)
    return _Stances(fitted, scale, threshold, tuple(themes)), report
