"""Run a command beside a throw-away Spark cluster: a master and two workers, each a process.

    python tools/spark_cluster.py -- dabir analyse FILE --out DIR --engine spark://MASTER

MASTER in the command becomes the master's address. All of it listens on loopback only, and is gone
when the command ends. Needs the extra dabir[spark] and Java.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from system import java

HERE = "127.0.0.1"
STARTED_WITHIN = 120.0
"""Seconds that a slow machine may take to start a process of Spark."""


class NoSpark(Exception):
    """Spark or Java is not on this machine, or a process of Spark did not start."""


def why_not() -> str | None:
    """What is missing for a cluster here, or None."""
    if java() is None:
        return "Java 17 or newer is not on this machine (on Debian: default-jre-headless)"
    try:
        import pyspark  # noqa: F401, PLC0415 (whether it can be)
    except ImportError:
        return "pyspark is not installed (pip install 'dabir[spark]')"
    return None


@dataclass
class Cluster:
    """A running cluster; ``master`` is its address, as spark://127.0.0.1:PORT."""

    master: str
    _folder: Path
    _environment: Mapping[str, str]
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, *, cores: int = 1) -> subprocess.Popen[bytes]:
        """Start one more worker, and return it when the master knows it."""
        number = len(self._processes)
        process = self._start(
            "org.apache.spark.deploy.worker.Worker",
            *("--host", HERE, "--cores", str(cores), "--memory", "1g", "--webui-port", "0"),
            *("--work-dir", str(self._folder / f"work-{number}"), self.master),
        )
        self._wait_for("Successfully registered with master", process, number)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a worker with all that it started, as a machine that fails."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start_master(self, port: str) -> None:
        process = self._start(
            "org.apache.spark.deploy.master.Master",
            *("--host", HERE, "--port", port, "--webui-port", "0"),
        )
        self._wait_for("New state: ALIVE", process, 0)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        import pyspark  # noqa: PLC0415 (only where it is installed)

        program = Path(pyspark.__file__).with_name("bin") / "spark-class"
        with (self._folder / f"log-{len(self._processes)}").open("wb") as log:
            process = subprocess.Popen(
                [program, *arguments],
                cwd=self._folder,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own, to be killed whole
            )
        self._processes.append(process)
        return process

    def _wait_for(self, words: str, process: subprocess.Popen[bytes], number: int) -> None:
        log = self._folder / f"log-{number}"
        end = time.monotonic() + STARTED_WITHIN
        while words not in (said := log.read_text(encoding="utf-8", errors="replace")):
            if process.poll() is not None or time.monotonic() > end:
                raise NoSpark(f"a process of Spark did not start:\n{said}")
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def cluster(*, workers: int = 2) -> Iterator[Cluster]:
    """A running cluster with so many workers of one core.

    Raises:
        NoSpark: something is missing, or did not start; the message has its log.
    """
    if reason := why_not():
        raise NoSpark(reason)
    folder = Path(tempfile.mkdtemp(prefix="dabir-spark-"))
    port = str(_free_port())
    environment = os.environ | {
        "SPARK_LOCAL_IP": HERE,
        "SPARK_LOCAL_DIRS": str(folder / "spill"),
        "SPARK_DAEMON_MEMORY": "256m",
        # The workers run the Python, and see the modules, that the command has.
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    found = Cluster(f"spark://{HERE}:{port}", folder, environment)
    try:
        found._start_master(port)  # noqa: SLF001 (its own maker)
        for _ in range(workers):
            found.add_worker()
        yield found
    finally:
        for process in reversed(found._processes):  # noqa: SLF001 (the same)
            found.kill(process)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command after `--`; return its exit status."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    if not command:
        print(__doc__)
        return 2
    try:
        with cluster() as running:
            address = running.master.removeprefix("spark://")
            told = [word.replace("MASTER", address) for word in command]
            return subprocess.run(told, check=False).returncode
    except NoSpark as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
