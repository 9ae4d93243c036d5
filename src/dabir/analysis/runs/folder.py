"""The folder of a run: what is finished is marked, so that a run that was killed goes on.

DIR/.run/lock          held by the one that works
DIR/.run/run.json      the run's id, and with what machinery it works
DIR/.run/marks/        a file for each finished stage, with what it counted
DIR/.run/work/STAGE/   what a stage hands on; parts in it are whole or not there
DIR/.run/engine/       what an engine lays aside while it works
DIR/run.json           written last: the run is complete
"""

import fcntl
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dabir.analysis.errors import BusyError, RunError
from dabir.analysis.runs.writing import TEMPORARY, refused_by_disk, write_json

Counts = dict[str, Any]


class RunFolder:
    """What is finished of one run, on disk."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._inside = out / ".run"
        self._marks = self._inside / "marks"

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Work in the folder, alone. Raises BusyError when another does."""
        try:
            self._inside.mkdir(parents=True, exist_ok=True)
            lock = (self._inside / "lock").open("w")
        except OSError as error:
            raise refused_by_disk(error, self._inside / "lock") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError(f"Another run is at work in {self.out}.") from error
            yield

    def complete(self, identity: str) -> Mapping[str, Any] | None:
        """Return what the finished run of this id told, or None when there is none whole."""
        told = _read(self.out / "run.json")
        if told.get("id") != identity:
            return None
        there = all(
            _size(self.out / name) == size for name, size in told.get("outputs", {}).items()
        )
        if not there:
            return None
        self._free()  # a kill may have come between telling and freeing
        return told

    def begin(self, identity: str, machinery: Mapping[str, Any]) -> None:
        """Make ready for a run: whatever is finished of it stays, all of another goes away.

        Unfinished stages go on from their parts only with the same ``machinery``, for how
        rows are dealt out follows from it. Raises RunError when something cannot be removed; the
        run of before is then still the one that the folder is said to hold.
        """
        before = _read(self._inside / "run.json")
        finished = _read(self.out / "run.json")
        if before.get("id") != identity or finished:
            # finished, and yet to be done: its files are damaged, or it asks what it left open
            for name in {*before.get("outputs", ()), *finished.get("outputs", ())}:
                _remove(self.out / name)
            _remove(self._marks)
            _remove(self._inside / "work")
        elif before.get("machinery") != dict(machinery):
            for folder in sorted((self._inside / "work").glob("*")):
                if self.counts(folder.name) is None:
                    _remove(folder)
        _remove(self.out / "run.json")
        for unfinished in [*self.out.rglob(f"*{TEMPORARY}")]:
            _remove(unfinished)
        self._tell(identity, machinery, before.get("outputs", ()))

    def _tell(self, identity: str, machinery: Mapping[str, Any], outputs: Sequence[str]) -> None:
        told = {"id": identity, "machinery": dict(machinery), "outputs": sorted(outputs)}
        write_json(self._inside / "run.json", told)

    def room(self, stage: str) -> Path:
        """Return the folder in which a stage keeps what it hands on."""
        return self._inside / "work" / stage

    def counts(self, stage: str) -> Counts | None:
        """Return what a finished stage counted, or None when it is not finished."""
        return _read(self._marks / f"{stage}.json") or None

    def do(self, stage: str, outputs: Sequence[str], work: Callable[[], Counts]) -> Counts:
        """Do a stage unless it is finished; return what it counted, with its ``seconds``."""
        done = self.counts(stage)
        if done is not None and all((self.out / name).exists() for name in outputs):
            return done
        told = _read(self._inside / "run.json")
        self._tell(told["id"], told["machinery"], sorted({*told["outputs"], *outputs}))
        begun = time.monotonic()
        counts = work()
        counts["seconds"] = round(time.monotonic() - begun, 2)
        mark = self._marks / f"{stage}.json"
        write_json(mark, counts)
        return _read(mark)  # as a run that goes on will read it

    def finish(self, told: Mapping[str, Any], outputs: Sequence[str]) -> None:
        """Tell what the run was, and free what only it needed: the copies of the texts, too.

        Raises RunError when that cannot be removed.
        """
        sizes = {name: _size(self.out / name) for name in sorted(outputs)}
        write_json(self.out / "run.json", {**told, "outputs": sizes})
        self._free()

    def _free(self) -> None:
        for name in ("marks", "work", "engine"):
            _remove(self._inside / name)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _size(path: Path) -> int | None:
    """Return the bytes of a file, or of all files of a folder; None when it is not there."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size if path.exists() else None


def _remove(path: Path) -> None:
    """Remove a file or a folder, if there is one. Raises RunError."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise RunError(
            f"{error.filename or path} cannot be removed ({error.strerror}), and a run does not "
            "mix with what another one left. Remove it, and run the same command again."
        ) from error
