"""What a theme is called: words and phrases that tell it from the others, as people wrote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.themes.vocabulary import Vocabulary
from dabir.analysis.words import HashedWords

TERMS = 12
"""Terms kept for each theme."""

PIECES = 3
"""Words or phrases in a label."""

_PHRASE_SHARE = 0.4
"""A phrase stands for its word where the theme's passages write the word in it this often."""

_LEAST_PHRASES = 3


def telling_terms(uses: NDArray[np.float64]) -> list[list[tuple[int, float]]]:
    """Return for each theme the stems that tell most, with their shares of what is told.

    ``uses`` is themes × stems. A stem tells p(stem | theme) · ln(p(stem | theme) / p(stem)): what
    it adds to the divergence of the theme's words from everybody's.
    """
    smooth = uses + 1e-9
    within = smooth / smooth.sum(axis=1, keepdims=True)
    overall = smooth.sum(axis=0) / smooth.sum()
    telling = np.maximum(within * np.log(within / overall), 0)
    found = []
    for row in telling:
        best = np.argsort(-row, kind="stable")[:TERMS]
        best = best[row[best] > 0]
        total = row[best].sum()
        found.append([(int(stem), float(row[stem] / total)) for stem in best])
    return found


class Phrases:
    """Pairs of counted words that stand beside each other, by theme."""

    def __init__(
        self,
        texts: Sequence[str],
        words: HashedWords,
        numbers: NDArray[np.int32],
        theme: NDArray[np.int32],
    ) -> None:
        self._uses: Counter[tuple[int, int]] = Counter()
        self._written: dict[tuple[int, int], dict[tuple[int, int], Counter[str]]] = {}
        owner = np.repeat(np.arange(len(texts)), np.diff(words.offsets))
        counted = np.flatnonzero(numbers >= 0)
        themes, stems = theme[owner].tolist(), numbers.tolist()
        starts, ends, owners = words.starts.tolist(), words.ends.tolist(), owner.tolist()
        before = -2
        for at in counted.tolist():
            own = themes[at]
            self._uses[own, stems[at]] += 1
            beside, before = before == at - 1, at
            if not beside or owners[at - 1] != owners[at] or stems[at - 1] == stems[at]:
                continue
            text = texts[owners[at]]
            if text[ends[at - 1] : starts[at]].strip():
                continue  # a comma or a full stop parts them
            phrase = text[starts[at - 1] : ends[at]]
            pair = (stems[at - 1], stems[at])
            for stem in pair:
                forms = self._written.setdefault((own, stem), {})
                forms.setdefault(pair, Counter())[phrase] += 1

    def best(self, theme: int, stem: int, others: Sequence[int]) -> tuple[str, int] | None:
        """Return the phrase in which a theme mostly writes a stem, with its other stem.

        Of phrases with one of ``others`` any that is common enough; with other stems only one
        that holds the stem nearly always.
        """
        found: list[tuple[int, str, int]] = []
        uses = self._uses[theme, stem]
        for (first, second), forms in self._written.get((theme, stem), {}).items():
            other = second if first == stem else first
            count = forms.total()
            needed = _PHRASE_SHARE if other in others else 1.5 * _PHRASE_SHARE
            if count >= max(_LEAST_PHRASES, needed * uses):
                found.append((-count, _commonest(forms), other))
        if not found:
            return None
        _, form, other = min(found)
        return form, other


def _commonest(forms: Counter[str]) -> str:
    """Of two equally common, the one that sorts first."""
    return min(forms, key=lambda form: (-forms[form], form))


def label_of(
    theme: int, terms: Sequence[tuple[int, float]], vocabulary: Vocabulary, phrases: Phrases
) -> str:
    """Return a label of at most three words or phrases, the most telling first."""
    stems = [stem for stem, _ in terms]
    pieces: list[str] = []
    said: set[int] = set()
    for stem in stems:
        if stem in said or len(pieces) == PIECES:
            continue
        phrase = phrases.best(theme, stem, stems)
        if phrase is not None and phrase[1] not in said:
            pieces.append(phrase[0])
            said |= {stem, phrase[1]}
        else:
            pieces.append(vocabulary.written[stem])
            said.add(stem)
    comma = "، " if any("\u0600" <= letter <= "\u06ff" for letter in "".join(pieces)) else ", "
    return comma.join(pieces)
