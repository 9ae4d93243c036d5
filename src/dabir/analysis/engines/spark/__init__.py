"""The engine of a cluster: the kernels of the local engine, run by Apache Spark.

Needs the extra ``dabir[spark]`` and Java. Kernels run in ``mapInArrow`` on the workers; what has to
be brought together goes through Spark's shuffle, and spills to disk where it is more than memory
holds. The driver sees names of files and counts of rows, never rows.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.engines.local import COMPONENTS
from dabir.analysis.engines.spark.columns import travelling
from dabir.analysis.engines.spark.faults import plain
from dabir.analysis.engines.spark.session import Session
from dabir.analysis.engines.spark.stars import Forest, components_by_stars
from dabir.analysis.engines.spark.tasks import DONE, MapParts, ReadParts, Setting, WriteParts
from dabir.analysis.errors import AnalysisError, RunError
from dabir.analysis.kernels import Kernel
from dabir.analysis.runs.identity import versions
from dabir.analysis.runs.watching import Unwatched, Watch

PIECE = 32 << 20
"""Bytes of rows that are brought together in one part, about. It follows from the rows alone and
not from the cluster, so that an interrupted run finds its parts again whatever machines it has."""

LEAST = 2
"""In how many parts rows are brought together at least."""

Found = TypeVar("Found")


class SparkEngine:
    """Runs kernels on ``master``: “local[*]”, or “spark://HOST:7077” for a standalone cluster.

    ``scratch`` is a folder beside the run's own, on a disk that all workers share. ``memory``
    bounds this machine's share (on a cluster the workers' settings do). After ``patience`` seconds
    without any worker a run ends with RunError.
    """

    def __init__(
        self,
        master: str = "local[*]",
        *,
        scratch: Path,
        memory: int = 6 << 30,
        watch: Watch | None = None,
        patience: float = 90,
        piece: int = PIECE,
    ) -> None:
        self._scratch = scratch.absolute()
        self._watch = watch or Unwatched()
        self._piece = piece
        self._versions = versions()
        self._session = Session(master, scratch=self._scratch, memory=memory, patience=patience)
        self._spark = self._session.spark

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()
        if kind is None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def close(self) -> None:
        """End Spark; its log stays."""
        self._session.close()

    def map(self, kernel: Kernel, source: Parts, into: Path) -> Parts:
        """Run a kernel over each part; part n of the result comes from part n of the source."""
        into = _made(into)
        files = source.files
        todo = [
            (number, file.absolute())
            for number, file in enumerate(files)
            if not (into / part_name(number)).exists()
        ]
        if todo:
            task = MapParts(Setting(kernel, into, self._versions), todo)
            self._write(self._tasks(len(todo)).mapInArrow(task.run, DONE), task.setting, len(files))
        return Parts(into, kernel.writes)

    def gather(
        self, kernel: Kernel, source: Parts, into: Path, *, by: Sequence[str], order: Sequence[str]
    ) -> Parts:
        """Run a kernel over rows that agree in ``by``, sorted by ``by`` and ``order``.

        A batch that the kernel is given never ends between rows that agree in ``by``.
        """
        pieces = self._pieces(source)
        if not _whole(into, pieces):
            rows = self._read(source).repartition(pieces, *by)
            self._bring(kernel, rows, pieces, source.schema, into, by=by, order=order)
        return Parts(into, kernel.writes)

    def join(self, left: Parts, right: Parts, into: Path, *, on: Sequence[str]) -> Parts:
        """Join the rows of two tables that agree in ``on``."""
        added = [field for field in right.schema if field.name not in on]
        schema = pa.schema([*left.schema, *added])
        pieces = self._pieces(left, right)
        if not _whole(into, pieces):
            self._spark.conf.set("spark.sql.shuffle.partitions", pieces)
            rows = self._read(left).join(self._read(right), list(on), "inner")
            rows = rows.select(schema.names).repartition(pieces, *on)
            rest = [field.name for field in schema if not pa.types.is_nested(field.type)]
            order = [name for name in rest if name not in on]
            self._bring(AsItIs(schema), rows, pieces, schema, into, by=on, order=order)
        return Parts(into, schema)

    def components(self, edges: Parts, into: Path) -> Parts:
        """Connected components of edges, each named by its smallest node."""
        pieces = self._pieces(edges)
        if not _whole(into, pieces):
            # Where the ranges end is judged by samples: half of them from another run are no use.
            shutil.rmtree(into, ignore_errors=True)
            forest = self.map(Forest(), edges, into.with_name(f"{into.name}.forest"))
            rounds = into.with_name(f"{into.name}.rounds")
            self._spark.conf.set("spark.sql.shuffle.partitions", pieces)
            nodes = self._do(
                "components", lambda: components_by_stars(self._spark, forest.folder, rounds)
            )
            rows = nodes.repartitionByRange(pieces, "node")
            kernel = AsItIs(COMPONENTS)
            self._bring(kernel, rows, pieces, COMPONENTS, into, by=["node"], order=[])
            shutil.rmtree(rounds, ignore_errors=True)
            shutil.rmtree(forest.folder, ignore_errors=True)
        return Parts(into, COMPONENTS)

    def _read(self, source: Parts) -> DataFrame:
        """Return rows on their way through Spark."""
        schema = travelling(source.schema)
        files = [file.absolute() for file in source.files]
        task = ReadParts(files, source.schema.names, schema)
        return self._tasks(len(files)).mapInArrow(task.run, from_arrow_schema(schema))

    def _tasks(self, count: int) -> DataFrame:
        """Return a table of ``count`` tasks, each a partition of its own."""
        return self._spark.range(0, count, 1, max(1, count))

    def _pieces(self, *sources: Parts) -> int:
        """Return in how many parts rows are brought together."""
        return max(
            LEAST, -(-sum(_size(file) for each in sources for file in each.files) // self._piece)
        )

    def _bring(
        self,
        kernel: Kernel,
        rows: DataFrame,
        pieces: int,
        reads: pa.Schema,
        into: Path,
        *,
        by: Sequence[str],
        order: Sequence[str],
    ) -> None:
        """Run a kernel over rows in the partitions that they are in, sorted within each."""
        setting = Setting(kernel, _made(into), self._versions)
        task = WriteParts(setting, reads, by)
        ordered = rows.sortWithinPartitions(*(f.asc_nulls_last(name) for name in [*by, *order]))
        self._write(ordered.mapInArrow(task.run, DONE), setting, pieces)

    def _write(self, tasks: DataFrame, setting: Setting, count: int) -> None:
        """Have parts written, and see that all ``count`` of them are there."""
        self._watch.begin(setting.kernel.name, count)
        told = self._do(setting.kernel.name, tasks.collect, setting.into)
        for number in range(count):
            if (setting.into / part_name(number)).exists():
                continue
            if any(row["part"] == number for row in told):
                raise RunError(
                    f"A worker wrote a part to {setting.into}, but it is not there: the folder of "
                    "the run has to be on a disk that all machines share."
                )
            setting.write(number, iter(()))  # fewer ranges than pieces: nothing is in this one

    def _do(self, step: str, action: Callable[[], Found], into: Path | None = None) -> Found:
        """Carry out an action of Spark, telling how many parts there are, and faults plainly."""
        seen = 0

        def look() -> None:
            nonlocal seen
            if into is not None:
                now = len(list(into.glob("*.parquet")))
                self._watch.advance(now - seen)
                seen = now

        try:
            found = self._session.do(action, look)
        except AnalysisError:
            raise
        except Exception as error:
            raise plain(error, step, self._session.log) from error
        look()
        return found


class AsItIs:
    """Writes the rows that it reads: what follows a join is written as a kernel's rows are."""

    name = "join"
    version = 1
    frees_the_interpreter = True

    def __init__(self, schema: pa.Schema) -> None:
        self.reads = self.writes = schema

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the rows."""
        return batches


def _made(folder: Path) -> Path:
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.parquet.*"):  # of tries that were killed
        left.unlink()
    return folder


def _whole(folder: Path, count: int) -> bool:
    return all((folder / part_name(number)).exists() for number in range(count))


def _size(file: Path) -> int:
    meta = pq.read_metadata(file)
    return sum(meta.row_group(group).total_byte_size for group in range(meta.num_row_groups))
