"""Wherever the processes that remind and send are killed, each mail is in the tray exactly once.

Over SMTP it goes out at least once, and under one Message-ID however often.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rounds(installation, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.foundation.killing.errand", str(tmp_path)],
        env=installation,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.timeout(900)  # a hundred pairs of processes, one after the other
def test_a_reminder_is_recorded_once_and_sent_whichever_step_its_process_is_killed_at(rounds):
    *killed, last = rounds
    assert {each["ended"] for each in killed} == {-signal.SIGKILL}
    assert last["ended"] == 0  # the whole errand, before its last step was reached
    assert len(killed) > 40
    assert [key.partition(":")[0] for key in last["keys"]] == ["duty", "duty", "overdue"]
    for number, each in enumerate(rounds, start=1):
        assert each["restarted"] == 0, number
        assert each["keys"] == last["keys"], number
        assert each["work"] == ["done"] * 3, number
        assert each["sent"] == 3, number
        assert set(each["received"]) == set(last["message_ids"]), number
        assert sum(each["received"].values()) in {3, 4}, number
    # Killed after the server took a mail and before that was noted, it goes out again.
    assert any(sum(each["received"].values()) == 4 for each in killed)
