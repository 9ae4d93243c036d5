"""The report of a run of a million submissions: how long, how much memory, how large a page.

The tables are invented, for only their sizes matter here: six in ten submissions are members of
fifty campaigns, a third of those with words of their own; two passages each; eighty themes.
"""

import json
import shutil
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from measuring import in_python

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.reporting import write_report
from dabir.analysis.schemas import DUPLICATES, PASSAGES, SKIPPED, SUBMISSIONS, THEMES

ROWS, FEW = 1_000_000, 20_000
SECONDS, MEGABYTES = 10.0, 3.0
CAMPAIGNS, THEMES_IN_ALL, PARTS = 50, 80, 8


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Write the tables, then the report in a process of its own."""
    run = folder / "report"
    shutil.rmtree(run, ignore_errors=True)
    _write_run(run, FEW if quick else ROWS)
    seen = in_python(Path(__file__), str(run))
    told = json.loads(seen.said.splitlines()[-1])
    shutil.rmtree(run)
    print(f"{told['seconds']:.1f} s, {told['megabytes']:.2f} MB, peak {seen.peak >> 20} MB")
    held = {
        f"at most {SECONDS:.0f} s": told["seconds"] <= SECONDS,
        f"at most {MEGABYTES:.0f} MB": told["megabytes"] <= MEGABYTES,
    }
    return {**told, "peak_mb": seen.peak >> 20, "held": held}


def _write_run(run: Path, number: int) -> None:
    chance = np.random.default_rng(7)
    words = np.array([f"word{n}" for n in range(3000)])
    letters = [" ".join(chance.choice(words, 100)) for _ in range(2000)]
    campaign = chance.random(number) < 0.6
    which = np.where(
        campaign,
        chance.integers(0, CAMPAIGNS, number),
        chance.integers(CAMPAIGNS, len(letters), number),
    )
    adds = campaign & (np.arange(number) % 3 == 0)
    texts = [
        f"{letters[letter]} and {row} of my own words" if added else letters[letter]
        for row, (letter, added) in enumerate(zip(which.tolist(), adds.tolist(), strict=True))
    ]
    ids = pa.array([f"C-{row:08d}" for row in range(number)])
    submissions = pa.table(
        [pa.array(range(number), pa.int64()), ids, texts, pa.nulls(number, pa.string())],
        schema=SUBMISSIONS,
    )
    (run / "submissions").mkdir(parents=True)
    for part, begin in enumerate(range(0, number, -(-number // PARTS))):
        rows = submissions.slice(begin, -(-number // PARTS))
        pq.write_table(rows, run / "submissions" / part_name(part), compression="none")
    _write_duplicates(
        run,
        ids=ids,
        texts=texts,
        letters=letters,
        which=which,
        members=np.flatnonzero(campaign),
    )
    _write_themes(run, ids, texts, chance)
    pq.write_table(SKIPPED.empty_table(), run / "skipped.parquet")


def _write_duplicates(
    run: Path,
    *,
    ids: pa.Array,
    texts: list[str],
    letters: list[str],
    which: np.ndarray,
    members: np.ndarray,
) -> None:
    first = np.zeros(CAMPAIGNS, np.int64)
    first[which[members][::-1]] = members[::-1]
    cluster = first[which[members]]
    turned = first[which[members] ^ 1]
    differences = [
        [{"start": begin, "end": len(texts[row]), "text": texts[row][begin:], "template": ""}]
        if (begin := len(letters[which[row]])) < len(texts[row])
        else []
        for row in members.tolist()
    ]
    table = pa.table(
        [
            ids.take(pa.array(members)),
            pa.array(cluster),
            ["campaign"] * len(members),
            pa.array(np.ones(len(members), np.float32)),
            ids.take(pa.array(cluster)),
            pa.array(turned, mask=which[members] >= 10),
            pa.array(differences, DUPLICATES.field("difference").type),
        ],
        schema=DUPLICATES,
    )
    pq.write_table(table, run / "duplicates.parquet", compression="zstd")


def _write_themes(run: Path, ids: pa.Array, texts: list[str], chance: np.random.Generator) -> None:
    owner, place = np.repeat(np.arange(len(ids)), 2), np.tile([0, 1], len(ids))
    lengths = np.array([len(text) for text in texts])[owner]
    start = np.where(place, lengths // 2, 0)
    end = np.where(place, lengths, lengths // 2)
    owners, places = ids.take(pa.array(owner)), pa.array(place, pa.int32())
    offsets = [pa.array(one, pa.int32()) for one in (start, end)]
    languages = pa.array(np.where(owner % 3, "en", "fa"))
    passages = pa.table([owners, places, *offsets, languages], schema=PASSAGES)
    pq.write_table(passages, run / "passages.parquet", compression="zstd")
    chosen = np.flatnonzero(chance.random(len(owner)) < 0.9)
    theme = pa.array(chance.integers(10, THEMES_IN_ALL, len(chosen)), pa.int32())
    weight = pa.array(chance.random(len(chosen), np.float32))
    rows = pa.array(chosen)
    table = pa.table([owners.take(rows), places.take(rows), theme, weight], schema=THEMES)
    pq.write_table(table, run / "themes.parquet", compression="zstd")
    told = [_theme(number, texts) for number in range(THEMES_IN_ALL)]
    (run / "themes.json").write_text(json.dumps({"themes": told}), encoding="utf-8")


def _theme(number: int, texts: list[str]) -> dict[str, object]:
    quotes = [
        {"id": f"C-{row:08d}", "passage": 0, "start": 0, "end": 200, "text": texts[row][:200]}
        | {"stance": ("for", "against")[row % 2]}
        for row in range(number * 7, number * 7 + 6)
    ]
    return {
        "number": number,
        "parent": None if number < 10 else number % 10,
        "label": f"theme number {number}",
        "terms": [{"term": f"word{number * 9 + n}", "weight": 0.5} for n in range(8)],
        "size": {"submissions": 1000 * (number + 1), "campaigns": 100, "passages": 20_000},
        "stances": {"for": 300, "against": 200, "mixed": 20},
        "quotes": quotes,
    }


def main() -> None:
    """Write the report of the run in a folder, and say how long it took."""
    run = Path(sys.argv[1])
    begun, worked = time.monotonic(), time.process_time()
    page = write_report(run, submissions=Parts(run / "submissions", SUBMISSIONS), language="en")
    told = {
        "seconds": round(time.monotonic() - begun, 2),
        "processor_seconds": round(time.process_time() - worked, 2),
        "megabytes": round(page.stat().st_size / 1e6, 2),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
