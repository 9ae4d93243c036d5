"""Duplicates of 0.2 and 1 million submissions, beside datasketch and rensa, against the truth.

    python benchmarks/analysis.py --part duplicates [--quick]

All read the same file (``submission_generator.py``). The peers get what their documentation shows
for many documents: words of lower case, sets of three words in a row, 128 permutations
(``MinHash.bulk`` of datasketch, ``RMinHash`` of rensa), then the same bands of both (32 of 4 rows,
texts that share a band chained, each link verified on the signatures, components by scipy): their
own LSH asks for each document apart, which is quadratic where thousands are alike; datasketch's is
measured on the first part of the file alone, and given as documents a second. Each runs in a
process of its own. A peer's time is that of finding clusters; ours is given for that alone and
with everything, differences written.
"""

import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from measuring import in_python
from numpy.typing import NDArray

PERMUTATIONS, BANDS = 128, 32
LIKE = 0.5
#: How many rows datasketch's own index is asked about; each of more would take longer.
FIRST = 40_000
HERE = Path(__file__).resolve()


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Return seconds, memory, precision and recall, and the ratios to the peers."""
    small = submissions(folder, 5_000 if quick else 200_000)
    large = submissions(folder, 20_000 if quick else 1_000_000)
    ours = found_in(small, folder)
    clusters = ours["seconds"]["clusters"]
    figures: dict[str, object] = {"small": ours}
    ratios = {}
    for peer in ("rensa", "datasketch"):
        theirs = json.loads(in_python(HERE, peer, str(small)).said.splitlines()[-1])
        labels = np.load(theirs.pop("labels"))
        theirs |= scored(small, labels)
        figures[peer] = theirs
        ratios[peer] = round(theirs["seconds"] / clusters, 1)
        print(f"{peer}: {theirs}, {ratios[peer]} times as long", flush=True)
    own = json.loads(in_python(HERE, "datasketch_index", str(small)).said.splitlines()[-1])
    a_second = ours["rows"] / clusters
    ratios["datasketch_index"] = round(a_second / own["a_second"], 1)
    figures["datasketch_index"] = own
    print(f"datasketch's own index: {own}, {ratios['datasketch_index']} times as long", flush=True)
    whole = found_in(large, folder)
    figures |= {"ratios": ratios, "large": whole}
    figures["held"] = {
        "40 times datasketch's index": ratios["datasketch_index"] >= 40,
        "40 times datasketch's signatures": ratios["datasketch"] >= 40,
        "5 times rensa": ratios["rensa"] >= 5,
        "1 M in 15 s": whole["seconds"]["all"] <= 15,
        "1 M in 3 GB": whole["peak_gb"] <= 3,
        "precision": min(ours["precision"], whole["precision"]) >= 0.99,
        "recall": min(ours["recall"], whole["recall"]) >= 0.99,
    }
    return figures


def submissions(folder: Path, rows: int, *, unique: float = 0.4, standing: float = 0.5) -> Path:
    """Return a file of invented submissions, made now where it is not there."""
    path = folder / f"submissions-{rows}-{unique}-{standing}.parquet"
    if not path.exists():
        began = time.perf_counter()
        in_python(
            HERE.with_name("submission_generator.py"),
            *("--rows", str(rows), "--out", str(path)),
            *("--unique", str(unique), "--standing", str(standing)),
        )
        print(f"made {path.name} in {time.perf_counter() - began:.0f} s", flush=True)
    return path


def found_in(path: Path, folder: Path) -> dict:  # type: ignore[type-arg] # figures of all kinds
    """Return what Dabir finds in a file, how long it takes, and how right it is."""
    out = folder / f"{path.stem}-duplicates.parquet"
    ran = in_python(HERE, "dabir", str(path), str(out))
    figures = json.loads(ran.said.splitlines()[-1])
    figures["peak_gb"] = round(ran.peak / 1e9, 2)
    figures |= scored(path, labels_of(path, out))
    print(f"{path.name}: {figures}", flush=True)
    return figures


def labels_of(path: Path, found: Path) -> NDArray[np.int64]:
    """Return the cluster of each row; a row that is alone has a negative number of its own."""
    table = pq.read_table(found, columns=["id", "cluster"])
    labels = -1 - np.arange(pq.read_metadata(path).num_rows)
    # Ids are numbers of rows in these files: s00000000 and so on.
    numbers = np.array([int(name[1:]) for name in table["id"].to_pylist()], np.int64)
    labels[numbers] = table["cluster"].to_numpy()
    return labels


def scored(path: Path, labels: NDArray[np.int64]) -> dict[str, float]:
    """Return precision and recall, of pairs and as rows see them (B-cubed)."""
    truth = pq.read_table(path, columns=["template"])["template"].to_numpy()
    truth = np.where(truth < 0, -1 - np.arange(len(truth)), truth)
    of_found, found = np.unique(labels, return_inverse=True)
    of_truth, true = np.unique(truth, return_inverse=True)
    sizes, true_sizes = np.bincount(found), np.bincount(true)
    both = found.astype(np.int64) * len(of_truth) + true
    cells, counts = np.unique(both, return_counts=True)
    of_cluster, of_template = sizes[cells // len(of_truth)], true_sizes[cells % len(of_truth)]

    def pairs(of: NDArray[np.int64]) -> int:
        return int((of * (of - 1) // 2).sum())

    together, shared = of_cluster > 1, of_template > 1
    assert len(of_found) == len(sizes)  # noqa: S101 (what unique promises)
    return {
        "precision": round(pairs(counts) / max(1, pairs(sizes)), 5),
        "recall": round(pairs(counts) / max(1, pairs(true_sizes)), 5),
        "precision_rows": round(
            float((counts**2 / of_cluster)[together].sum() / counts[together].sum()), 5
        ),
        "recall_rows": round(
            float((counts**2 / of_template)[shared].sum() / counts[shared].sum()), 5
        ),
    }


def run_dabir(path: Path, out: Path) -> dict[str, object]:
    """Find duplicates in a file; what numba compiled before is loaded first, and not counted."""
    from dabir.analysis.duplicates import FromTable, find_duplicates  # noqa: PLC0415
    from dabir.analysis.reading.columns import Asked, choose_columns  # noqa: PLC0415
    from dabir.analysis.reading.sources import open_table  # noqa: PLC0415

    @dataclass
    class First:
        """Some rows of a table."""

        source: FromTable

        def stretches(self, columns):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            for stretch in self.source.stretches(columns):
                yield lambda stretch=stretch: stretch().slice(0, 2000)
                return

    table = open_table(path)
    source = FromTable(table, choose_columns(table, Asked("text", "id")))
    find_duplicates(First(source), out)
    began, worked = time.perf_counter(), time.process_time()
    found = find_duplicates(source, out, rename=True)
    seconds = {name: round(value, 2) for name, value in found.seconds.items()}
    seconds["all"] = round(time.perf_counter() - began, 2)
    seconds["clusters"] = round(seconds["reading"] + seconds["comparing"], 2)
    return {
        "rows": found.rows,
        "distinct": found.distinct,
        "duplicates": found.duplicates,
        "campaigns": found.campaigns,
        "opposing": found.opposing,
        "seconds": seconds,
        "processor": round(time.process_time() - worked, 2),
    }


def run_peer(name: str, path: Path) -> dict[str, object]:
    """Find duplicates with a peer's signatures."""
    began, worked = time.perf_counter(), time.process_time()
    texts = pq.read_table(path, columns=["text"])["text"].to_pylist()
    signatures = _signatures(name, texts)
    labels = _components(signatures)
    seconds = time.perf_counter() - began
    processor = time.process_time() - worked
    kept = path.with_name(f"{path.stem}-{name}.npy")
    np.save(kept, labels)
    return {
        "seconds": round(seconds, 2),
        "processor": round(processor, 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "labels": str(kept),
    }


def run_index(path: Path) -> dict[str, object]:
    """Ask datasketch's own index for each document, as its documentation shows."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found] # noqa: PLC0415

    began = time.perf_counter()
    texts = pq.read_table(path, columns=["text"])["text"].slice(0, FIRST).to_pylist()
    index = MinHashLSH(threshold=LIKE, num_perm=PERMUTATIONS)
    sets = ([one.encode() for one in _shingles(text)] for text in texts)
    sketches = list(MinHash.bulk(sets, num_perm=PERMUTATIONS))
    for row, sketch in enumerate(sketches):
        index.insert(row, sketch)
    found = sum(len(index.query(sketch)) for sketch in sketches)
    seconds = time.perf_counter() - began
    return {
        "rows": len(texts),
        "found": found,
        "seconds": round(seconds, 2),
        "a_second": round(len(texts) / seconds),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return list({" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))})


def _signatures(name: str, texts: list[str]) -> NDArray[np.uint32]:
    found = np.empty((len(texts), PERMUTATIONS), np.uint32)
    if name == "rensa":
        from rensa import RMinHash  # type: ignore[import-not-found] # noqa: PLC0415

        for row, text in enumerate(texts):
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
            sketch.update(_shingles(text))
            found[row] = sketch.digest()
        return found
    from datasketch import MinHash  # type: ignore[import-not-found] # noqa: PLC0415

    for first in range(0, len(texts), 10_000):
        sets = [[one.encode() for one in _shingles(text)] for text in texts[first : first + 10_000]]
        for row, sketch in enumerate(MinHash.bulk(sets, num_perm=PERMUTATIONS)):
            found[first + row] = sketch.hashvalues
    return found


def _components(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    from scipy.sparse import coo_matrix  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    rows = PERMUTATIONS // BANDS
    one: list[NDArray[np.int64]] = []
    other: list[NDArray[np.int64]] = []
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * rows : (band + 1) * rows])
        keys = part.view(np.uint64).reshape(len(part), -1)
        mixed = keys[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ keys[:, 1]
        order = np.argsort(mixed, kind="stable")
        same = np.flatnonzero(mixed[order][1:] == mixed[order][:-1])
        one.append(order[same])
        other.append(order[same + 1])
    a, b = np.concatenate(one), np.concatenate(other)
    alike = np.empty(len(a), bool)
    for at in range(0, len(a), 1 << 18):
        piece = slice(at, at + (1 << 18))
        alike[piece] = (signatures[a[piece]] == signatures[b[piece]]).mean(axis=1) >= LIKE
    size = len(signatures)
    graph = coo_matrix((np.ones(int(alike.sum()), bool), (a[alike], b[alike])), (size, size))
    labels: NDArray[np.int64] = connected_components(graph, directed=False)[1]
    return labels


if __name__ == "__main__":
    if sys.argv[1] == "dabir":
        print(json.dumps(run_dabir(Path(sys.argv[2]), Path(sys.argv[3]))))
    elif sys.argv[1] == "datasketch_index":
        print(json.dumps(run_index(Path(sys.argv[2]))))
    else:
        print(json.dumps(run_peer(sys.argv[1], Path(sys.argv[2]))))
