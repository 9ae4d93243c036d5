"""A session of Spark: started quietly, watched while it works, and gone afterwards."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as NotYet
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from dabir.analysis.errors import InputError, MissingError, RunError
from dabir.analysis.runs.writing import refused_by_disk

OLDEST_JAVA = 17
MASTER_PORT = 7077
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOG = "spark.log"
LOOKED = 0.2
"""Seconds between two looks at how far the work is."""
CANCELLED = 60.0
"""Seconds after which an action that does not end, although it is cancelled, is left."""

Found = TypeVar("Found")

_LOGGING = """\
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{yyyy-MM-dd HH:mm:ss} %p %c{1}: %m%n%ex
"""


def master_of(asked: str) -> tuple[str, str | None]:
    """Return Spark's name of a master and its host (None: this machine, without a cluster).

    ``local[2]`` stays; ``spark://host`` gets Spark's usual port. Raises InputError.
    """
    if asked.startswith("local"):
        return asked, None
    parts = urlsplit(asked)
    try:
        port = parts.port or MASTER_PORT
    except ValueError as error:
        raise InputError(f"“{asked}” has no port that could be one.") from error
    if parts.scheme != "spark" or not parts.hostname or parts.path.strip("/"):
        raise InputError(
            f"“{asked}” is no master of Spark; write it as spark://HOST:{MASTER_PORT}."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"spark://{host}:{port}", parts.hostname


def require_java() -> None:
    """Raise MissingError where there is no Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    need = f"Spark needs Java {OLDEST_JAVA} or newer"
    if program is None or not Path(program).exists():
        raise MissingError(
            f"{need}; there is none here (on Debian: apt install default-jre-headless)."
        )
    # It answers on the error stream: openjdk version "17.0.15" 2025-04-15
    answer = subprocess.run(  # noqa: S603 - the installation's own Java, and no words of anybody
        [program, "-version"], capture_output=True, text=True, check=False
    )
    version = re.search(r'version "((\d+)[^"]*)"', answer.stderr)
    if version is None or int(version[2]) < OLDEST_JAVA:
        raise MissingError(f"{need}; {program} is {version[1] if version else 'none'}.")


def require_master(master: str, host: str) -> None:
    """Raise RunError where no master answers: Spark itself would wait a minute, and say less."""
    port = int(master.rpartition(":")[2])
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError as error:
        raise RunError(
            f"No master of Spark answers at {master} ({error.strerror or error})."
        ) from error


def settings_of(master: str, host: str | None, scratch: Path, memory: int) -> dict[str, str]:
    """Return Spark's settings; what is not said here stays as spark-defaults.conf has it."""
    logging = f"-Dlog4j2.configurationFile={scratch / 'log4j2.properties'}"
    settings = {
        "spark.app.name": "dabir",
        "spark.ui.enabled": "false",  # a web page of every run, on a port that another has
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(1 << 16),
        "spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20),
        "spark.driver.extraJavaOptions": logging,
        # one thread for each task: sums of floats would depend on how many there are
        "spark.executorEnv.OMP_NUM_THREADS": "1",
        "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
    }
    if host is None:
        settings["spark.local.dir"] = str(scratch / "spill")
        # the rest is for the processes that run the kernels
        settings["spark.driver.memory"] = f"{max(1 << 29, memory // 3) >> 20}m"
    if host is None or host in LOOPBACK:
        settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    if host is not None:
        settings["spark.master"] = master
    return settings


@contextmanager
def _told(names: Mapping[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while; those that are set stay."""
    new = {name: value for name, value in names.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            os.environ.pop(name, None)


class Session:
    """Spark at work: one driver's JVM, and what it reaches."""

    def __init__(self, master: str, *, scratch: Path, memory: int, patience: float) -> None:
        """Start it. Raises MissingError, InputError, RunError."""
        self.master, self.host = master_of(master)
        self.log = scratch / LOG
        self._scratch = scratch
        self._patience = patience
        require_java()
        if self.host is not None:
            require_master(self.master, self.host)
        with ExitStack() as undo:
            self._start(memory, undo)
            self._undo = undo.pop_all()

    def _start(self, memory: int, undo: ExitStack) -> None:
        try:
            (self._scratch / "spill").mkdir(parents=True, exist_ok=True)
            (self._scratch / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
            log = undo.enter_context(self.log.open("ab"))
        except OSError as error:
            raise refused_by_disk(error, self.log) from error
        conf = SparkConf(loadDefaults=False)
        conf.setAll(list(settings_of(self.master, self.host, self._scratch, memory).items()))
        here = {"PYSPARK_PYTHON": sys.executable, "PYTHONHASHSEED": "0"}
        if self.host is None or self.host in LOOPBACK:
            here["SPARK_LOCAL_IP"] = "127.0.0.1"
        interrupted = signal.getsignal(signal.SIGINT)
        try:
            with _told(here):
                quiet = {"stdout": log, "stderr": log}
                gateway = launch_gateway(conf, quiet)  # type: ignore[no-untyped-call]  # it has none
                undo.callback(_end, gateway)
                # tries: a process that is killed is not yet the fault of what it worked on
                master = f"{self.master[:-1]},4]" if self.master.endswith("]") else self.master
                context = SparkContext(master=master, conf=conf, gateway=gateway)
                undo.callback(_quietly, context.stop)
                self.spark = SparkSession(context)
        except Exception as error:
            raise RunError(f"Spark did not start; its own words are in {self.log}.") from error
        finally:
            # Spark puts in a handler of its own, which the end of this session has to outlive
            with suppress(ValueError):  # only the main thread may, and only there it did
                signal.signal(signal.SIGINT, interrupted)
        self._worker = undo.enter_context(ThreadPoolExecutor(1))

    def close(self) -> None:
        """End it, and free the disk that it took; the log stays when it says something."""
        self._undo.close()
        shutil.rmtree(self._scratch / "spill", ignore_errors=True)
        (self._scratch / "log4j2.properties").unlink(missing_ok=True)

    def do(self, action: Callable[[], Found], look: Callable[[], None]) -> Found:
        """Carry out an action of Spark, looking how far it is; end it when a look raises."""
        future = self._worker.submit(action)
        alone_since: float | None = None
        try:
            while True:
                with suppress(NotYet):
                    return future.result(timeout=LOOKED)
                look()
                alone_since = (alone_since or time.monotonic()) if self._alone() else None
                if alone_since:
                    self._lose_patience(time.monotonic() - alone_since)
        except BaseException:
            self._cancel(future)
            raise

    def _cancel(self, future: Future[Found]) -> None:
        """Cancel until the action has ended: jobs that it had not begun are begun after all."""
        ended = time.monotonic() + CANCELLED
        while not future.done() and time.monotonic() < ended:
            _quietly(self.spark.sparkContext.cancelAllJobs)
            wait([future], timeout=LOOKED)

    def _lose_patience(self, seconds: float) -> None:
        if seconds > self._patience:
            raise RunError(
                f"No worker of {self.master} has taken the work for {self._patience:.0f} seconds: "
                "are they running, and is there a free core and enough memory?"
            )

    def _alone(self) -> bool:
        """Whether a cluster has no process that works for us."""
        if self.host is None:
            return False
        try:
            context: Any = self.spark.sparkContext
            return bool(context._jsc.sc().getExecutorMemoryStatus().size() <= 1)  # noqa: SLF001 (Python is told of no executors)
        except Exception:  # noqa: BLE001 (what is wrong, the action itself will tell)
            return False


def _quietly(action: Callable[[], object]) -> None:
    with suppress(Exception):
        action()


def _end(gateway: Any) -> None:
    """End the JVM, and forget it: a session that follows starts one of its own."""
    _quietly(gateway.shutdown)
    process = gateway.proc
    process.stdin.close()  # at whose end the JVM leaves
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    context: Any = SparkContext
    context._gateway = context._jvm = None  # noqa: SLF001 (it would be used again)
