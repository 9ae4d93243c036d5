"""Texts as weighted words, pairs of words and pieces of words, all of their search keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from dabir.domain.language import search_key, words

MOST_WORDS = 60_000
MOST_PIECES = 120_000
PIECES = (3, 5)

Matrix = Any
"""A sparse matrix, a row a text."""


def _keys(text: str) -> list[str]:
    return [key for word in words(text) if (key := search_key(word.text).replace(" ", ""))]


def _words_and_pairs(text: str) -> list[str]:
    keys = _keys(text)
    return [*keys, *(f"{one} {other}" for one, other in pairwise(keys))]


class Features:
    """What texts are described by, learnt once from the examples."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(
            analyzer=_words_and_pairs, sublinear_tf=True, max_features=MOST_WORDS, dtype=np.float64
        )
        self._pieces = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=PIECES,
            preprocessor=search_key,
            sublinear_tf=True,
            min_df=2 if len(texts) > 1 else 1,
            max_features=MOST_PIECES,
            dtype=np.float64,
        )
        self._words.fit(texts)
        self._pieces.fit(texts)

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return the texts' features, a row each."""
        parts = [self._words.transform(texts), self._pieces.transform(texts)]
        return sparse.csr_matrix(sparse.hstack(parts))

    def telling(self, text: str, weights: NDArray[np.float64], most: int) -> list[tuple[int, int]]:
        """Return the stretches of a text whose words weigh most for something, in their order.

        `weights` are those of the features; only what speaks for it is returned, and no stretch
        inside another.
        """
        found = words(text)
        kept = [(word, key) for word in found if (key := search_key(word.text).replace(" ", ""))]
        vocabulary = self._words.vocabulary_
        idf = self._words.idf_
        stretches: dict[tuple[int, int], float] = {}
        for place, (word, key) in enumerate(kept):
            options = [(key, word.end)]
            if place + 1 < len(kept):
                after, after_key = kept[place + 1]
                options.append((f"{key} {after_key}", after.end))
            for term, end in options:
                at = vocabulary.get(term)
                if at is not None and weights[at] > 0:
                    stretches[(word.start, end)] = float(weights[at] * idf[at])
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(stretches, key=lambda one: (-stretches[one], one)):
            if all(end <= first or start >= last for first, last in chosen):
                chosen.append((start, end))
            if len(chosen) == most:
                break
        return sorted(chosen)
