"""A deadline rush: how many forms a second are durable before they are acknowledged.

    python benchmarks/intake.py [--quick] [--database sqlite|postgresql] [--count N] [--stored N]

Two hundred clients, each on a connection of its own, send the public form of one call to a `dabir
serve` on a temporary folder: proof of work, record and background work as in any installation. In
the same run the same clients ask an empty Django view. At the end every acknowledged secret is
looked for in the database. The last line is one JSON object; its exit status is 1 when anything
was lost, doubled or refused.

With `--database postgresql` and no DABIR_DATABASE_URL a cluster is made for the run, which waits
for the disk as any other does.
"""

import argparse
import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

from postgres import cluster  # noqa: E402 - a tool of the repository, not of the package

CLIENTS = 200
QUICK, WHOLE = 6_000, 100_000
EMPTY_REQUESTS = 30_000
START_SECONDS = 60
PROCESSES = 2
"""Of the empty view: as many as there are cores for it."""


@dataclass(slots=True)
class Rush:
    """What is sent, in turn, and what came back."""

    requests: Iterator[bytes]
    seconds: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    secrets: list[bytes] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    open: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)


SECRET = re.compile(rb"\r\nlocation: [^\r]*/f/([0-9a-z]{26})/receipt/\r\n", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)\r\n", re.IGNORECASE)


class Client(asyncio.Protocol):
    """One client: sends the next request when the one before is answered."""

    def __init__(self, rush: Rush, expected: bytes) -> None:
        self.rush, self.expected = rush, expected
        self.transport: asyncio.Transport | None = None
        self.begun = 0.0
        self.answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport  # type: ignore[assignment] - a socket's is one
        self.rush.open += 1
        self.send()

    def send(self) -> None:
        """Send the next request, or leave when there is none."""
        request = next(self.rush.requests, None)
        if self.transport is None:
            return
        if request is None:
            self.begun = 0.0
            self.transport.close()
            return
        self.begun = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Take the answer; when it is whole, go on."""
        self.answer += data
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return
        if (length := LENGTH.search(head + b"\r\n")) is not None:
            whole = len(body) >= int(length[1])
        else:
            whole = body.endswith(b"0\r\n\r\n")
        if not whole:
            return
        self.answer = b""
        now = time.perf_counter()
        self.rush.seconds.append(now - self.begun)
        self.rush.ends.append(now)
        if not head.startswith(self.expected):
            self.rush.errors.append(head.splitlines()[0].decode())
        elif (secret := SECRET.search(head + b"\r\n")) is not None:
            self.rush.secrets.append(secret[1])
        self.send()

    def connection_lost(self, error: Exception | None) -> None:
        """The last one to leave ends the rush."""
        if self.begun:
            self.rush.errors.append(f"connection lost: {error}")
        self.rush.open -= 1
        if self.rush.open == 0:
            self.rush.done.set()


async def run(requests: Iterator[bytes], port: int, expected: bytes, clients: int) -> Rush:
    """Send everything; return what came back."""
    rush, loop = Rush(requests), asyncio.get_running_loop()
    rush.open += 1  # nobody is the last before all have come
    for _number in range(clients):
        await loop.create_connection(lambda: Client(rush, expected), "127.0.0.1", port)
    rush.open -= 1
    if rush.open:
        await rush.done.wait()
    return rush


def forms(folder: Path, path: str, boundary: str) -> Iterator[bytes]:
    """Give the forms as requests."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: fa\r\n"
        f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: "
    ).encode()
    with (folder / "bodies").open("rb") as file:
        while length := file.read(8):
            yield b"%s%d\r\n\r\n%s" % (head, int(length), file.read(int(length)))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(port: int, command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """A server that answers; gives its process."""
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


@dataclass(frozen=True, slots=True)
class Used:
    """What the processes that answer requests have used: megabytes now, seconds of processor."""

    megabytes: float
    seconds: float


def used(environment: dict[str, str]) -> Used:
    """Look at the web server's processes, known by their folder."""
    mark = f"DABIR_VAR={environment['DABIR_VAR']}".encode()
    pages, ticks = 0, 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark not in (process / "environ").read_bytes().split(b"\0"):
                continue
            if b"web_server" not in (process / "cmdline").read_bytes():
                continue
            pages += int((process / "statm").read_text().split()[1])
            numbers = (process / "stat").read_text().rpartition(") ")[2].split()
            ticks += int(numbers[11]) + int(numbers[12])
        except OSError:
            continue
    return Used(
        round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1), ticks / os.sysconf("SC_CLK_TCK")
    )


def site(environment: dict[str, str], *arguments: str) -> dict[str, object]:
    """Run one of the site's commands; return what it prints."""
    done = subprocess.run(
        [sys.executable, str(HERE / "intake_site.py"), *arguments],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def empty_rate(clients: int, requests: int) -> float:
    """Requests a second that an empty Django view answers to the same clients."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
        *("--workers", str(PROCESSES), "--backlog", "1024", "--log-level", "error"),
        "empty_view:application",
    ]
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with served(port, command, environment):
        time.sleep(1.0)
        asyncio.run(run(iter([request] * 2_000), port, b"HTTP/1.1 200", clients))
        begun = time.perf_counter()
        rush = asyncio.run(run(iter([request] * requests), port, b"HTTP/1.1 200", clients))
        taken = time.perf_counter() - begun
    if rush.errors:
        raise RuntimeError(rush.errors[:3])
    return requests / taken


def share(seconds: list[float], part: float) -> float:
    """The time within which this part of the requests was answered, in milliseconds."""
    return round(sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))] * 1000, 1)


def rates_by_tenth(ends: list[float], begun: float) -> list[float]:
    """How many a second were answered in each tenth of the rush."""
    size = max(1, len(ends) // 10)
    marks = [begun, *ends[size - 1 :: size]]
    return [round(size / (after - before), 1) for before, after in pairwise(marks)]


def measure(options: argparse.Namespace, environment: dict[str, str], folder: Path) -> dict:
    """Make the site, let the rush come, count."""
    manage = [sys.executable, "-m", "dabir", "manage", "migrate", "--verbosity=0"]
    subprocess.run(manage, env=environment, check=True)
    warm_up = CLIENTS * 2
    made = site(
        environment, "prepare", str(options.stored), str(options.count + warm_up), str(folder)
    )
    requests = forms(folder, str(made["path"]), str(made["boundary"]))
    port = free_port()
    command = [sys.executable, "-m", "dabir", "serve", "--port", str(port)]
    with served(port, command, environment):
        time.sleep(3.0)
        first = [next(requests) for _number in range(warm_up)]
        warm = asyncio.run(run(iter(first), port, b"HTTP/1.1 303", CLIENTS))
        before = used(environment)
        begun = time.perf_counter()
        rush = asyncio.run(run(requests, port, b"HTTP/1.1 303", CLIENTS))
        taken = time.perf_counter() - begun
        after = used(environment)
    (folder / "secrets").write_bytes(b"\n".join([*warm.secrets, *rush.secrets]))
    return {
        "rate": round(options.count / taken, 1),
        "rates_by_tenth": rates_by_tenth(rush.ends, begun),
        "p50_ms": share(rush.seconds, 0.5),
        "p99_ms": share(rush.seconds, 0.99),
        "longest_ms": share(rush.seconds, 1.0),
        "errors": len(rush.errors) + len(warm.errors),
        "first_errors": (warm.errors + rush.errors)[:3],
        "processor_ms_a_form": round((after.seconds - before.seconds) / options.count * 1000, 3),
        "rss_start_mb": before.megabytes,
        "rss_end_mb": after.megabytes,
    } | site(environment, "verify", str(folder))


def main() -> int:
    """Measure; print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--count", type=int, default=0, help="forms that are sent")
    parser.add_argument("--stored", type=int, default=0, help="arrivals that are there before")
    options = parser.parse_args()
    options.count = options.count or (QUICK if options.quick else WHOLE)
    address = os.environ.get("DABIR_DATABASE_URL", "")
    if options.database == "sqlite":
        database = nullcontext("")
    else:
        database = nullcontext(address) if address else cluster(durable=True)
    with tempfile.TemporaryDirectory(prefix="dabir-intake-") as name, database as url:
        folder = Path(name)
        environment = os.environ | {
            "DABIR_VAR": name,
            "DABIR_DATABASE_URL": url,
            "DABIR_PROOF_ATTEMPTS": "20",
        }
        requests = EMPTY_REQUESTS // (3 if options.quick else 1)
        before = empty_rate(CLIENTS, requests)
        found = measure(options, environment, folder)
        # Before and after, since a shared machine is faster at one time than at another.
        floor = (before + empty_rate(CLIENTS, requests)) / 2
    found = {
        "benchmark": "intake",
        "database": options.database,
        "clients": CLIENTS,
        "count": options.count,
        "stored": options.stored,
        "empty_rate": round(floor, 1),
        "ratio": round(floor / found["rate"], 2),
    } | found
    print(json.dumps(found))
    whole = found["there_once"] == found["acknowledged"] == options.count + CLIENTS * 2
    return 0 if whole and not found["errors"] and not found["twice"] and not found["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
