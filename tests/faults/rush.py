"""A rush of forms against a real `dabir serve`, whatever befalls it meanwhile.

Each form is sent until it is acknowledged, as people do who press the button again: what arrived
before its answer was lost must count once.
"""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "benchmarks" / "intake_site.py"
CLIENTS = 8
ANSWER_SECONDS = 30
PATIENCE_SECONDS = 200
LIMITED = (
    "import os, resource, sys; most = resource.getrlimit(resource.RLIMIT_FSIZE)[1];"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), most));"
    "os.execv(sys.argv[2], sys.argv[2:])"
)
SECRET = re.compile(r"/f/([0-9a-z]{26})/receipt/")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Rush:
    """Forms of one call, the server they are sent to, and what it acknowledged."""

    def __init__(self, environment: dict[str, str], folder: Path, count: int) -> None:
        self.environment = environment | {"DABIR_PROOF_ATTEMPTS": "20"}
        self.folder, self.count, self.port = folder, count, free_port()
        self.folder.mkdir(exist_ok=True)
        made = self.site("prepare", "0", str(count), str(folder))
        self.path = made["path"]
        self.head = {
            "Host": "localhost",
            "Content-Type": f"multipart/form-data; boundary={made['boundary']}",
            "Accept-Language": "en",
        }
        self.waiting: Queue[bytes] = Queue()
        with (folder / "bodies").open("rb") as file:
            while length := file.read(8):
                self.waiting.put(file.read(int(length)))
        self.secrets: list[str] = []
        self.answers: dict[int, int] = {}
        self.threads: list[threading.Thread] = []
        self.server: subprocess.Popen[bytes] | None = None

    def site(self, *arguments: str) -> dict:
        done = subprocess.run(
            [sys.executable, str(SITE), *arguments],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)

    @contextlib.contextmanager
    def served(self, largest_file: int = 0):
        """Serve; no file may grow beyond `largest_file` bytes, where that is given."""
        command = [sys.executable, "-m", "dabir", "serve", "--port", str(self.port)]
        if largest_file:
            command = [sys.executable, "-c", LIMITED, str(largest_file), *command]
        self.server = subprocess.Popen(
            command,
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            self.server.terminate()
            self.server.wait(60)

    def begin(self) -> None:
        self.threads = [threading.Thread(target=self._send_all) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE_SECONDS)
        assert len(self.secrets) == self.count, self.answers

    def _send_all(self) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        with contextlib.suppress(Empty):
            while True:
                body = self.waiting.get_nowait()
                while (secret := self._send(body)) is None and time.monotonic() < ends:
                    time.sleep(0.2)
                if secret:
                    self.secrets.append(secret)

    def _send(self, body: bytes) -> str | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", self.path, body, self.head)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        found = SECRET.search(answer.headers.get("Location", ""))
        return found[1] if answer.status == 303 and found else None

    def acknowledged(self, least: int) -> None:
        """Wait until so many are acknowledged."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while len(self.secrets) < least:
            assert time.monotonic() < ends, (self.answers, len(self.secrets))
            time.sleep(0.05)

    def processes(self, *words: str) -> list[int]:
        """The server's own processes whose commands have one of these words."""
        mark = f"DABIR_VAR={self.environment['DABIR_VAR']}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes().decode(errors="replace")
                if any(word in command for word in words) and mark in (
                    process / "environ"
                ).read_bytes().split(b"\0"):
                    found.append(int(process.name))
        return found

    def kill(self, *words: str) -> int:
        """Kill these processes; their supervisor starts others. Returns how many died."""
        killed = 0
        for number in self.processes(*words):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
                killed += 1
        return killed

    def found(self) -> dict:
        """What the database says of everything that was acknowledged, once it is taken in."""
        (self.folder / "secrets").write_text("\n".join(self.secrets), encoding="ascii")
        return self.site("verify", str(self.folder), str(PATIENCE_SECONDS))

    def assert_everything_is_there_once(self) -> None:
        """Look at what was acknowledged, when all of it is taken in."""
        assert self.found() == {
            "acknowledged": self.count,
            "there_once": self.count,
            "missing": 0,
            "twice": 0,
            "wrong": 0,
            "unreadable": 0,
            "unacknowledged": 0,
            "entries": self.count,
            "taken_in": self.count,
        }
