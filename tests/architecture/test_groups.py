"""Tests that share what is dear to make run in one process."""

import os
import subprocess
import sys

FILE = """
import os
import pytest

pytestmark = pytest.mark.xdist_group("a group")

@pytest.mark.parametrize("number", range(8))
def test_says_where_it_runs(number):
    print("ran in", os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_group_of_tests_is_not_torn_apart(tmp_path):
    """Some versions of pytest and pytest-xdist do not find each other's groups, and say nothing."""
    (tmp_path / "test_group.py").write_text(FILE, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--rootdir", tmp_path, "--config-file", os.devnull]
    options = ["--numprocesses=2", "--dist=loadgroup", "-rP", "-p", "no:cacheprovider"]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "DJANGO_"))
    }
    said = subprocess.run(
        [*command, *options, tmp_path],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    places = [line for line in said.splitlines() if line.startswith("ran in ")]
    assert len(places) == 8
    assert len(set(places)) == 1
