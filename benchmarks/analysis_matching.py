"""Matching: how often the source of an amendment comes first, and what a million candidates take.

Bills are invented in three languages with several habits of writing, and of legal formulas that
many clauses share; TF-IDF, which ranks by the likeness of whole new wordings, is asked the same in
the same run. What is fitted was fitted on other seeds than these.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from amendment_generator import Habits, bill
from clause_generator import hard_bill
from measuring import in_python
from sklearn.feature_extraction.text import TfidfVectorizer

from dabir.analysis.matching import Wording, match
from dabir.analysis.matching.tables import match_tables

SEED = 77
SEEDS = 8
"""Bills of each kind, from SEED on; the quick run asks of one."""

WORD = r"[\w\u200c]+"
BILLS = {
    "usual": ("syllables", Habits()),
    "english": ("english", Habits()),
    "persian": ("persian", Habits()),
    "much reworded": ("syllables", Habits(reworded=0.3, alike=0.65, coalition=0.25, partly=0.5)),
    "rewritten": ("english", Habits(rewritten=0.4, reworded=0.25)),
    "half without old": ("syllables", Habits(without_old=0.5)),
    "without old": ("persian", Habits(without_old=1.0)),
    "other stretches": ("english", Habits(cut_out=0.8)),
}
CLAUSES = {
    "English clauses": ("english", True),
    "Persian clauses": ("persian", True),
    "English clauses without old": ("english", False),
    "Persian clauses without old": ("persian", False),
}
"""Language, and whether proposals that are no letter give their old wording."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Amendments, proposals, and the proposals that each amendment took from."""

    amendments: Sequence[Wording]
    proposals: Sequence[Wording]
    sources: Mapping[str, tuple[str, ...]]


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Rank sources; then match a million candidates in a process of its own."""
    seen: dict[str, object] = {}
    better = True
    seeds = range(SEED, SEED + (1 if quick else SEEDS))
    for name in (*BILLS, *CLAUSES):
        rows = np.array([(*ranked(made), tfidf(made)) for made in bills(name, seeds)])
        first, reciprocal, peer = rows.mean(axis=0).tolist()
        spread = float(rows[:, 0].std(ddof=1)) if len(rows) > 1 else 0.0
        better &= first > peer
        seen[name] = {
            "first": first,
            "deviation": spread,
            "reciprocal": reciprocal,
            "tfidf_first": peer,
        }
        print(
            f"{name}: source first {first:.3f} (between seeds ±{spread:.3f}), "
            f"MRR {reciprocal:.3f}, TF-IDF {peer:.3f}"
        )
    candidates, queries = (50_000, 2_000) if quick else (1_000_000, 20_000)
    write_tables(folder, candidates, queries)
    took = in_python(Path(__file__), str(folder))
    for name in ("queries", "candidates", "matches"):
        (folder / f"{name}.parquet").unlink()
    seen |= {
        "candidates": candidates,
        "queries": queries,
        "seconds": round(took.seconds, 1),
        "processor_seconds": round(took.processor, 1),
        "peak_mb": took.peak >> 20,
        "sources_found": float(took.said.split()[-1]),
        "held": {"ahead of TF-IDF on every bill": bool(better)},
    }
    print(f"{queries} queries, {candidates} candidates: {took.seconds:.1f} s, {took.peak >> 20} MB")
    return seen


def bills(name: str, seeds: range) -> Iterator[Asked]:
    """Invent the bills of a name, one of each seed."""
    for seed in seeds:
        if name in BILLS:
            plain = bill(seed, *BILLS[name])
            taken = {each: (source,) for each, source in plain.source.items()}
            yield Asked(plain.amendments, plain.proposals, taken)
            continue
        tongue, with_old = CLAUSES[name]
        hard = hard_bill(seed, tongue)
        proposals = [each if with_old else replace(each, old=None) for each in hard.proposals]
        yield Asked(hard.amendments, proposals, hard.sources)


def ranked(made: Asked) -> tuple[float, float]:
    """Return how often a source comes first, and the mean of the reciprocal of its rank."""
    best: dict[str, int] = {}
    for found in match(made.amendments, made.proposals, top=50, least=0):
        if found.candidate in made.sources[found.query]:
            best.setdefault(found.query, found.rank)
    places = list(best.values())
    count = len(made.amendments)
    return places.count(1) / count, sum(1 / place for place in places) / count


def tfidf(made: Asked) -> float:
    """Return how often the cosine of whole new wordings puts a source first."""
    weigh = TfidfVectorizer(sublinear_tf=True, token_pattern=WORD)
    matrix = weigh.fit_transform([each.new for each in (*made.proposals, *made.amendments)])
    count = len(made.proposals)
    best = (matrix[count:] @ matrix[:count].T).toarray().argmax(axis=1)
    return float(
        np.mean(
            [
                made.proposals[place].id in made.sources[query.id]
                for query, place in zip(made.amendments, best, strict=True)
            ]
        )
    )


def write_tables(folder: Path, candidates: int, queries: int) -> None:
    """Write wordings of some sixty words each; every query takes twelve words of one candidate."""
    chance = np.random.default_rng(SEED)
    words = np.array([f"w{number:x}" for number in range(200_000)])
    rates = np.cumsum(1 / np.arange(20, len(words) + 20))

    def drawn(rows: int) -> np.ndarray:
        dice = chance.random((rows, 60)) * rates[-1]
        return np.searchsorted(rates, dice).astype(np.int32)

    def table(numbers: np.ndarray) -> pa.Table:
        texts = [" ".join(row) for row in words[numbers]]
        return pa.table(
            {
                "id": [str(row) for row in range(len(texts))],
                "text": pa.array(texts, pa.large_string()),
            }
        )

    sources = chance.integers(0, candidates, queries)
    taken = np.empty((queries, 12), np.int32)
    writer: pq.ParquetWriter | None = None
    for first in range(0, candidates, 100_000):
        numbers = drawn(min(100_000, candidates - first))
        here = np.flatnonzero((sources >= first) & (sources < first + len(numbers)))
        taken[here] = numbers[sources[here] - first, 20:32]
        rows = table(numbers)
        writer = writer or pq.ParquetWriter(folder / "candidates.parquet", rows.schema)
        writer.write_table(rows)
    if writer:
        writer.close()
    asked = drawn(queries)
    asked[:, 10:22] = taken
    rows = table(asked).append_column("source", pa.array([str(each) for each in sources]))
    pq.write_table(rows, folder / "queries.parquet")


def main() -> None:
    """Match the tables in a folder, and say how many sources came first."""
    folder = Path(sys.argv[1])
    began = time.perf_counter()
    match_tables(
        folder / "queries.parquet", folder / "candidates.parquet", folder / "matches.parquet"
    )
    print(f"{time.perf_counter() - began:.1f} s")
    rows = pq.read_table(folder / "matches.parquet", filters=[("rank", "=", 1)])
    first = dict(zip(rows["query"].to_pylist(), rows["candidate"].to_pylist(), strict=True))
    asked = pq.read_table(folder / "queries.parquet", columns=["id", "source"]).to_pylist()
    print(sum(first.get(each["id"]) == each["source"] for each in asked) / len(asked))


if __name__ == "__main__":
    main()
