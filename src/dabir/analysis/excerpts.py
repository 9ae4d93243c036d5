"""Some passages out of many, with their words: those that are most about a theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dabir.analysis.engines import Parts

_CANDIDATES_FOR_ONE = 8  # more than are wanted, for copies of one text count once


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage of a submission: its number there, and from which character to which."""

    id: str
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with its words, and how much it is about the theme for which it was chosen."""

    place: Place
    text: str
    weight: float


def strongest_excerpts(
    themes: Path, passages: Path, submissions: Parts, *, numbers: Sequence[int], most: int
) -> dict[int, list[Excerpt]]:
    """Return by theme the passages that are most about it, the same words only once.

    ``themes`` and ``passages`` are files of the tables THEMES and PASSAGES. Ties go in the order
    of the ids.
    """
    rows = _strongest_rows(themes, numbers, most * _CANDIDATES_FOR_ONE)
    wanted = {(row["id"], row["passage"]) for found in rows.values() for row in found}
    places = places_of(passages, wanted)
    texts = texts_of(submissions, {place.id for place in places.values()})
    return {theme: _distinct(found, places, texts, most) for theme, found in rows.items()}


def _distinct(
    rows: Iterable[Mapping[str, Any]],
    places: Mapping[tuple[str, int], Place],
    texts: Mapping[str, str],
    most: int,
) -> list[Excerpt]:
    found: dict[str, Excerpt] = {}
    for row in rows:
        place = places.get((row["id"], row["passage"]))
        if place is None or place.id not in texts or len(found) == most:
            continue
        text = texts[place.id][place.start : place.end]
        found.setdefault(" ".join(text.split()), Excerpt(place, text, float(row["weight"])))
    return list(found.values())


def _strongest_rows(
    themes: Path, numbers: Sequence[int], most: int
) -> dict[int, list[dict[str, Any]]]:
    wanted = pa.array(numbers, pa.int32())
    kept: list[pa.Table] = []
    for batch in read_batches(themes, ["id", "passage", "theme", "weight"]):
        rows = batch.filter(pc.is_in(batch["theme"], value_set=wanted))
        kept.append(_first_of_each(pa.Table.from_batches([rows]), most))
        if len(kept) > 32:
            kept = [_first_of_each(pa.concat_tables(kept), most)]
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _first_of_each(pa.concat_tables(kept), most).to_pylist() if kept else []:
        found.setdefault(row["theme"], []).append(row)
    return found


def _first_of_each(rows: pa.Table, most: int) -> pa.Table:
    order = [("theme", "ascending"), ("weight", "descending"), ("id", "ascending")]
    ordered = rows.sort_by([*order, ("passage", "ascending")])
    theme = ordered["theme"].to_numpy()
    within = np.arange(len(theme)) - np.searchsorted(theme, theme)
    return ordered.filter(pa.array(within < most))


def copies_of(duplicates: Path, ids: Collection[str]) -> dict[str, int]:
    """Return for each submission that has copies how many say the same, itself included.

    ``duplicates`` is a file of the table DUPLICATES.
    """
    wanted = pa.array(sorted(ids), pa.string())
    clusters: dict[str, int] = {}
    sizes: Counter[int] = Counter()
    for batch in read_batches(duplicates, ["id", "cluster"]):
        chosen = batch.filter(pc.is_in(batch["id"], value_set=wanted))
        pairs = zip(chosen["id"].to_pylist(), chosen["cluster"].to_pylist(), strict=True)
        clusters.update(pairs)
        counted = pc.value_counts(batch["cluster"]).to_pylist()
        sizes.update({row["values"]: row["counts"] for row in counted})
    return {identity: sizes[cluster] for identity, cluster in clusters.items()}


def stances_of(submissions: Parts, ids: Collection[str]) -> dict[str, str]:
    """Return the stances that came with the input, by id; nothing where it has none."""
    if "stance" not in submissions.schema.names:
        return {}
    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    for batch in submissions.batches(["id", "stance"]):
        known = pc.and_(pc.is_in(batch["id"], value_set=wanted), pc.is_valid(batch["stance"]))
        chosen = batch.filter(known)
        found.update(zip(chosen["id"].to_pylist(), chosen["stance"].to_pylist(), strict=True))
    return found


def texts_of(submissions: Parts, ids: Collection[str]) -> dict[str, str]:
    """Return the texts of the submissions of these ids; an id that none has is left out."""
    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    if not wanted:
        return found
    for batch in submissions.batches(["id", "text"]):
        chosen = batch.filter(pc.is_in(batch["id"], value_set=wanted))
        found.update(
            zip(chosen["id"].to_pylist(), chosen["text"].to_pylist(), strict=True),
        )
    return found


def places_of(passages: Path, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Place]:
    """Return where passages stand, by the submission's id and their number in it.

    ``passages`` is a file of the table PASSAGES.
    """
    numbers: dict[str, set[int]] = {}
    for identity, number in wanted:
        numbers.setdefault(identity, set()).add(number)
    ids = pa.array(sorted(numbers), pa.string())
    places: dict[tuple[str, int], Place] = {}
    if not ids:
        return places
    for batch in read_batches(passages, ["id", "passage", "start", "end"]):
        for row in batch.filter(pc.is_in(batch["id"], value_set=ids)).to_pylist():
            if row["passage"] in numbers[row["id"]]:
                places[row["id"], row["passage"]] = Place(**row)
    return places


def read_batches(file: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield some columns of a Parquet file in order; nothing where there is no such file."""
    if file.exists():
        with pq.ParquetFile(file) as opened:
            yield from opened.iter_batches(batch_size=1 << 16, columns=columns)
