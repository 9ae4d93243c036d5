"""Engines by the names that people give them."""

import importlib
from contextlib import AbstractContextManager
from pathlib import Path

from dabir.analysis.engines import Engine
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.errors import InputError, MissingError
from dabir.analysis.runs.watching import Watch

NAMES = "local, spark or spark://HOST:7077"


def kind_of(engine: str) -> str:
    """Return “local” or “spark”. Raises InputError for what names no engine."""
    kind = engine.partition("://")[0]
    if kind not in {"local", "spark"} or (kind == "local" and engine != kind):
        raise InputError(f"“{engine}” is no engine; write {NAMES}.")
    return kind


def open_engine(
    engine: str, *, scratch: Path, threads: int, memory: int, watch: Watch
) -> AbstractContextManager[Engine]:
    """Return the engine of a name, to be used in ``with``, which ends what it started.

    “spark” runs here, on as many cores as there are ``threads``; “spark://HOST:PORT” on a cluster,
    whose machines all see the disk of ``scratch``, a folder for what only the engine needs.

    Raises InputError; MissingError without the extra ``dabir[spark]`` or without Java; RunError
    when a cluster does not answer.
    """
    if kind_of(engine) == "local":
        return LocalEngine(threads=threads, memory=memory, watch=watch)
    try:
        spark = importlib.import_module("dabir.analysis.engines.spark")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pyspark", "py4j", "pandas"}:
            raise
        raise MissingError(
            "Spark is not installed here; install it with: pip install 'dabir[spark]'"
        ) from error
    master = f"local[{threads}]" if engine == "spark" else engine
    opened: AbstractContextManager[Engine] = spark.SparkEngine(
        master, scratch=scratch, memory=memory, watch=watch
    )
    return opened
