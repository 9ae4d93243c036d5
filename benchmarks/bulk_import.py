"""How fast a file of many submissions is taken in, and with how much memory.

    DABIR_VAR=FOLDER python benchmarks/bulk_import.py [--quick] [--rows N] [--workers N] [--check]
    DABIR_VAR=FOLDER python tools/postgres.py -- python benchmarks/bulk_import.py [--rows N]

Use an empty folder: the tables are made, and a group with one open call. A CSV file of invented
comments (Persian and English, a third of them from organisations, some late) is uploaded, matched
and checked as the secretariat does it; then worker processes of the heavy queue take it in, each
row with its address, its own key, its sealed author, its answer, passages, links and search index.
What is measured is the time from the act that asks for it until the import is done; with `--check`
the dry run, too. `--profile` takes a part of it in within this process, and says where the time
goes. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import json
import os
import pstats
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is loaded
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from dabir.foundation.people.models import Group, Membership, Person, Role  # noqa: E402
from dabir.foundation.work.pieces import take  # noqa: E402
from dabir.foundation.work.running import run, run_waiting  # noqa: E402
from dabir.stages.calls.acts import draft_call, open_call  # noqa: E402
from dabir.stages.calls.models import Call  # noqa: E402
from dabir.stages.submissions.acts import (  # noqa: E402
    begin_import,
    check_import,
    map_import,
    run_import,
)
from dabir.stages.submissions.acts.importing import LANES  # noqa: E402
from dabir.stages.submissions.intake.importing import look_through  # noqa: E402
from dabir.stages.submissions.intake.mapping import Mapping, Target  # noqa: E402
from dabir.stages.submissions.models import Import, ImportedRow, Passage  # noqa: E402
from dabir.stages.submissions.queries.imports import progress_of  # noqa: E402

LIMIT_SECONDS_A_MILLION = 300
LIMIT_MEGABYTES = 500
WORDS = re.findall(
    r"\S+",
    "آب باغ شهر محله کوچه درخت شهرداری دستگاه قانون ماده تبصره پیشنهاد می‌کنم که باید است نیست"
    " چاه قنات حقابه مردم کشاورز سهم سال تابستان کمبود پاسخ نامه دفتر هزینه زمان مدرسه راه",
)
ENGLISH = re.findall(
    r"\S+",
    "water garden city street tree council agency law article the of and we should must not well"
    " right farmers share year summer shortage answer letter office cost time school road",
)
COLUMNS = {
    "id": Target.KEY,
    "name": Target.NAME,
    "email": Target.EMAIL,
    "organisation": Target.ORGANISATION,
    "sector": Target.SECTOR,
    "province": Target.PROVINCE,
    "comment": Target.FREE,
    "sent": Target.DATE,
}


def write_rows(path: Path, rows: int, begins: datetime) -> None:
    """Write invented comments, the same each time."""
    chosen = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            words = ENGLISH if number % 5 == 0 else WORDS
            said = ". ".join(
                " ".join(chosen.choices(words, k=chosen.randint(6, 16))) for _ in range(3)
            )
            writer.writerow(
                (
                    number,
                    " ".join(chosen.choices(WORDS, k=2)),
                    f"author{number}@mail.example",
                    "انجمن باغداران" if number % 3 == 0 else "",
                    chosen.choice(("citizen", "guild", "company")),
                    chosen.choice(("تهران", "یزد", "فارس", "")),
                    said,
                    (begins + timedelta(seconds=chosen.randrange(9 * 86_400))).isoformat(),
                )
            )


def open_a_call(at: datetime) -> tuple[Call, Person]:
    """Make a group, its secretary and an open call."""
    group = Group.objects.create(code=f"bench-{at:%H%M%S%f}", names={"en": "Benchmark"})
    person = Person.objects.create_user(
        f"bench{at:%H%M%S%f}", None, names={"en": "Secretary"}, email="bench@mail.example"
    )
    Membership.objects.create(person=person, group=group, role=Role.SECRETARY)
    call = draft_call(
        group=group,
        code=f"bench-{at:%H%M%S%f}",
        kind=Call.Kind.INPUT,
        titles={"en": "A call"},
        closes_at=at + timedelta(days=60),
        late=Call.Late.MARK,
        actor=person,
        at=at,
    )
    return open_call(call=call, actor=person, at=at), person


def uploaded(rows: int) -> tuple[Import, Person, float]:
    """Upload and match a file of rows; return how long keeping it took."""
    now = datetime.now(UTC)
    call, person = open_a_call(now - timedelta(days=10))
    Call.objects.filter(pk=call.pk).update(closes_at=now - timedelta(days=2))
    call.refresh_from_db()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        write_rows(Path(file.name), rows, now - timedelta(days=9, hours=12))
        begun = time.perf_counter()
        upload = look_through(Path(file.name), "comments.csv")
        source = begin_import(call=call, upload=upload, actor=person, at=timezone.now())
        kept = time.perf_counter() - begun
    map_import(source=source, mapping=Mapping(columns=COLUMNS), actor=person, at=timezone.now())
    return source, person, kept


def check_by(source: Import, person: Person, rows: int, *, whole: bool) -> float:
    """Check the file; without `whole`, note only how many rows it has."""
    begun = time.perf_counter()
    if whole:
        check_import(source=source, actor=person, at=timezone.now())
        run_waiting(("heavy",))
        source.refresh_from_db()
        if source.report["good"] != rows:
            raise SystemExit(f"The dry run found {source.report}")
    else:
        Import.objects.filter(pk=source.pk).update(state="checked", rows=rows)
    return time.perf_counter() - begun


def peak_of(process: subprocess.Popen[bytes]) -> float:
    """Return the most memory that a process has held, in megabytes."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def processor_seconds(pids: Iterable[int]) -> float:
    """Return how long the processor has worked for these processes."""
    ticks = 0
    for pid in pids:
        with suppress(FileNotFoundError):
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
            ticks += sum(map(int, fields.split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def backends() -> list[int]:
    """Return the processes of PostgreSQL that serve somebody."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        return [pid for (pid,) in cursor.fetchall()]


@dataclass(slots=True)
class Taken:
    """What taking a file in took: seconds, megabytes of the largest worker, processor time."""

    seconds: float = 0.0
    megabytes: float = 0.0
    of_workers: float = 0.0
    of_database: float = 0.0


def run_with(workers: int, source: Import, person: Person) -> Taken:
    """Let worker processes take the file in."""
    found = Taken()
    with ExitStack() as stack:
        processes = []
        for _worker in range(workers):
            process = subprocess.Popen([sys.executable, "-m", "dabir", "worker", "heavy"])
            stack.callback(process.wait)
            stack.callback(process.send_signal, signal.SIGKILL)
            processes.append(process)
        time.sleep(3)  # they are up, as in an installation that is served
        pids = [process.pid for process in processes]
        before = processor_seconds(pids), processor_seconds(backends())
        begun = time.perf_counter()
        run_import(source=source, actor=person, at=timezone.now())
        while (source := Import.objects.get(pk=source.pk)).state == Import.State.RUNNING:
            time.sleep(0.2)
            found.megabytes = max(found.megabytes, *map(peak_of, processes))
            found.of_workers = processor_seconds(pids) - before[0]
            found.of_database = processor_seconds(backends()) - before[1]
        found.seconds = time.perf_counter() - begun
        if source.state != Import.State.DONE:
            raise SystemExit(f"The import ended as {source.state}: {source.trouble}")
    return found


def profile(source: Import, person: Person) -> None:
    """Take the file in within this process, and say where the time went."""
    run_import(source=source, actor=person, at=timezone.now())
    profiler = cProfile.Profile()
    profiler.enable()
    while (piece := take(["heavy"])) is not None and piece.name == "imports.run":
        run(piece)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Measure, and print one JSON object at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 rows")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=LANES.get(connection.vendor, 1))
    parser.add_argument("--check", action="store_true", help="measure the dry run, too")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args()
    rows = 5_000 if options.quick else options.rows
    call_command("migrate", verbosity=0)
    source, person, kept = uploaded(rows)
    checked = check_by(source, person, rows, whole=options.check)
    source.refresh_from_db()
    if options.profile:
        begun = time.perf_counter()
        profile(source, person)
        print(f"{(time.perf_counter() - begun) / rows * 1e6:.0f} µs a row, profiled")
        return
    taken = run_with(options.workers, source, person)
    progress = progress_of(source)
    whole = (
        progress.added == rows
        and ImportedRow.objects.filter(source=source).count() == rows
        and Passage.objects.filter(submission__imported__source=source).count() >= rows
    )
    figures: dict[str, Any] = {
        "database": connection.vendor,
        "rows": rows,
        "workers": options.workers,
        "upload_seconds": round(kept, 2),
        "check_seconds": round(checked, 2) if options.check else None,
        "seconds": round(taken.seconds, 2),
        "rows_a_second": round(rows / taken.seconds),
        "microseconds_a_row": round(taken.seconds / rows * 1e6),
        "processor_microseconds_a_row": {
            "workers": round(taken.of_workers / rows * 1e6),
            "database": round(taken.of_database / rows * 1e6),
        },
        "minutes_a_million": round(taken.seconds / rows * 1e6 / 60, 2),
        "peak_megabytes_a_worker": round(taken.megabytes),
        "every_row_once": whole,
        "within_limits": whole
        and taken.seconds / rows * 1e6 < LIMIT_SECONDS_A_MILLION
        and taken.megabytes < LIMIT_MEGABYTES,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
