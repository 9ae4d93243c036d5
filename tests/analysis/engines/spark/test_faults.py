from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="needs dabir[spark]")

from dabir.analysis.engines.opening import kind_of, open_engine
from dabir.analysis.engines.spark import session
from dabir.analysis.engines.spark.faults import plain
from dabir.analysis.errors import InputError, MissingError, RunError
from dabir.analysis.runs.watching import Unwatched

LOG = Path("/run/spark.log")


def test_tells_a_kernels_own_sentence():
    text = (
        "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times\n"
        "Traceback (most recent call last):\n"
        '  File "x.py", line 1, in run\n'
        "dabir.analysis.errors.InputError: The texts are all empty.\n"
        "\tat org.apache.spark.api.python.BasePythonRunner.read(PythonRunner.scala:1)\n"
    )
    found = plain(Exception(text), "passages", LOG)
    assert isinstance(found, InputError)
    assert str(found) == "The texts are all empty."


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("java.io.IOException: No space left on device\n\tat java.base/x", "a disk is full"),
        ("ModuleNotFoundError: No module named 'dabir'", "a worker has no Dabir"),
        ("x\nValueError: 3 is too much.\n\tat org.apache", "3 is too much (ValueError)"),
        ("Python worker exited unexpectedly (crashed)", "a worker process was killed"),
        ("An error\n: org.apache.spark.SparkException: Odd thing.\n\tat x", "Odd thing"),
        ("", "no reason was given"),
    ],
)
def test_tells_the_cause_in_one_line(said, cause):
    found = plain(Exception(said), "passages", LOG)
    assert isinstance(found, RunError)
    assert f"Spark could not finish “passages”: {cause}" in str(found)
    assert "\n" not in str(found)
    assert str(LOG) in str(found)


@pytest.mark.parametrize(
    ("asked", "master"),
    [
        ("local[2]", "local[2]"),
        ("spark://host", "spark://host:7077"),
        ("spark://host:7000", "spark://host:7000"),
        ("spark://[::1]:7000", "spark://[::1]:7000"),
    ],
)
def test_names_a_master_as_spark_does(asked, master):
    assert session.master_of(asked)[0] == master


@pytest.mark.parametrize("asked", ["spark://", "yarn", "spark://host:port", "spark://host/path"])
def test_refuses_what_names_no_master(asked):
    with pytest.raises(InputError):
        session.master_of(asked)


@pytest.mark.parametrize("engine", ["", "sparks", "local://x", "dask"])
def test_refuses_what_names_no_engine(engine):
    with pytest.raises(InputError, match="is no engine"):
        kind_of(engine)


def test_says_so_when_no_master_answers(tmp_path, unused_port):
    with pytest.raises(RunError, match="No master of Spark answers"):
        open_engine(
            f"spark://127.0.0.1:{unused_port}",
            scratch=tmp_path,
            threads=1,
            memory=1 << 30,
            watch=Unwatched(),
        )


@pytest.mark.parametrize("there", [False, True])
def test_says_so_when_java_is_absent_or_too_old(tmp_path, monkeypatch, there):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if there:
        program = tmp_path / "bin" / "java"
        program.parent.mkdir()
        program.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
        program.chmod(0o755)
    with pytest.raises(MissingError, match=r"Java 17 or newer.*(11\.0\.2)" if there else "Java 17"):
        open_engine("spark", scratch=tmp_path / "s", threads=1, memory=1 << 30, watch=Unwatched())


def test_says_how_to_install_what_is_missing(tmp_path, monkeypatch):
    import sys

    for name in list(sys.modules):
        if name.startswith("dabir.analysis.engines.spark"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingError, match=r"pip install 'dabir\[spark\]'"):
        open_engine("spark", scratch=tmp_path, threads=1, memory=1 << 30, watch=Unwatched())


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
