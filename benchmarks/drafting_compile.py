"""Compiling thousands of amendments, and finding what meets among them."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from drafting_amendments import FIRST_CLAUSE, amendments, proposers, text

from dabir.domain.drafting import Version, compile_amendments, conflict_clusters, find_conflicts

CLAUSES = 500
AMENDMENTS = 2_000
SEED = 1405
GROWTH = (250, 500, 1_000, 2_000, 4_000, 8_000)

COMPILE = 2.0
CLUSTERS = 1.0


class Taken(NamedTuple):
    """Seconds by the clock and of the processor: the medians of some runs in one thread."""

    clock: float
    processor: float


def taken(work: Callable[[], object], *, times: int = 3) -> Taken:
    """Return what a piece of work takes; on a machine that does other work, look at `processor`."""
    clock, processor = [], []
    for _ in range(times):
        gc.collect()
        began, began_working = time.perf_counter(), time.process_time()
        work()
        processor.append(time.process_time() - began_working)
        clock.append(time.perf_counter() - began)
    return Taken(round(statistics.median(clock), 3), round(statistics.median(processor), 3))


def steepness(cases: Mapping[int, Mapping[str, object]], what: str) -> float:
    """Return how many times longer twice as much takes at worst, from 1,000 on.

    What is smaller is mostly the text itself.
    """
    sizes = [size for size in cases if size >= 1_000]
    times = [max(cases[size][what].processor, 0.001) for size in sizes]  # type: ignore[attr-defined]
    return max((more / less for less, more in pairwise(times)), default=0.0)


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Measure 2,000 amendments spread over 500 clauses, all on one clause, and the growth."""
    del folder
    clauses, count = (50, 100) if quick else (CLAUSES, AMENDMENTS)
    base = text(clauses, random.Random(SEED))
    growth: dict[str, dict[int, dict[str, object]]] = {"spread": {}, "one_clause": {}}
    for name, uids in (("spread", None), ("one_clause", [FIRST_CLAUSE])):
        for size in GROWTH[:2] if quick else GROWTH:
            growth[name][size] = _case(base, size, uids)
            print(name, size, growth[name][size], flush=True)
    works = ("compile", "clusters")
    steepest = max(steepness(growth[name], work) for name in growth for work in works)
    held = {"twice the amendments, at most 2.6 times the time": steepest <= 2.6}
    if not quick:
        for name, cases in growth.items():
            for work, limit in zip(works, (COMPILE, CLUSTERS), strict=True):
                held[f"{work}, {name}, in {limit} s"] = (
                    cases[count][work].processor < limit  # type: ignore[attr-defined]
                )
    return {
        "clauses": clauses,
        "growth": growth,
        "steepest_growth_for_each_doubling": round(steepest, 2),
        "held": held,
    }


def _case(base: Version, count: int, uids: list[str] | None) -> dict[str, object]:
    proposed = amendments(base, count, random.Random(SEED), uids=uids)
    names = proposers(count)
    made = compile_amendments(base, proposed, names)
    figures: dict[str, object] = {
        "operations": len(proposed),
        "slots": len(made.slots),
        "options": sum(len(slot.options) for slot in made.slots),
        "characters_of_options": sum(
            len(option.words) for slot in made.slots for option in slot.options
        ),
        "clusters_found": len(made.clusters),
        "compile": taken(lambda: compile_amendments(base, proposed, names)),
        "walk": taken(lambda: list(made.walk())),
        "clusters": taken(lambda: conflict_clusters(base, proposed)),
    }
    if count <= 500:
        figures["pairs"] = len(find_conflicts(base, proposed))
    return figures
