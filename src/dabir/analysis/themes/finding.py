"""The stage of themes: from passages to the themes of each, and to what the themes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dabir.analysis.engines import Engine, Parts, read_part
from dabir.analysis.runs.writing import whole_file, write_json, write_rows
from dabir.analysis.schemas import SUBMISSIONS
from dabir.analysis.themes.fitting import fit_themes
from dabir.analysis.themes.model import ThemeModel
from dabir.analysis.themes.passages import bring_together
from dabir.analysis.themes.quoting import Quote, check_quotes, choose_quotes
from dabir.analysis.themes.sampling import SAMPLE, SampleUnits, smallest
from dabir.analysis.themes.sizes import STANCES, Clusters, Sizes, count_sizes, stances_of
from dabir.analysis.themes.weighing import LEAST, WeighThemes

VERSION = 1
_IDS = pa.schema([SUBMISSIONS.field("id")])


class Vectors(Protocol):
    """A model that gives texts vectors, for themes across languages."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a vector for each text."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What the stage counted."""

    themes: int
    subthemes: int
    passages: int
    unassigned: int
    kept: dict[str, Any] = field(default_factory=dict)


def find_themes(
    engine: Engine,
    *,
    submissions: Parts,
    passages: Parts,
    duplicates: Path | None,
    room: Path,
    out: Path,
    seed: int = 0,
    threads: int = 1,
    vectors: Vectors | None = None,
) -> Found:
    """Write themes.parquet, themes.json and themes.model into ``out``.

    Reads the submissions, their passages (part n belongs to part n) and the table DUPLICATES, so
    that a campaign counts once. ``room`` keeps what is made on the way, for a run that goes on.
    """
    clusters = Clusters.read(duplicates)
    together = bring_together(
        submissions, passages, clusters.copies, room / "together", threads=threads
    )
    sampled = engine.map(SampleUnits(), together, room / "sample")
    sample = smallest(pa.Table.from_batches(sampled.batches(), SAMPLE))
    texts = sample["text"].to_pylist()
    model = fit_themes(
        texts,
        sample["language"].to_pylist(),
        seed=seed,
        vectors=None if vectors is None else vectors.embed(texts),
    )
    weighed = engine.map(WeighThemes(model), together, room / "weighed")
    write_rows(out / "themes.parquet", weighed.schema, weighed.batches(), keep=True)
    most = max((theme.number for theme in model.themes), default=0)
    sizes = count_sizes(weighed, submissions, clusters, most)
    quotes = choose_quotes(model, sample, _stances(submissions, sample["id"].combine_chunks()))
    check_quotes(quotes, submissions)
    total = passages.rows
    told = describe(model, sizes, quotes, total)
    if vectors is not None:
        told["method"]["vectors"] = vectors.name
    write_json(out / "themes.json", told)
    with whole_file(out / "themes.model") as path:
        model.save(path)
    upper = sum(theme.parent is None for theme in model.themes)
    return Found(upper, len(model.themes) - upper, total, total - sizes.assigned)


def describe(
    model: ThemeModel, sizes: Sizes, quotes: dict[int, list[Quote]], passages: int
) -> dict[str, Any]:
    """Return what themes.json says; see docs/reference/analysis-files.md for its shape."""
    themes = []
    for theme in model.themes:
        number = theme.number
        themes.append(
            {
                "number": number,
                "parent": theme.parent,
                "label": theme.label,
                "terms": [{"term": term, "weight": weight} for term, weight in theme.terms],
                "size": {
                    "submissions": sizes.submissions[number],
                    "campaigns": sizes.campaigns[number],
                    "passages": sizes.passages[number],
                },
                "stances": dict(sorted(sizes.stances.get(number, {}).items(), key=_in_order)),
                "quotes": [quote.told() for quote in quotes[number]],
            }
        )
    unassigned = passages - sizes.assigned
    return {
        "format": 1,
        "seed": model.seed,
        "criterion": model.method["criterion"],
        "method": {**model.method, "least_weight": LEAST},
        "passages": passages,
        "unassigned": unassigned,
        "unassigned_share": round(unassigned / passages, 6) if passages else 0.0,
        "themes": themes,
    }


def _in_order(stance: tuple[str, int]) -> tuple[int, str]:
    known = STANCES.index(stance[0]) if stance[0] in STANCES else len(STANCES)
    return known, stance[0]


def _stances(submissions: Parts, ids: pa.Array) -> dict[str, str | None]:
    """Return the stances of some submissions, as far as any are known."""
    found: dict[str, str | None] = {}
    for file in submissions.files:
        own = pa.Table.from_batches(read_part(file, ["id"]), _IDS)["id"]
        here = own.filter(pc.is_in(own, value_set=ids)).combine_chunks()
        stances = stances_of(file, here)
        if stances is None:
            return {}
        found.update(zip(here.to_pylist(), stances, strict=True))
    return found
