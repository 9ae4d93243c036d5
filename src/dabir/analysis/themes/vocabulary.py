"""Which words count, and under which stem: learned from the sample, kept with the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.themes.stems import stem_of
from dabir.analysis.themes.stop_words import BY_LANGUAGE
from dabir.analysis.words import HashedWords, hashed_words
from dabir.domain.language import search_key

RAREST = 2
"""Passages of the sample that a stem must stand in."""

MOST_COMMON = 0.5
"""Share of the passages of its language beyond which a stem tells nothing apart."""

_COMMON_ENOUGH = 100
"""Passages below which a share says nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each stem stands in each passage: rows of a sparse table.

    Those of passage ``n`` lie at ``offsets[n]:offsets[n + 1]``, in the order of the stems.
    """

    offsets: NDArray[np.int64]
    stems: NDArray[np.int32]
    counts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by hash (ascending), the stem of each, and how each stem is mostly written."""

    hashes: NDArray[np.uint64]
    stems: NDArray[np.int32]
    written: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.written)

    def numbers(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the stem of each word, -1 for what does not count."""
        if not len(self.hashes):
            return np.full(len(hashes), -1, np.int32)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.stems[at], np.int32(-1))

    def count(self, words: HashedWords) -> Counted:
        """Count the stems of each text."""
        return _counted(words.offsets, self.numbers(words.hashes))


@lru_cache(maxsize=1)
def stop_hashes() -> NDArray[np.uint64]:
    """Return the hashes of all stop words, ascending.

    Of all languages together: whoever writes two languages in a passage uses both, and what is a
    stop word in one is too short or too rare to be a theme in another.
    """
    words = " ".join(BY_LANGUAGE.values())
    return np.unique(hashed_words(pa.array([words], pa.large_string())).hashes)


def learn_vocabulary(
    texts: Sequence[str], words: HashedWords, languages: Sequence[str]
) -> Vocabulary:
    """Return the vocabulary of passages, given with their words and languages."""
    passages = np.repeat(np.arange(len(texts)), np.diff(words.offsets))
    known, first, word = np.unique(words.hashes, return_index=True, return_inverse=True)
    forms = _forms(texts, words, passages, word, len(known))
    folded = [search_key(form) for form in forms]
    by_language = np.array(languages, dtype=object)
    spoken = by_language[passages[first]]
    stop = np.isin(known, stop_hashes())
    names: dict[str, int] = {}
    stem_of_word = np.full(len(known), -1, np.int64)
    for number, (key, language) in enumerate(zip(folded, spoken, strict=True)):
        if not stop[number] and _counts(key):
            stem_of_word[number] = names.setdefault(stem_of(key, language), len(names))
    stems = stem_of_word[word]
    kept = _telling(stems, passages, by_language, len(names))
    number_of = np.full(len(names) + 1, -1, np.int64)
    number_of[np.flatnonzero(kept)] = np.arange(int(kept.sum()))
    stem_of_word = number_of[stem_of_word]  # -1 reads the last place, which is -1
    listed = stem_of_word >= 0
    often = np.bincount(word, minlength=len(known))
    written = [""] * int(kept.sum())
    # ties go to the word that sorts first, so that the order of the texts does not show
    for place in sorted(np.flatnonzero(listed), key=lambda at: (often[at], folded[at])):
        written[stem_of_word[place]] = forms[place]
    return Vocabulary(known[listed], stem_of_word[listed].astype(np.int32), tuple(written))


def _counts(key: str) -> bool:
    """Whether a folded word can say anything: figures and single letters of alphabets do not."""
    if not key or key.isdecimal():
        return False
    return len(key) > 1 or ord(key) >= 0x2E80


def _forms(
    texts: Sequence[str],
    words: HashedWords,
    passages: NDArray[np.int64],
    word: NDArray[np.int64],
    known: int,
) -> list[str]:
    """How each word is mostly written; of two ways equally common, the first in sorting."""
    seen: list[Counter[str]] = [Counter() for _ in range(known)]
    rows = zip(
        passages.tolist(), word.tolist(), words.starts.tolist(), words.ends.tolist(), strict=True
    )
    for passage, number, start, end in rows:
        seen[number][texts[passage][start:end]] += 1
    return [min(forms, key=lambda form: (-forms[form], form)) for forms in seen]


def _telling(
    stems: NDArray[np.int64],
    passages: NDArray[np.int64],
    languages: NDArray[np.object_],
    count: int,
) -> NDArray[np.bool_]:
    """Which stems are neither too rare nor, in any language that has enough, too common."""
    real = stems >= 0
    pairs = np.unique(stems[real] * np.int64(len(languages)) + passages[real])
    stem, passage = pairs // len(languages), pairs % len(languages)
    kept: NDArray[np.bool_] = np.bincount(stem, minlength=count) >= RAREST
    for language in sorted(set(languages)):
        spoken = languages == language
        total = int(spoken.sum())
        if total >= _COMMON_ENOUGH:
            within = np.bincount(stem[spoken[passage]], minlength=count)
            kept &= within <= MOST_COMMON * total
    return kept


def _counted(offsets: NDArray[np.int64], numbers: NDArray[np.int32]) -> Counted:
    texts = len(offsets) - 1
    owner = np.repeat(np.arange(texts), np.diff(offsets))
    width = int(numbers.max(initial=-1)) + 1
    listed = numbers >= 0
    keys, counts = np.unique(owner[listed] * np.int64(width) + numbers[listed], return_counts=True)
    places = np.zeros(texts + 1, np.int64)
    np.cumsum(np.bincount(keys // max(width, 1), minlength=texts), out=places[1:])
    stems = (keys % max(width, 1)).astype(np.int32)
    return Counted(places, stems, counts.astype(np.int32))
