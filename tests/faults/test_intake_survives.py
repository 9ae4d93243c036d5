"""Whatever is killed, full or away while forms come in: what was acknowledged is there once, whole.

The mail server is away all the while. Each form is sent until it is acknowledged; then the database
is asked for every secret that was given out, and for anything that is there besides.
"""

import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.faults.rush import PATIENCE_SECONDS, ROOT, Rush

EVER = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
WEB, WORKERS = ("web_server",), ("worker",)


def test_survives_a_kill_of_server_and_workers(rush):
    coming = rush(60)
    with coming.served():
        coming.begin()
        coming.acknowledged(15)
        assert coming.kill(*WEB)
        coming.acknowledged(35)
        assert coming.kill(*WORKERS)
        coming.end()
        coming.assert_everything_is_there_once()


@pytest.mark.nightly
def test_survives_random_kills_of_everything(rush):
    random.seed(1405)
    coming = rush(3_000)
    kills = 0
    with coming.served():
        coming.begin()
        while len(coming.secrets) < coming.count and kills < 40:
            time.sleep(random.uniform(0.3, 4.0))
            kills += coming.kill(*random.choice([WEB, WORKERS]))
        coming.end()
        coming.assert_everything_is_there_once()
    assert kills > 5


@pytest.mark.sqlite
def test_survives_a_full_disk(rush):
    coming = rush(60)
    # The journal may grow so far; what is written beyond fails as on a full disk.
    with coming.served(largest_file=400_000):
        coming.begin()
        ends = time.monotonic() + PATIENCE_SECONDS
        while not coming.answers.get(503):
            assert time.monotonic() < ends, coming.answers
            time.sleep(0.1)
        for number in coming.processes("dabir"):
            resource.prlimit(number, resource.RLIMIT_FSIZE, (EVER, EVER))
        coming.end()
        coming.assert_everything_is_there_once()
    assert coming.answers[503]


@pytest.mark.sqlite
@pytest.mark.nightly
def test_survives_a_restart_of_the_database(tmp_path):
    """On a PostgreSQL of its own, which waits for the disk, and dies without a word."""
    sys.path.insert(0, str(ROOT / "tools"))
    from postgres import cluster
    from system import postgresql_programs

    programs = postgresql_programs()
    with cluster(durable=True) as address:
        environment = os.environ | {
            "DABIR_VAR": str(tmp_path),
            "DABIR_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DABIR_SMTP_URL": "smtp://127.0.0.1:9",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        manage = [sys.executable, "-m", "dabir", "manage", "migrate", "--verbosity=0"]
        subprocess.run(manage, env=environment, cwd=ROOT, check=True)
        coming = Rush(environment, tmp_path / "rush", 400)
        folder = Path(unquote(parse_qs(urlsplit(address).query)["host"][0]))
        with coming.served():
            coming.begin()
            for least in (50, 200):
                coming.acknowledged(least)
                restart(programs, folder)
            coming.end()
            coming.assert_everything_is_there_once()


def restart(programs: Path, folder: Path) -> None:
    """Stop the server as a fallen power cable does, and start it again as it was started."""
    owner = folder.stat().st_uid
    subprocess.run(
        [
            *(programs / "pg_ctl", "restart", "--wait", "--mode", "immediate"),
            *("--pgdata", folder / "data", "--log", folder / "log"),
        ],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        user=owner if os.geteuid() == 0 else None,
    )
