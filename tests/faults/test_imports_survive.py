"""Whenever a worker is killed, each row of an import is taken in once, whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = 400
EACH = ROWS - ROWS // 10
PATIENCE_SECONDS = 240


def desk(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.importing_desk", *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dabir", "worker", "heavy"],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )


def test_takes_each_row_in_once_whenever_workers_are_killed(installation):
    chosen = random.Random(7)
    desk(installation, "begin", str(ROWS))
    desk(installation, "start")
    workers = [start(installation), start(installation)]
    deaths = 0
    ends = time.monotonic() + PATIENCE_SECONDS
    try:
        while True:
            time.sleep(chosen.uniform(0.3, 2.5))
            found = json.loads(desk(installation, "report"))
            if found["state"] == "done":
                break
            assert time.monotonic() < ends, found
            if deaths < 4:
                place = chosen.randrange(2)
                workers[place].kill()
                workers[place].wait()
                workers[place] = start(installation)
                deaths += 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert deaths
    assert found["whole"]
    counted = ("submissions", "rows", "identities", "answers", "passages", "addresses", "added")
    assert {name: found[name] for name in counted} == dict.fromkeys(counted, EACH)
    assert found["already"] == ROWS // 10
    assert found["slices"] == found["recorded"] == ROWS // 20
