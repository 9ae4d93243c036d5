"""The engine of one machine: threads for kernels that free the interpreter, else processes.

What it gives does not depend on how many threads or processes there are.
"""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import (
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.engines import Parts, part_name, read_part
from dabir.analysis.engines.bringing_together import Buckets, joined, sorted_rows
from dabir.analysis.engines.room import short_of_memory
from dabir.analysis.engines.union import connected
from dabir.analysis.errors import RunError
from dabir.analysis.kernels import Kernel
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_rows

Numbers = NDArray[np.int64]
COMPONENTS = pa.schema(
    [
        pa.field("node", pa.int64(), nullable=False),
        pa.field("component", pa.int64(), nullable=False),
    ]
)
OF_AN_EDGE = 64
"""Bytes that an edge takes while components are looked for: its ends, sorted, and as numbers."""

LEAST_EDGES = 1 << 16
TRIES = 2
"""How often a part is given to a worker process before its death counts as the part's fault."""


class LocalEngine:
    """Runs kernels on this machine, in ``threads`` at a time and about ``memory`` bytes."""

    def __init__(
        self, *, threads: int = 2, memory: int = 6 << 30, watch: Watch | None = None
    ) -> None:
        self.threads = max(1, threads)
        self.memory = memory
        self._watch = watch or Unwatched()
        self._threads: ThreadPoolExecutor | None = None
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what runs; parts that were begun are not waited for."""
        for pool in (self._threads, self._processes):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._threads = self._processes = None

    def map(self, kernel: Kernel, source: Parts, into: Path) -> Parts:
        """Run a kernel over each part; part n of the result comes from part n of the source."""
        into.mkdir(parents=True, exist_ok=True)
        files = source.files
        jobs = [
            (file, into / part_name(number))
            for number, file in enumerate(files)
            if not (into / part_name(number)).exists()
        ]
        self._watch.begin(kernel.name, len(files))
        self._watch.advance(len(files) - len(jobs))
        self._each(kernel, jobs)
        return Parts(into, kernel.writes)

    def gather(
        self, kernel: Kernel, source: Parts, into: Path, *, by: Sequence[str], order: Sequence[str]
    ) -> Parts:
        """Run a kernel over rows that agree in ``by``, sorted by ``by`` and ``order``."""
        into.mkdir(parents=True, exist_ok=True)
        part = self.memory // (self.threads + 1)
        buckets = Buckets(source, into, by=by, memory=part, limit=self.memory)
        todo = [
            number for number in range(buckets.count) if not (into / part_name(number)).exists()
        ]
        self._watch.begin(kernel.name, buckets.count)
        self._watch.advance(buckets.count - len(todo))
        if todo:
            buckets.fill()
        for number in todo:
            rows = sorted_rows(buckets.read(number), [*by, *order])
            write_rows(
                into / part_name(number),
                kernel.writes,
                kernel(iter(rows.to_batches(max_chunksize=rows.num_rows or None))),
            )
            buckets.forget(number)
            self._watch.advance()
        return Parts(into, kernel.writes)

    def join(self, left: Parts, right: Parts, into: Path, *, on: Sequence[str]) -> Parts:
        """Join the rows of two tables that agree in ``on``."""
        return joined(left, right, into, on=on, memory=self.memory)

    def components(self, edges: Parts, into: Path) -> Parts:
        """Connected components of edges, each named by its smallest node."""
        into.mkdir(parents=True, exist_ok=True)
        target = into / part_name(0)
        if not target.exists():
            nodes, components = _connected(edges, self.memory)
            batch = pa.record_batch([pa.array(nodes), pa.array(components)], schema=COMPONENTS)
            write_rows(target, COMPONENTS, [batch])
        return Parts(into, COMPONENTS)

    def _each(self, kernel: Kernel, jobs: Sequence[tuple[Path, Path]]) -> None:
        if self.threads == 1 or len(jobs) < 2:
            for source, target in jobs:
                run_part(kernel, source, target)
                self._watch.advance()
        elif kernel.frees_the_interpreter:
            self._threads = self._threads or ThreadPoolExecutor(self.threads)
            self._wait(self._threads, kernel, jobs)
        else:
            self._in_processes(kernel, jobs)

    def _in_processes(self, kernel: Kernel, jobs: Sequence[tuple[Path, Path]]) -> None:
        """Run parts in processes; when one is killed, go on with what is not finished."""
        for _ in range(TRIES):
            if self._processes is None:
                context = multiprocessing.get_context("spawn")
                self._processes = ProcessPoolExecutor(self.threads, mp_context=context)
            try:
                self._wait(self._processes, kernel, [job for job in jobs if not job[1].exists()])
            except BrokenProcessPool:
                self._processes.shutdown(wait=True, cancel_futures=True)
                self._processes = None
            else:
                return
        raise RunError(
            f"A worker process of “{kernel.name}” was killed {TRIES} times, perhaps for want of "
            "memory. What is finished stays; run the same command again with less --memory or "
            "fewer --threads."
        )

    def _wait(self, pool: Executor, kernel: Kernel, jobs: Sequence[tuple[Path, Path]]) -> None:
        futures: list[Future[None]] = [
            pool.submit(run_part, kernel, source, target) for source, target in jobs
        ]
        try:
            for future in as_completed(futures):
                future.result()
                self._watch.advance()
        except BaseException:
            for future in futures:
                future.cancel()
            for future in futures:
                if not future.cancelled():
                    with suppress(Exception):
                        future.result()
            raise


def _connected(edges: Parts, memory: int) -> tuple[Numbers, Numbers]:
    """Return all nodes and their components, a stretch of edges after the other.

    What was found of a stretch is one edge for each node, and goes with the next stretch. Raises
    RunError when the nodes alone do not fit into memory.
    """
    nodes = components = np.empty(0, np.int64)
    waiting: list[tuple[Numbers, Numbers]] = []
    count = 0

    def settled() -> tuple[Numbers, Numbers]:
        a = np.concatenate([nodes, *(a for a, _ in waiting)])
        b = np.concatenate([components, *(b for _, b in waiting)])
        waiting.clear()
        found = connected(a, b)
        if len(found[0]) * OF_AN_EDGE > memory:
            needed = len(found[0]) * OF_AN_EDGE
            raise short_of_memory("Texts and their neighbours", needed=needed, allowed=memory)
        return found

    for batch in edges.batches(["a", "b"]):
        waiting.append((batch.column("a").to_numpy(), batch.column("b").to_numpy()))
        count += batch.num_rows
        if count >= max(len(nodes), memory // (2 * OF_AN_EDGE), LEAST_EDGES):
            nodes, components = settled()
            count = 0
    return settled()


def run_part(kernel: Kernel, source: Path, target: Path) -> None:
    """Run a kernel over one part, and write what it gives as one part."""
    write_rows(target, kernel.writes, kernel(read_part(source)))
