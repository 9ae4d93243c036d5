"""The whole analysis of 1 million submissions: seconds, stage by stage, and memory.

    python benchmarks/analysis.py --part analyse [--quick]

`dabir analyse` runs over the generator's file as a command of its own, after one over a small file
that has everything compiled. The memory is that of the command and all processes that it started,
summed every fifth of a second: the resident sets, so that what they share counts again and again.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from submission_generator import generate

SECONDS, BYTES = 240, 6 << 30
LOOK_SECONDS = 0.2


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Return seconds, processor seconds, peak memory, and the seconds of each stage."""
    rows = 5_000 if quick else 1_000_000
    warm, source = _table(folder, 2_000), _table(folder, rows)
    _analysed(warm, folder / "warm")
    seconds, processor, peak, told = _analysed(source, folder / "analysed")
    figures: dict[str, object] = {
        "submissions": rows,
        "bytes": source.stat().st_size,
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "peak_gigabytes": round(peak / (1 << 30), 2),
        "stages": {stage["name"]: stage["seconds"] for stage in told["stages"]},
        "held": {
            f"at most {SECONDS} seconds": seconds <= SECONDS,
            "at most 6 GB": peak <= BYTES,
        },
    }
    print(json.dumps(figures, indent=1), flush=True)
    return figures


def _table(folder: Path, rows: int) -> Path:
    path = folder / f"submissions-{rows}.parquet"
    if not path.exists():
        generate(path, rows=rows)
    return path


def _analysed(source: Path, out: Path) -> tuple[float, float, int, dict[str, list[dict[str, str]]]]:
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "dabir", "analyse", str(source), "--out", str(out)]
    began, before = time.perf_counter(), os.times()
    with subprocess.Popen(command) as running:
        peak = _Peak(running.pid)
        peak.start()
        status = running.wait()
        peak.ended.set()
        peak.join()
    seconds, after = time.perf_counter() - began, os.times()
    if status:
        raise RuntimeError(f"{command} ended with {status}")
    processor = sum(after[2:4]) - sum(before[2:4])
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    shutil.rmtree(out)
    return seconds, processor, peak.bytes, told


class _Peak(threading.Thread):
    """Looks how much memory a process and its descendants hold, until told that they ended."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.bytes = 0
        self._process = process

    def run(self) -> None:
        """Look again and again."""
        while not self.ended.wait(LOOK_SECONDS):
            self.bytes = max(self.bytes, _resident(self._process))


def _resident(process: int) -> int:
    total = 0
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE")
        for task in Path(f"/proc/{process}/task").iterdir():
            children = (task / "children").read_text(encoding="ascii").split()
            total += sum(_resident(int(child)) for child in children)
    except (OSError, ValueError, IndexError):
        pass  # it ended meanwhile
    return total
