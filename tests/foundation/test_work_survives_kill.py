"""Whatever is killed, and whenever, each piece of work takes effect exactly once.

The workers are real processes over a real database: SQLite in a folder of its own, or the
test's PostgreSQL database.
"""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


def run(environment, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def report(installation):
    """Tells what became of the work by now, from one process: starting it takes seconds."""
    desk = subprocess.Popen(
        [sys.executable, "-m", "tests.foundation.killing.desk", "report"],
        env=installation,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def tell() -> dict:
        print(file=desk.stdin, flush=True)
        return json.loads(desk.stdout.readline())

    with desk:
        yield tell
        desk.stdin.close()


def ask(environment, pieces) -> None:
    run(environment, "tests.foundation.killing.desk", "ask", json.dumps(pieces))


def start(environment, what: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "dabir", "worker", what],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )


def expected(pieces) -> dict[str, int]:
    keys = {}
    for key, name, _queue, _arguments in pieces:
        if name == "test.effect":
            keys[key] = 1
        else:
            keys |= {f"{key}:{number}": 1 for number in range(4)}
    return keys


def assert_once_each(found, pieces) -> None:
    assert found["states"] == {"done": len(pieces)}
    assert found["effects"] == expected(pieces)
    assert found["numbers"] == len(expected(pieces))


def test_takes_effect_once_wherever_its_worker_is_killed(installation, report):
    pieces = [
        *((f"{place}", "test.effect", "quick", {"die": place}) for place in ("before", "inside")),
        ("after", "test.effect", "quick", {"die": "after"}),
        ("steps between", "test.steps", "quick", {"die": "between"}),
        ("steps inside", "test.steps", "quick", {"die": "inside"}),
        ("unharmed", "test.effect", "quick", {}),
    ]
    ask(installation, pieces)
    ask(installation, pieces)  # asking twice under one key leaves one piece
    deaths = 0
    worker = start(installation, "quick")
    ends = time.monotonic() + PATIENCE_SECONDS
    try:
        while (found := report())["states"] != {"done": len(pieces)}:
            assert time.monotonic() < ends, found
            time.sleep(0.1)
            if worker.poll() is not None:
                assert worker.returncode == -signal.SIGKILL
                deaths += 1
                worker = start(installation, "quick")
    finally:
        worker.terminate()
        worker.wait(30)
    assert deaths == 5
    assert_once_each(found, pieces)
    # "after" had its effect before its worker died, and was not taken again.
    assert found["attempts"] == len(pieces) + 4


@pytest.mark.nightly
def test_survives_random_kills_of_everything(installation, report):
    random.seed(1405)
    pieces = [(f"quick {n}", "test.effect", "quick", {}) for n in range(150)]
    pieces += [(f"heavy {n}", "test.steps", "heavy", {}) for n in range(40)]
    ask(installation, pieces)
    kinds = ["quick", "quick", "heavy", "heavy", "clock"]
    workers = [start(installation, kind) for kind in kinds]
    kills = 0
    ends = time.monotonic() + 2 * PATIENCE_SECONDS
    try:
        while (found := report())["states"] != {"done": len(pieces)}:
            assert time.monotonic() < ends, found
            time.sleep(random.uniform(0.5, 4.0))  # a worker takes seconds to start
            victim = random.randrange(len(workers))
            workers[victim].kill()
            workers[victim].wait()
            kills += 1
            workers[victim] = start(installation, kinds[victim])
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(30)
    assert kills > 3
    assert_once_each(found, pieces)
    assert run(installation, "dabir", "manage", "check") is not None
