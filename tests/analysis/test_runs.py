import errno
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dabir.analysis.analyse import analyse
from dabir.analysis.errors import BusyError, InputError, RunError
from dabir.analysis.reading import Asked
from dabir.analysis.runs.folder import RunFolder
from dabir.analysis.runs.identity import content_of
from dabir.analysis.runs.memory import read_memory, threads_within
from dabir.analysis.runs.watching import Unwatched
from dabir.analysis.stages import Settings
from tests.analysis.tables import finals, submissions, write_csv, write_parquet

PROGRAM = """
import sys
from pathlib import Path
from dabir.analysis.analyse import analyse
from dabir.analysis.runs.watching import Unwatched
from dabir.analysis.stages import Settings
import os, signal

class Killer(Unwatched):
    steps = 0
    def begin(self, task, total=None):
        self.step()
    def advance(self, steps=1):
        self.step()
    def step(self):
        self.steps += 1
        if self.steps == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

analyse(Path(sys.argv[1]), Path(sys.argv[2]), Settings(), threads=2, watch=Killer())
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A table, and the folder of a run over it that nothing disturbed."""
    folder = tmp_path_factory.mktemp("done")
    source = write_csv(folder / "table.csv", submissions(400))
    analyse(source, folder / "out", Settings())
    return source, folder / "out"


class Stopper(Unwatched):
    """Ends a run when a stage begins, as an error of the stage would."""

    def __init__(self, task):
        self.task = task

    def begin(self, task, total=None):
        if task == self.task:
            raise RuntimeError(task)


def stages(folder):
    return json.loads((folder / "run.json").read_text())["stages"]


def test_leaves_only_the_results(done):
    _, out = done
    assert not (out / ".run" / "work").exists()
    told = json.loads((out / "run.json").read_text())
    assert set(told["outputs"]) == {*finals(out)}
    assert all(size == len(finals(out)[name]) for name, size in told["outputs"].items())


def test_a_run_that_is_complete_is_not_done_again(done):
    source, out = done
    before = {file: file.stat().st_mtime_ns for file in out.glob("*.*")}
    outcome = analyse(source, out, Settings(), watch=Stopper("reading"))
    assert not outcome.fresh
    assert {file: file.stat().st_mtime_ns for file in out.glob("*.*")} == before


def test_a_run_whose_results_are_damaged_is_done_again(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(30))
    out = tmp_path / "out"
    analyse(source, out, Settings())
    expected = finals(out)
    (out / "passages.parquet").write_bytes(b"")
    assert analyse(source, out, Settings()).fresh
    assert finals(out) == expected


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_make_no_difference(threads, done, tmp_path):
    source, out = done
    analyse(source, tmp_path / "out", Settings(), threads=threads, memory=1 << 30)
    assert finals(tmp_path / "out") == finals(out)


@pytest.mark.parametrize("task", ["passages", "duplicates: comparing"])
def test_goes_on_where_it_ended(task, done, tmp_path):
    source, out = done
    with pytest.raises(RuntimeError, match=task):
        analyse(source, tmp_path / "out", Settings(), watch=Stopper(task))
    assert not (tmp_path / "out" / "run.json").exists()
    # what is finished is not done again: the reading would stop this run
    watch = Stopper("reading")
    analyse(source, tmp_path / "out", Settings(), threads=1, memory=2 << 30, watch=watch)
    assert finals(tmp_path / "out") == finals(out)


@pytest.mark.parametrize(
    "step",
    [6, *(pytest.param(step, marks=pytest.mark.nightly) for step in (1, 3, 9, 12))],
)
def test_the_results_of_a_killed_run_are_the_same_bytes(step, done, tmp_path):
    source, out = done
    there = tmp_path / "out"
    killed = subprocess.run([sys.executable, "-c", PROGRAM, source, there, str(step)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (there / "run.json").exists()
    analyse(source, there, Settings())
    assert finals(there) == finals(out)


def test_another_seed_starts_over_cleanly(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(60))
    with pytest.raises(RuntimeError):
        analyse(source, tmp_path / "out", Settings(seed=1), watch=Stopper("passages"))
    outcome = analyse(source, tmp_path / "out", Settings(seed=2))
    analyse(source, tmp_path / "other", Settings(seed=2))
    assert outcome.fresh
    assert finals(tmp_path / "out") == finals(tmp_path / "other")


@pytest.mark.parametrize("name", [".run/marks", ".run/work", "passages.parquet"])
def test_what_cannot_be_removed_is_said_and_never_mixed(name, tmp_path, monkeypatch):
    source = write_csv(tmp_path / "table.csv", submissions(60))
    out = tmp_path / "out"
    with pytest.raises(RuntimeError):
        analyse(source, out, Settings(seed=1), watch=Stopper("duplicates: comparing"))
    with monkeypatch.context() as patch:
        refuse_to_remove(patch, out / name)
        for _ in range(2):
            with pytest.raises(RunError, match=f"{name} cannot be removed"):
                analyse(source, out, Settings(seed=2))
            assert not (out / "run.json").exists()
    analyse(source, out, Settings(seed=2))
    analyse(source, tmp_path / "other", Settings(seed=2))
    assert finals(out) == finals(tmp_path / "other")


def refuse_to_remove(patch, path):
    """Let the disk refuse, as it does in a folder that may not be written to."""

    def refusing(usual):
        def remove(given, *rest, **named):
            if not path.is_relative_to(given):
                return usual(given, *rest, **named)
            if named.get("ignore_errors"):
                return None
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

        return remove

    patch.setattr(shutil, "rmtree", refusing(shutil.rmtree))
    patch.setattr(Path, "unlink", refusing(Path.unlink))


def test_the_copies_of_texts_go_though_a_kill_came_before(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(30))
    out = tmp_path / "out"
    analyse(source, out, Settings())
    left = out / ".run" / "work" / "reading"
    left.mkdir(parents=True)
    assert not analyse(source, out, Settings()).fresh
    assert not left.exists()


def test_a_damaged_result_is_done_again_though_its_stage_is_marked(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(30))
    out = tmp_path / "out"
    with pytest.raises(RuntimeError):
        analyse(source, out, Settings(), watch=Stopper("duplicates: comparing"))
    shutil.copytree(out / ".run" / "marks", tmp_path / "marks")
    analyse(source, out, Settings())
    expected = finals(out)
    shutil.copytree(tmp_path / "marks", out / ".run" / "marks")
    (out / "passages.parquet").write_bytes(b"")
    assert analyse(source, out, Settings()).fresh
    assert finals(out) == expected


def test_another_input_takes_the_place_of_the_one_before(tmp_path):
    first = write_csv(tmp_path / "first.csv", submissions(60))
    second = write_csv(tmp_path / "second.csv", submissions(61))
    one = analyse(first, tmp_path / "out", Settings())
    two = analyse(second, tmp_path / "out", Settings())
    assert one.id != two.id
    assert stages(tmp_path / "out")[0]["submissions"] == 61


def test_what_is_not_ours_stays_in_the_folder(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(60))
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    analyse(source, out, Settings())
    analyse(source, out, Settings(seed=1))
    assert (out / "notes.txt").read_text() == "mine"


def test_two_runs_do_not_work_in_one_folder(tmp_path):
    source = write_csv(tmp_path / "table.csv", submissions(20))
    with RunFolder(tmp_path / "out").taken(), pytest.raises(BusyError, match="at work"):
        analyse(source, tmp_path / "out", Settings())


def test_the_same_content_under_another_name_is_the_same_run(tmp_path):
    first = write_csv(tmp_path / "first.csv", submissions(40))
    second = tmp_path / "second.csv"
    second.write_bytes(first.read_bytes())
    time.sleep(0.01)
    assert content_of([first]) == content_of([second])
    second.write_bytes(first.read_bytes()[:-2] + b"x\n")
    assert content_of([first]) != content_of([second])


def test_rows_that_are_skipped_are_listed_and_counted(tmp_path):
    source = tmp_path / "table.csv"
    rows = b"".join(f"r{at},The {at}th of many letters\n".encode() for at in range(30))
    source.write_bytes(b"id,text\n" + rows + b"bad,\xff\xfe\nshort\nempty, \n")
    outcome = analyse(source, tmp_path / "out", Settings())
    listed = pq.read_table(tmp_path / "out" / "skipped.parquet").to_pylist()
    assert [(row["row"], row["id"], row["reason"]) for row in listed] == [
        (30, "bad", "not-utf-8"),
        (31, None, "wrong-number-of-cells"),
        (32, "empty", "no-text"),
    ]
    read = outcome.told["stages"][0]
    assert read["rows"] == 33
    assert read["submissions"] == 30
    assert sum(read["skipped"].values()) == 3


def test_a_table_without_one_submission_is_refused(tmp_path):
    source = write_parquet(tmp_path / "table.parquet", [("a", ""), ("b", "  ")])
    with pytest.raises(InputError, match="no submission"):
        analyse(source, tmp_path / "out", Settings(Asked("text", "id")))


def test_memory_is_read_as_people_write_it():
    assert read_memory("6GB") == read_memory("6 GiB") == read_memory("6g") == 6 << 30
    assert read_memory("1.5G") == 3 << 29
    for written in ("", "much", "6 apples", "-1GB", "1KB", "9" * 400):
        with pytest.raises(ValueError, match=r"memory|too little"):
            read_memory(written)


def test_threads_that_have_no_room_are_not_begun():
    assert threads_within(8, 1 << 30) == 2
    assert threads_within(8, 1 << 20) == 1
    assert threads_within(2, 1 << 40) == 2


@pytest.mark.parametrize("name", ["passages.parquet", "skipped.parquet", "run.json"])
def test_a_run_does_not_write_over_its_input(name, tmp_path):
    source = write_csv(tmp_path / name, submissions(3))
    before = source.read_bytes()
    with pytest.raises(InputError, match="would be written over"):
        analyse(source, tmp_path, Settings())
    assert source.read_bytes() == before


def test_a_run_does_not_write_into_the_folder_that_it_reads(tmp_path):
    write_parquet(tmp_path / "a.parquet", submissions(3))
    with pytest.raises(InputError, match="in the folder that is read"):
        analyse(tmp_path, tmp_path / "results", Settings())
    assert not (tmp_path / "results").exists()
