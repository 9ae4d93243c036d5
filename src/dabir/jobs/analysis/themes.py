"""Themes as the engine found them, turned into rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dabir.analysis.themes import ThemeInfo, ThemeModel
from dabir.domain.language.direction import direction
from dabir.jobs.analysis.passages import Laid, laid
from dabir.stages.themes.findings import FoundCode, FoundTheme
from dabir.stages.themes.models.proposed import WHOLE

SLICE = 2_000
TERMS = 12
NEARLY_ALL = 0.9
"""Share of a theme's submissions from which on a part of it says the same as the theme."""


def described(themes: Path) -> dict[str, Any]:
    """Return what the engine says of its themes."""
    told = json.loads(themes.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise TypeError(themes)
    return told


def wordless(model: Path) -> bytes:
    """Return what themes were found with, without a word that can be read.

    Later submissions come to the same themes by the hashes of words. The words themselves would
    outlive what is erased: a name that one person writes in two passages is among them.
    """
    found = ThemeModel.load(model)
    silent = replace(found.vocabulary, written=("",) * len(found.vocabulary))
    themes = tuple(ThemeInfo(one.number, one.parent, "", ()) for one in found.themes)
    return replace(found, themes=themes, vocabulary=silent).to_bytes()


def large_enough(folder: Path, told: Mapping[str, Any], least: int) -> set[int]:
    """Return the numbers of the themes that so many submissions speak of, at least.

    A theme below one that is too small goes with it; and so does the only one that is left below
    another, where it is nearly the whole of that.
    """
    file = folder / "themes.parquet"
    counted = pq.read_table(file, columns=["id", "theme"])
    rows = counted.group_by("theme").aggregate([("id", "count_distinct")]).to_pylist()
    sizes = {row["theme"]: row["id_count_distinct"] for row in rows}
    parents = {one["number"]: one.get("parent") for one in told.get("themes", ())}
    kept = {
        number: parent
        for number, parent in parents.items()
        if min(sizes.get(each, 0) for each in (number, parent) if each is not None) >= least
    }
    found, left = Counter(parents.values()), Counter(kept.values())
    return {
        number
        for number, parent in kept.items()
        if parent is None
        or found[parent] == left[parent]
        or left[parent] > 1
        or sizes[number] < NEARLY_ALL * sizes[parent]
    }


def found_themes(told: Mapping[str, Any], kept: Collection[int]) -> list[FoundTheme]:
    """Return these themes with their labels, terms and quotes, the last as places in passages."""
    listed = [one for one in told.get("themes", []) if one["number"] in kept]
    quoted = {int(quote["id"]) for one in listed for quote in one.get("quotes", ())}
    texts = laid(sorted(quoted))
    return [
        FoundTheme(
            number=one["number"],
            parent=one.get("parent"),
            names=_names(one["label"]),
            terms=[term["term"] for term in one.get("terms", ())][:TERMS],
            quotes=[place for quote in one.get("quotes", ()) if (place := _place(texts, quote))],
        )
        for one in listed
    ]


def _names(label: str) -> dict[str, str]:
    """Return a label under the language it is in, as far as its letters tell."""
    if not label:
        return {}
    return {"fa" if direction(label) == "rtl" else "en": label}


def _place(texts: Mapping[int, Laid], quote: Mapping[str, Any]) -> tuple[int, int, int] | None:
    text = texts.get(int(quote["id"]))
    return text.in_passage(quote["start"], quote["end"]) if text else None


def found_codes(folder: Path, kept: Collection[int]) -> Iterator[list[FoundCode]]:
    """Yield slices of codes: each passage that the engine put under one of these themes, weighed.

    The rows of a submission stand together, in the order of the passages' file.
    """
    places = _Places(folder / "passages.parquet")
    columns = ["id", "passage", "theme", "weight"]
    with pq.ParquetFile(folder / "themes.parquet") as file:
        for batch in file.iter_batches(batch_size=SLICE, columns=columns):
            rows = [row for row in batch.to_pylist() if row["theme"] in kept]
            texts = laid(sorted({int(row["id"]) for row in rows}))
            found: dict[tuple[int, int], FoundCode] = {}
            for row in rows:
                stretch = places.of(row["id"], row["passage"])
                text = texts.get(int(row["id"]))
                if text is None or stretch is None:
                    continue
                weight = max(min(round(float(row["weight"]) * WHOLE), WHOLE), 0)
                for passage in text.covered(*stretch):
                    key = (row["theme"], passage)
                    if key not in found or found[key].weight < weight:
                        found[key] = FoundCode(row["theme"], passage, text.submission, weight)
            yield list(found.values())


class _Places:
    """Where passages stand in their rows, read along with the themes, which come in their order."""

    def __init__(self, passages: Path) -> None:
        self._rows = self._read(passages)
        self._held: dict[tuple[str, int], tuple[int, int]] = {}

    @staticmethod
    def _read(passages: Path) -> Iterator[tuple[str, int, int, int]]:
        columns = ["id", "passage", "start", "end"]
        with pq.ParquetFile(passages) as file:
            for batch in file.iter_batches(batch_size=SLICE, columns=columns):
                yield from zip(*(batch[name].to_pylist() for name in columns), strict=True)

    def of(self, identity: str, passage: int) -> tuple[int, int] | None:
        """Return where a passage begins and ends in its row."""
        wanted = (identity, passage)
        while wanted not in self._held:
            row = next(self._rows, None)
            if row is None:
                return None
            if len(self._held) > 4 * SLICE:
                self._held = dict(list(self._held.items())[2 * SLICE :])
            self._held[row[0], row[1]] = (row[2], row[3])
        return self._held[wanted]
