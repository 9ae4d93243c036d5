"""What is supervised comes back when it dies, and stops with its supervisor."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dabir.cli.supervision import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Process

PATIENCE_SECONDS = 20

# A supervisor of one process that notes each of its starts, and then watches its parent.
SUPERVISOR = """
import sys
from dabir.cli.supervision import Process, supervise
child = [sys.executable, "-c", sys.argv[2], sys.argv[1]]
supervise([Process("child", child)], lambda line: print(line, flush=True))
"""
CHILD = """
import os, sys, time
from dabir.cli.supervision import stop_with_supervisor
stop_with_supervisor()
with open(sys.argv[1], "a") as notes:
    notes.write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def until(condition):
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (found := condition()):
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


@pytest.fixture
def supervised(tmp_path):
    notes = tmp_path / "starts"
    notes.touch()
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(notes), CHILD], stdout=subprocess.PIPE, text=True
    )

    def starts() -> list[int]:
        return [int(line) for line in notes.read_text().splitlines()]

    until(starts)
    yield supervisor, starts
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()


def test_a_killed_process_is_started_again(supervised):
    supervisor, starts = supervised
    os.kill(starts()[0], signal.SIGKILL)
    first, second = until(lambda: starts() if len(starts()) == 2 else None)
    assert not alive(first)
    assert alive(second)
    assert supervisor.stdout.readline() == "child ended (SIGKILL); it is started again\n"


def test_everything_stops_with_a_stopped_supervisor(supervised):
    supervisor, starts = supervised
    supervisor.terminate()
    assert supervisor.wait(PATIENCE_SECONDS) == 0
    assert not alive(starts()[0])


def test_everything_stops_with_a_killed_supervisor(supervised):
    supervisor, starts = supervised
    supervisor.kill()
    supervisor.wait(PATIENCE_SECONDS)
    until(lambda: not alive(starts()[0]))


def test_one_that_keeps_dying_is_started_less_and_less_often():
    process = Process("dies", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(4):
        process.start(os.environ)
        process.running.wait()
        died = time.monotonic()
        assert process.look() == 3
        # It may be looked at a while after that.
        pauses.append(process.due - died)
    assert all(pause >= FIRST_PAUSE_SECONDS * 2**count for count, pause in enumerate(pauses))
    assert process.pause <= LONGEST_PAUSE_SECONDS
