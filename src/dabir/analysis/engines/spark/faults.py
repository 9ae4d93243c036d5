"""What went wrong in Spark, as one sentence: a stack of Java and Python lines helps nobody."""

import re
from collections.abc import Callable
from pathlib import Path

from dabir.analysis import errors
from dabir.analysis.errors import AnalysisError, RunError

_OURS = re.compile(r"dabir\.analysis\.errors\.(\w+): (.+)")
_PYTHON = re.compile(r"^ *([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit)): (.+)$", re.MULTILINE)
_JAVA = re.compile(r"^(?:: )?(?:[\w$.]+(?:Exception|Error): )+(.+)$", re.MULTILINE)

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        "No space left on device",
        "a disk is full: make room in the folder of the run and in the workers' SPARK_LOCAL_DIRS",
    ),
    (
        "No module named 'dabir",
        "a worker has no Dabir: install dabir[spark], the same version, on all machines",
    ),
    (
        "PYTHON_VERSION_MISMATCH",
        "a worker has another version of Python: set PYSPARK_PYTHON to the same one everywhere",
    ),
    (
        "Cannot run program",
        "a worker lacks the Python of this machine: set PYSPARK_PYTHON to one that all have",
    ),
    (
        "OutOfMemoryError",
        "a process of Spark has too little memory: raise --memory, or spark.executor.memory",
    ),
    (
        "Python worker exited unexpectedly",
        "a worker process was killed again and again, perhaps for want of memory",
    ),
    ("ExecutorLostFailure", "worker processes were lost again and again"),
    ("Master removed our application", "the master ended the application"),
    ("SparkContext was shut down", "the connection to the cluster was lost"),
    ("Connection refused", "the connection to Spark was lost"),
    ("Answer from Java side is empty", "the process of Spark on this machine was killed"),
)


def plain(error: BaseException, step: str, log: Path) -> AnalysisError:
    """Return what to tell of an error that came up in ``step``."""
    text = str(error)
    if ours := _OURS.search(text):
        kind: Callable[[str], AnalysisError] = getattr(errors, ours[1], RunError)
        return kind(ours[2].strip())
    return RunError(
        f"Spark could not finish “{step}”: {_cause(text)}. "
        f"What is finished stays; Spark's own words are in {log}."
    )


def _cause(text: str) -> str:
    for sign, cause in _KNOWN:
        if sign in text:
            return cause
    if python := _PYTHON.findall(text):
        kind, said = python[-1]
        return f"{said.rstrip('.')} ({kind.rpartition('.')[2]})"
    if java := _JAVA.search(text):
        return java[1].strip().rstrip(".")
    return (text.strip().splitlines() or ["no reason was given"])[0].rstrip(".")
