"""Run a command beside a throw-away PostgreSQL, named to it by DABIR_DATABASE_URL.

    python tools/postgres.py -- python -m pytest --database-only

The cluster lives in a temporary folder, speaks through a socket in it and on no port, and is gone
when the command ends. PostgreSQL refuses to run as root: root starts it as an unprivileged user.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from system import postgresql_programs

# Whose rights the server takes when root starts it: its own user where there is one.
UNPRIVILEGED = ("postgres", "nobody")
# Nothing here outlives the tests, so nothing waits for the disk.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgreSQL(Exception):
    """The server programs are not on this machine, or the server did not start."""


def _owner() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next((known[name] for name in UNPRIVILEGED if name in known), None)
    if found is None:
        raise NoPostgreSQL("root needs an unprivileged user to run PostgreSQL as")
    return found


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running, empty cluster with Unicode letters; gives its address as a URL.

    A `durable` one waits for the disk, as one that is used for more than tests does.

    Raises:
        NoPostgreSQL: no server programs, or the server did not start; the message has its log.
    """
    programs = postgresql_programs()
    if programs is None:
        raise NoPostgreSQL("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine")
    owner = _owner()
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="dabir-pg-"))
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", folder / "log"
    log.touch()
    os.chown(log, owner.pw_uid, owner.pw_gid)

    def run(program: str, *arguments: str) -> int:
        # Into a file: the server would inherit a pipe and keep it open.
        with log.open("a") as said:
            return subprocess.run(
                [programs / program, *arguments],
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                user=owner.pw_uid if root else None,
                group=owner.pw_gid if root else None,
            ).returncode

    try:
        failed = run(
            *("initdb", "--pgdata", str(data), "--username", "dabir", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        options = [] if durable else [f"-c {name}={value}" for name, value in SETTINGS.items()]
        options += ["-c listen_addresses=''", f"-k {folder}"]
        failed = failed or run(
            *("pg_ctl", "start", "--wait", "--pgdata", str(data), "--log", str(log)),
            *("--options", " ".join(options)),
        )
        if failed:
            raise NoPostgreSQL(log.read_text(encoding="utf-8", errors="replace"))
        yield f"postgresql://dabir@/postgres?host={quote(str(folder), safe='')}"
    finally:
        if data.exists():
            run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", str(data))
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command after `--`; return its exit status."""
    command = sys.argv[1:]
    if command[:1] == ["--"]:
        command = command[1:]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    # Being ended ends the server too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with cluster() as url:
            environment = {**os.environ, "DABIR_DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoPostgreSQL as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
