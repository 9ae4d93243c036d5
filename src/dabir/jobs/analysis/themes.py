"""Themes as the engine found them, turned into rows."""

from __future__ import annotations

import json
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

    A theme below one that is too small goes with it.
    """
    file = folder / "themes.parquet"
    counted = pq.read_table(file, columns=["id", "theme"])
    sizes = counted.group_by("theme").aggregate([("id", "count_distinct")]).to_pylist()
    kept = {row["theme"] for row in sizes if row["id_count_distinct"] >= least}
    parents = {one["number"]: one.get("parent") for one in told.get("themes", ())}
    return {
        number
        for number, parent in parents.items()
        if number in kept and (parent is None or parent in kept)
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
