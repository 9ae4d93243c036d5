"""Searching: building an index over a million passages, and asking it."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from measuring import in_python

from dabir.analysis.searching import Passage, SearchIndex, build_index

SEED = 5
WORDS = 120_000
A_PASSAGE = 40
ASKED = 300


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Build in one process of its own, and ask in this one."""
    passages = 50_000 if quick else 1_000_000
    index = folder / "search-index"
    took = in_python(Path(__file__), str(index), str(passages))
    building = float(took.said.split()[-1])
    size = sum(file.stat().st_size for file in index.iterdir())
    print(f"{passages} passages: built in {building:.1f} s, {size >> 20} MB on the disk")
    seen: dict[str, object] = {
        "passages": passages,
        "building_seconds": building,
        "building_processor_seconds": round(took.processor, 1),
        "building_peak_mb": took.peak >> 20,
        "index_mb": size >> 20,
    }
    held = {"built within 30 s": building <= 30}
    opened = SearchIndex(index)
    for kind, questions in asked().items():
        opened.search(questions[0])
        times, worked = [], []
        found = 0
        for question in questions:
            began, idle = time.perf_counter(), time.process_time()
            found += bool(opened.search(question))
            times.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - idle) * 1000)
        middle, late = np.quantile(times, [0.5, 0.95]).round(2).tolist()
        work = round(float(np.quantile(worked, 0.95)), 2)
        print(
            f"{kind}: p50 {middle} ms, p95 {late} ms ({work} ms of the processor), "
            f"{found} of {len(questions)} find something"
        )
        seen[kind] = {
            "p50_ms": middle,
            "p95_ms": late,
            "processor_p95_ms": work,
            "find_something": found,
        }
        held[f"{kind}: p95 under 10 ms"] = late < 10
    shutil.rmtree(index)
    return seen | {"held": held}


def words() -> list[str]:
    """Return invented words, the commonest first; every other one is written in Persian letters."""
    latin, persian = "etaoinshrdlu", "اینردمهتوبسش"
    found = []
    for number in range(WORDS):
        letters = persian if number % 2 else latin
        rest, word = number + 12, ""
        while rest:
            word += letters[rest % 12]
            rest //= 12
        found.append(word + letters[number % 7])
    return found


def rates() -> np.ndarray:
    """Return how often each word occurs, summed up: Zipf's law."""
    each = 1 / np.arange(3, WORDS + 3)
    summed: np.ndarray = np.cumsum(each / each.sum())
    return summed


def passages_of(count: int) -> Iterator[Passage]:
    """Yield passages of forty words."""
    chance = np.random.default_rng(SEED)
    listed, summed = np.array(words(), object), rates()
    for first in range(0, count, 10_000):
        drawn = np.searchsorted(summed, chance.random((min(10_000, count - first), A_PASSAGE)))
        for row, numbers in enumerate(listed[drawn].tolist()):
            text = " ".join(numbers)
            yield Passage(f"submission-{first + row}", 0, 0, len(text), text)


def asked() -> dict[str, list[str]]:
    """Return questions of each kind, of common words and of rare ones."""
    chance = np.random.default_rng(SEED + 1)
    listed = words()
    rows = np.searchsorted(rates(), np.random.default_rng(SEED).random((ASKED, A_PASSAGE)))
    common = [listed[each] for each in chance.integers(0, 100, ASKED)]
    others = [listed[each] for each in chance.integers(0, 100, ASKED)]
    rare = [listed[each] for each in chance.integers(5_000, WORDS, ASKED)]
    return {
        "one common word": common,
        "one rare word": rare,
        "two common words": [" ".join(pair) for pair in zip(common, others, strict=True)],
        "a common and a rare word": [" ".join(pair) for pair in zip(common, rare, strict=True)],
        "a phrase": [f'"{listed[row[8]]} {listed[row[9]]}"' for row in rows],
        "a phrase of three": [f'"{" ".join(listed[each] for each in row[3:6])}"' for row in rows],
        "a common beginning": [f"{word[:3]}*" for word in common if len(word) >= 3],
        "a rare beginning": [f"{word[:4]}*" for word in rare],
        "a beginning and a word": [
            f"{word[:3]}* {other}" for word, other in zip(rare, others, strict=True)
        ],
    }


def main() -> None:
    """Build an index, and say how many seconds that took beside inventing what is in it."""
    spent = 0.0

    def timed() -> Iterator[Passage]:
        nonlocal spent
        passages = passages_of(int(sys.argv[2]))
        while True:
            began = time.perf_counter()
            each = next(passages, None)
            spent += time.perf_counter() - began
            if each is None:
                return
            yield each

    began = time.perf_counter()
    build_index(Path(sys.argv[1]), timed())
    print(f"{time.perf_counter() - began - spent:.1f}")


if __name__ == "__main__":
    main()
