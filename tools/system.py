"""See that the machine has what the checks need beyond Python: a browser, PostgreSQL's server, an
IMAP server, and Java for Spark.

    python tools/system.py              all of it
    python tools/system.py java …       only what is named

Installs what is missing with apt where it may (as root, or with sudo that asks no password), and
otherwise names exactly what is missing and fails. Dabir itself needs none of this.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

OLDEST_POSTGRESQL = 15
OLDEST_JAVA = 17
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgresql_programs() -> Path | None:
    """The folder of PostgreSQL's server programs (initdb, pg_ctl), the newest first, or None.

    Debian keeps them off the PATH, one folder a version; versions before 15 are passed over.
    """
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    found = [(version, folder) for folder in folders if (version := _version(folder))]
    usable = [pair for pair in found if pair[0] >= OLDEST_POSTGRESQL]
    return max(usable)[1] if usable else None


def imap_server() -> str | None:
    """The path of Dovecot's server, which Debian keeps off the PATH of users, or None."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def java() -> str | None:
    """The path of a Java that Spark runs on, or None."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if program is None:
        return None
    # It answers, on the error stream: openjdk version "17.0.15" 2025-04-15
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', said.stderr)
    return program if version and int(version[1]) >= OLDEST_JAVA else None


def _version(folder: Path) -> int | None:
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return None
    # It answers: postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
    words = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()
    return int(words[2].split(".")[0])


# name -> (what it is called here, how it is found, the Debian package that brings it)
NEEDED: dict[str, tuple[str, Callable[[], object], str]] = {
    "browser": ("Chromium, for the browser tests", browser, "chromium"),
    "postgresql": (
        f"PostgreSQL {OLDEST_POSTGRESQL} or newer, the server programs",
        postgresql_programs,
        "postgresql",
    ),
    "imap": ("Dovecot, for the tests of mailboxes", imap_server, "dovecot-imapd"),
    "java": (
        f"Java {OLDEST_JAVA} or newer, for the tests of Spark",
        java,
        "default-jre-headless",
    ),
}


def missing(names: Iterable[str]) -> dict[str, str]:
    """What of these is not on this machine, each with the Debian package that brings it."""
    wanted = (NEEDED[name] for name in names)
    return {what: package for what, find, package in wanted if find() is None}


def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None where that is not possible."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def install(packages: list[str]) -> None:
    """Install Debian packages where this user may; do nothing where it may not."""
    privilege = _privilege()
    if privilege is None or shutil.which("apt-get") is None:
        return
    print(f"Installing {' '.join(packages)} with apt …", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    for arguments in (["update"], ["install", "--no-install-recommends", *packages]):
        subprocess.run([*privilege, *quiet, *arguments], stdout=subprocess.DEVNULL, check=False)


def main(names: Sequence[str]) -> int:
    """Provide what is missing; return 1, naming it, where that fails."""
    if unknown := set(names) - set(NEEDED):
        print(f"Unknown: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    names = names or list(NEEDED)
    if packages := sorted(missing(names).values()):
        install(packages)
    lacking = missing(names)
    for what, package in lacking.items():
        print(f"Missing: {what} (on Debian: apt install {package})", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
