"""The themes of a run with the passages that show what they are about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.engines import Parts
from dabir.analysis.excerpts import places_of, read_batches, texts_of
from dabir.analysis.reporting.facts import Assisted, Cited, Sentence, Theme

STRONGEST = 12
LONGEST_QUOTE = 900
LISTED_THEMES = 300
_CANDIDATES = 8 * STRONGEST  # more than are shown, for copies of one text count once
_COLUMNS = ["id", "passage", "theme", "weight"]


def read_method(file: Path) -> dict[str, Any]:
    """Return what themes.json says; nothing where there are no themes."""
    if not file.exists():
        return {}
    found = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)  # noqa: S101 (the table of contents is an object)
    return found


def read_themes(
    described: Sequence[Mapping[str, Any]], themes: Path, passages: Path, submissions: Parts
) -> tuple[Theme, ...]:
    """Return themes as they are described, each with the passages that are most its own."""
    listed = described[:LISTED_THEMES]
    strongest = _strongest(themes, [one["number"] for one in listed])
    wanted = {(row["id"], row["passage"]) for rows in strongest.values() for row in rows}
    places = places_of(passages, wanted)
    texts = texts_of(submissions, {place.id for place in places.values()})
    return tuple(
        _theme(one, _cited(strongest.get(one["number"], []), places, texts)) for one in listed
    )


def _strongest(themes: Path, numbers: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Return by theme the rows of the greatest weights; ties in the order of their ids."""
    wanted = pa.array(numbers, pa.int32())
    kept: list[pa.Table] = []
    for batch in read_batches(themes, _COLUMNS):
        rows = pa.Table.from_batches([batch.filter(pc.is_in(batch["theme"], value_set=wanted))])
        kept.append(_first_of_each(rows))
        if len(kept) > 32:
            kept = [_first_of_each(pa.concat_tables(kept))]
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _first_of_each(pa.concat_tables(kept)).to_pylist() if kept else []:
        found.setdefault(row["theme"], []).append(row)
    return found


def _first_of_each(rows: pa.Table) -> pa.Table:
    order = [("theme", "ascending"), ("weight", "descending"), ("id", "ascending")]
    ordered = rows.sort_by([*order, ("passage", "ascending")])
    theme = ordered["theme"].to_numpy()
    within = np.arange(len(theme)) - np.searchsorted(theme, theme)
    return ordered.filter(pa.array(within < _CANDIDATES))


def _cited(
    rows: list[dict[str, Any]], places: Mapping[Any, Any], texts: Mapping[str, str]
) -> tuple[Cited, ...]:
    cited: dict[str, Cited] = {}
    for row in rows:
        place = places.get((row["id"], row["passage"]))
        if place is None or place.id not in texts:
            continue
        text = texts[place.id][place.start : place.end]
        words = " ".join(text.split())
        if words not in cited:
            cited[words] = Cited(
                place.id, place.passage, place.start, place.end, text, float(row["weight"])
            )
        if len(cited) == STRONGEST:
            break
    return tuple(cited.values())


def _theme(one: Mapping[str, Any], strongest: tuple[Cited, ...]) -> Theme:
    sizes = one.get("size", {})
    return Theme(
        number=one["number"],
        parent=one.get("parent"),
        label=one["label"],
        terms=tuple((term["term"], float(term["weight"])) for term in one.get("terms", ())),
        submissions=sizes.get("submissions", 0),
        distinct=sizes.get("campaigns", 0),
        passages=sizes.get("passages", 0),
        stances=one.get("stances", {}),
        quotes=tuple(_quote(quote) for quote in one.get("quotes", ())),
        strongest=strongest,
        assisted=_assisted(one.get("assistant")),
    )


def _quote(quote: Mapping[str, Any]) -> Cited:
    return Cited(
        id=quote["id"],
        passage=quote["passage"],
        start=quote["start"],
        end=quote["end"],
        text=quote["text"],
        stance=quote.get("stance"),
    )


def _assisted(said: Mapping[str, Any] | None) -> Assisted | None:
    if not said:
        return None
    return Assisted(
        model=said["model"],
        label=said.get("label"),
        summary=tuple(
            Sentence(
                text=sentence["sentence"],
                side=sentence.get("side"),
                evidence=tuple(map(_quote, sentence["passages"])),
            )
            for sentence in said.get("summary", ())
        ),
        stances=said.get("stances", {}),
        judged=said.get("judged", 0),
    )
