"""Quotations that show what a theme is about: passages of the sample, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dabir.analysis.engines import Parts
from dabir.analysis.errors import RunError
from dabir.analysis.excerpts import texts_of
from dabir.analysis.themes.model import ThemeModel
from dabir.analysis.themes.weighing import weigh_texts
from dabir.analysis.words import hashed_words

QUOTES = 3
"""Quotations of a theme, and of each stance in it where stances are known."""

_SHORT, _LONG = 40, 400
"""Characters of passages that are read as quotations best."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage, with its words."""

    id: str
    passage: int
    start: int
    end: int
    text: str
    weight: float
    stance: str | None

    def told(self) -> dict[str, Any]:
        """Return it as themes.json holds it."""
        told = {
            "id": self.id,
            "passage": self.passage,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "weight": round(self.weight, 4),
        }
        return told if self.stance is None else {**told, "stance": self.stance}


def choose_quotes(
    model: ThemeModel, sample: pa.Table, stances: Mapping[str, str | None]
) -> dict[int, list[Quote]]:
    """Return by theme the passages of the sample that are most about it and say it best.

    They weigh most in it, use several of its terms, and are neither scraps nor pages.
    """
    passages = _passages(sample, stances)
    rows = weigh_texts(model, [quote.text for quote in passages])
    stems = model.vocabulary.count(
        hashed_words(pa.array([quote.text for quote in passages], pa.large_string()))
    )
    number_of = {written: at for at, written in enumerate(model.vocabulary.written)}
    terms = {
        theme.number: {number_of[term]: weight for term, weight in theme.terms}
        for theme in model.themes
    }
    found: dict[int, list[tuple[float, Quote]]] = {theme.number: [] for theme in model.themes}
    for at, (quote, weighed) in enumerate(zip(passages, rows, strict=True)):
        said = stems.stems[stems.offsets[at] : stems.offsets[at + 1]].tolist()
        for theme, weight in weighed:
            telling = sum(terms[theme].get(stem, 0.0) for stem in said)
            score = weight * telling * _readable(len(quote.text))
            if score > 0:
                found[theme].append((score, quote))
    return {theme: _best(scored) for theme, scored in found.items()}


def check_quotes(quotes: Mapping[int, Sequence[Quote]], submissions: Parts) -> None:
    """Raise RunError unless every quotation stands letter by letter where it is said to stand."""
    listed = [quote for group in quotes.values() for quote in group]
    texts = texts_of(submissions, {quote.id for quote in listed})
    for quote in listed:
        if texts.get(quote.id, "")[quote.start : quote.end] != quote.text:
            raise RunError(f"A quotation of {quote.id} does not stand in it letter by letter.")


def _readable(length: int) -> float:
    return float(min(1.0, length / _SHORT, (_LONG / length) ** 0.5))


def _passages(sample: pa.Table, stances: Mapping[str, str | None]) -> list[Quote]:
    found = []
    for row in sample.to_pylist():
        base = row["starts"][0]
        for place, (start, end) in enumerate(zip(row["starts"], row["ends"], strict=True)):
            text = row["text"][start - base : end - base]
            passage = row["passage"] + place
            stance = stances.get(row["id"])
            found.append(Quote(row["id"], passage, start, end, text, 1.0, stance))
    return found


def _best(scored: list[tuple[float, Quote]]) -> list[Quote]:
    """The best of all, and of each stance; no two that read the same."""
    ordered = sorted(scored, key=lambda each: (-each[0], each[1].id, each[1].passage))
    top = ordered[0][0] if ordered else 1.0
    chosen: list[Quote] = []
    said: set[str] = set()
    left: dict[str | None, int] = {}
    for score, quote in ordered:
        words = " ".join(quote.text.split())
        if words in said or left.get(quote.stance, 0) == QUOTES:
            continue
        said.add(words)
        left[quote.stance] = left.get(quote.stance, 0) + 1
        weight = float(np.float64(score / top))
        chosen.append(
            Quote(quote.id, quote.passage, quote.start, quote.end, quote.text, weight, quote.stance)
        )
    return chosen
