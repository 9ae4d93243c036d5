"""Fits themes on a sample of passages: from their words to a tree with labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.themes.communities import DIVISIONS
from dabir.analysis.themes.labelling import Phrases, label_of, telling_terms
from dabir.analysis.themes.mixture import SMOOTHING, improve, word_counts
from dabir.analysis.themes.model import ThemeInfo, ThemeModel
from dabir.analysis.themes.neighbours import (
    Graph,
    neighbours_by_vectors,
    neighbours_by_words,
    neighbours_for,
    weigh,
)
from dabir.analysis.themes.resolving import FINE, NEARLY, choose_division
from dabir.analysis.themes.sampling import fingerprints
from dabir.analysis.themes.vocabulary import Counted, Vocabulary, learn_vocabulary
from dabir.analysis.words import HashedWords, hashed_words

SMALLEST = 3
"""Passages of the sample that a theme must have: what one or two say is no theme yet."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    texts: Sequence[str]
    words: HashedWords
    vocabulary: Vocabulary
    counted: Counted
    keys: NDArray[np.uint64]


def fit_themes(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    seed: int = 0,
    vectors: NDArray[np.float32] | None = None,
) -> ThemeModel:
    """Return the themes of passages.

    The order of the passages does not matter, and each counts once however often it stands there.
    With ``vectors`` (passages × width) those are alike whose vectors point the same way, whatever
    language they are in; without, those that share telling words. Runs in one thread.
    """
    prepared, rows = _prepare(texts, languages)
    graph = _graph(prepared, None if vectors is None else vectors[rows])
    division = choose_division(graph, prepared.keys, seed)
    stems = len(prepared.vocabulary)
    theme = _compact(improve(prepared.counted, stems, division.themes))
    sub = _nested(theme, division.subthemes)
    method = {
        "passages": len(prepared.texts),
        "stems": stems,
        "neighbours": neighbours_for(len(prepared.texts)) if len(prepared.texts) else 0,
        "divisions": DIVISIONS,
        "resolution": {"themes": division.resolution, "subthemes": FINE},
        "modularity": {str(at): round(value, 6) for at, value in division.modularities.items()},
        "criterion": f"the fewest themes that keep {NEARLY:.0%} of the greatest modularity",
        "alike": "words" if vectors is None else "vectors",
    }
    return _model(prepared, theme, sub, seed, method)


def _prepare(texts: Sequence[str], languages: Sequence[str]) -> tuple[_Prepared, list[int]]:
    """Return what is counted, and which of the texts are: each once, in the order of its words."""
    words = hashed_words(pa.array(texts, pa.large_string()))
    keys = fingerprints(words)
    kept = np.unique(keys, return_index=True)[1]
    chosen = [texts[at] for at in kept]
    spoken = [languages[at] for at in kept]
    own = hashed_words(pa.array(chosen, pa.large_string()))
    vocabulary = learn_vocabulary(chosen, own, spoken)
    counted = vocabulary.count(own)
    said = np.flatnonzero(np.diff(counted.offsets) > 0)
    if len(said) < len(chosen):  # what holds no counted word has no place in the graph
        chosen = [chosen[at] for at in said]
        own = hashed_words(pa.array(chosen, pa.large_string()))
        counted = vocabulary.count(own)
    prepared = _Prepared(chosen, own, vocabulary, counted, keys[kept][said])
    return prepared, [int(kept[at]) for at in said]


def _graph(prepared: _Prepared, vectors: NDArray[np.float32] | None) -> Graph:
    if vectors is not None:
        return neighbours_by_vectors(vectors)
    stems = len(prepared.vocabulary)
    return neighbours_by_words(prepared.counted, weigh(prepared.counted, stems), stems)


def _compact(theme: NDArray[np.int32]) -> NDArray[np.int32]:
    """Number themes from 0, the greatest first; those too small to be one get -1."""
    sizes = np.bincount(theme) if len(theme) else np.zeros(0, np.int64)
    order = np.argsort(-sizes, kind="stable")
    number = np.full(len(sizes), -1, np.int32)
    kept = order[sizes[order] >= min(SMALLEST, len(theme))]
    number[kept] = np.arange(len(kept), dtype=np.int32)
    return number[theme]


def _nested(theme: NDArray[np.int32], sub: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return sub-themes within themes: each under the theme that most of its passages are in.

    Passages of another theme than their sub-theme's have none (-1), as those have whose theme is
    not divided. Sub-themes are numbered from 0, those of the first theme first.
    """
    if len(theme) == 0:
        return sub
    themes, subs = int(theme.max()) + 1, int(sub.max()) + 1
    inside = theme >= 0
    both = np.zeros((subs, max(themes, 1)), np.int64)
    np.add.at(both, (sub[inside], theme[inside]), 1)
    home = both.argmax(axis=1)
    members = both.max(axis=1)
    number = np.full(subs, -1, np.int32)
    count = 0
    for parent in range(themes):
        own = [at for at in np.argsort(-members, kind="stable") if home[at] == parent]
        own = [at for at in own if members[at] >= SMALLEST]
        if len(own) > 1:
            number[own] = np.arange(count, count + len(own), dtype=np.int32)
            count += len(own)
    return np.where(inside & (home[sub] == theme), number[sub], np.int32(-1)).astype(np.int32)


def _model(
    prepared: _Prepared,
    theme: NDArray[np.int32],
    sub: NDArray[np.int32],
    seed: int,
    method: dict[str, object],
) -> ThemeModel:
    themes = int(theme.max(initial=-1)) + 1
    subs = int(sub.max(initial=-1)) + 1
    stems = len(prepared.vocabulary)
    levels = [(theme, themes), (sub, subs)]
    uses, named = [], []
    numbers = prepared.vocabulary.numbers(prepared.words.hashes)
    for level, count in levels:
        # what is under no theme is counted as one more, and left out again
        filled = np.where(level < 0, np.int32(count), level)
        counts = word_counts(prepared.counted, stems, filled, count + 1)[:count]
        phrases = Phrases(prepared.texts, prepared.words, numbers, filled)
        terms = telling_terms(counts) if count else []
        uses.append(counts)
        named += [
            (label_of(at, own, prepared.vocabulary, phrases), own) for at, own in enumerate(terms)
        ]
    parents = [-1] * themes
    for at in range(subs):
        parents.append(int(theme[np.flatnonzero(sub == at)[0]]))
    infos = tuple(
        ThemeInfo(
            at + 1,
            None if parents[at] < 0 else parents[at] + 1,
            label,
            tuple((prepared.vocabulary.written[stem], round(weight, 6)) for stem, weight in own),
        )
        for at, (label, own) in enumerate(named)
    )
    return ThemeModel(
        infos,
        prepared.vocabulary,
        _evidence(np.concatenate(uses), uses[0], stems),
        _prior(theme, sub, parents),
        seed,
        dict(method),
    )


def _evidence(
    uses: NDArray[np.float64], upper: NDArray[np.float64], stems: int
) -> NDArray[np.float32]:
    """Return ln(p(stem | theme) / p(stem)): stems × themes."""
    if not len(uses):
        return np.zeros((stems, 0), np.float32)
    within = (uses + SMOOTHING) / (uses.sum(axis=1, keepdims=True) + stems * SMOOTHING)
    overall = upper.sum(axis=0) + SMOOTHING
    return np.ascontiguousarray(np.log(within / (overall / overall.sum())).T, np.float32)


def _prior(
    theme: NDArray[np.int32], sub: NDArray[np.int32], parents: Sequence[int]
) -> NDArray[np.float32]:
    """Return ln of each theme's share of the sample, of each sub-theme's share of its theme."""
    themes = sum(parent < 0 for parent in parents)
    sizes = np.concatenate(
        [
            np.bincount(theme[theme >= 0], minlength=themes),
            np.bincount(sub[sub >= 0], minlength=len(parents) - themes),
        ]
    ).astype(np.float64)
    of = np.array(parents)
    whole = np.array([sizes[of == parent].sum() for parent in parents])
    return np.asarray(np.log(np.maximum(sizes, 0.5) / np.maximum(whole, 1)), np.float32)
