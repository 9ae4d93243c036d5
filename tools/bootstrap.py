"""Make .venv and install the locked packages into it, with nothing but Python 3.11 or newer.

    python3 tools/bootstrap.py            what Dabir runs with
    python3 tools/bootstrap.py check      also what its checks need

Standard library only. A plain Debian has a Python without `ensurepip` and without pip, so pip
itself may have to be found; the first road that is open is taken:

1. Python's own `ensurepip`;
2. the pip of the Python that runs this, which can install into another environment;
3. pip's wheel, from the indexes and folders that pip's own configuration names (environment and
   pip.conf), or from pip's default index. It is run only if its SHA-256 is the one written here.
"""

# So that a Python too old to run this can still read it, and be told so.
from __future__ import annotations

import configparser
import hashlib
import html.parser
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST = (3, 11)

PIP_VERSION = "26.2.1"
PIP_WHEEL = f"pip-{PIP_VERSION}-py3-none-any.whl"
PIP_SHA256 = "71138adf1f4ca900cdb7d289c21b7494329f2332b6d85f0e1c42108c0384ed3e"
# pip's documented default for --index-url; used only where nothing else is configured.
PIP_DEFAULT_INDEX = "https://pypi.org/simple"


class NoPip(Exception):
    """No road led to pip; the message says what was tried."""


# --- Python ------------------------------------------------------------------------------------


def use_a_recent_python() -> None:
    """Start again with a newer Python of this machine where `python3` is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in (11, 12, 13, 14):
        newer = shutil.which(f"python3.{minor}")
        if newer and _works([newer, "--version"]):
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - the same program, no shell
    raise SystemExit(f"Dabir needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def make_environment() -> None:
    """Create .venv, or make it anew where its Python is gone (moved folder, removed version)."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    # --without-pip works also where ensurepip is missing, and leaves one way to pip for all.
    venv.EnvBuilder(symlinks=True, clear=ENVIRONMENT.exists(), with_pip=False).create(ENVIRONMENT)


# --- pip ---------------------------------------------------------------------------------------


def provide_pip() -> None:
    """Install the pinned pip into .venv.

    Raises:
        NoPip: neither ensurepip, nor a pip, nor a wheel of it could be found.
    """
    if _works([PYTHON, "-m", "pip", "--version"], says=f"pip {PIP_VERSION} "):
        return
    if _has_ensurepip() and _works([PYTHON, "-m", "ensurepip", "--default-pip"]):
        _run([PYTHON, "-m", "pip", "install", "--quiet", f"pip=={PIP_VERSION}"])
        return
    foreign = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if _works([*foreign, "--version"]):
        _run([*foreign, "install", "--quiet", f"pip=={PIP_VERSION}"])
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(find_wheel())
        # A wheel is a zip file that Python can run from.
        _run([PYTHON, wheel / "pip", "install", "--quiet", "--no-index", wheel])


def _has_ensurepip() -> bool:
    try:
        return importlib.util.find_spec("ensurepip") is not None
    except ImportError:
        return False


def _works(command: Sequence[str | Path], says: str = "") -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0 and says in done.stdout


def find_wheel() -> bytes:
    """The wheel of pip, proven by its hash, from the nearest place that has it.

    Raises:
        NoPip: none of the places has it.
    """
    tried = []
    for place in _places():
        try:
            wheel = _wheel_at(place)
        except (OSError, urllib.error.URLError, ValueError) as problem:
            tried.append(f"{_without_password(place)}: {problem}")
            continue
        if wheel is None:
            tried.append(f"{_without_password(place)}: no {PIP_WHEEL}")
        elif hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
            tried.append(f"{_without_password(place)}: another file under the name {PIP_WHEEL}")
        else:
            return wheel
    raise NoPip("\n  ".join(["pip was not found. Tried:", *tried]))


def _places() -> list[str]:
    """Folders and indexes that pip itself would use, files of this machine first."""
    settings = _pip_settings()
    folders = ["/usr/share/python-wheels", *settings.get("find-links", "").split()]
    indexes = [settings.get("index-url", PIP_DEFAULT_INDEX)]
    indexes += settings.get("extra-index-url", "").split()
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        indexes = []
    places = [*folders, *(index.rstrip("/") + "/pip/" for index in indexes)]
    return sorted(dict.fromkeys(places), key=lambda place: place.startswith("http"))


def _settings_files() -> list[Path]:
    """Every pip.conf that pip would read, the strongest last."""
    home = Path.home()
    system = (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    user = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [
        *(Path(folder) / "pip" / "pip.conf" for folder in system),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        user / "pip" / "pip.conf",
    ]
    if os.environ.get("PIP_CONFIG_FILE"):
        files.append(Path(os.environ["PIP_CONFIG_FILE"]))
    return [file for file in files if file.is_file()]


def _pip_settings() -> dict[str, str]:
    """The settings of pip, read as pip reads them: files first, the environment over them."""
    parser = configparser.RawConfigParser()
    parser.read(_settings_files(), encoding="utf-8")
    settings: dict[str, str] = {}
    for section in ("global", "install"):
        if parser.has_section(section):
            settings.update(parser.items(section))
    for name in ("index-url", "extra-index-url", "find-links", "no-index", "cert"):
        value = os.environ.get("PIP_" + name.upper().replace("-", "_"))
        if value:
            settings[name] = value
    return settings


class _Links(html.parser.HTMLParser):
    """Collects the addresses that a page of an index links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def _wheel_at(place: str) -> bytes | None:
    """The wheel in a folder, or linked from a page of an index; None where there is none."""
    local = Path(urllib.request.url2pathname(urllib.parse.urlsplit(place).path))
    if not place.startswith("http") and (local / PIP_WHEEL).is_file():
        return (local / PIP_WHEEL).read_bytes()
    if not place.startswith("http") and not (local / "index.html").is_file():
        return None
    page = place if place.startswith("http") else (local / "index.html").as_uri()
    links = _Links()
    links.feed(_fetch(page).decode("utf-8", "replace"))
    for address in links.found:
        target = urllib.parse.urldefrag(urllib.parse.urljoin(page, address)).url
        if target.rsplit("/", 1)[-1] == PIP_WHEEL:
            return _fetch(target)
    return None


def _fetch(address: str) -> bytes:
    if not address.startswith(("http://", "https://", "file://")):
        raise ValueError(f"not an address to fetch from: {address}")
    parts = urllib.parse.urlsplit(address)
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.HTTPSHandler(
            context=ssl.create_default_context(cafile=_pip_settings().get("cert"))
        )
    ]
    if parts.username:
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        name, word = (urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
        passwords.add_password(None, address, name, word, is_authenticated=True)
        handlers.append(urllib.request.HTTPBasicAuthHandler(passwords))
    with urllib.request.build_opener(*handlers).open(address, timeout=60) as answer:
        content: bytes = answer.read()
    return content


def _without_password(place: str) -> str:
    parts = urllib.parse.urlsplit(place)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


# --- Packages ----------------------------------------------------------------------------------


def install(sets: list[str]) -> None:
    """Install the locked packages of `sets`, and Dabir itself so that edits take effect at once."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet"]
    pip.append("--disable-pip-version-check")
    locks = [part for name in sets for part in ("--requirement", ROOT / f"requirements/{name}.txt")]
    # The locks name everything, so nothing more is resolved.
    _run([*pip, "--no-deps", *locks])
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])


def _run(command: Sequence[str | Path]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> int:
    """Make the environment; return the exit status."""
    use_a_recent_python()
    sets = ["run", *sys.argv[1:]]
    print(f"Installing into {ENVIRONMENT.name}: {', '.join(sets)} …", flush=True)
    try:
        make_environment()
        provide_pip()
        install(sets)
    except NoPip as problem:
        print(problem, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(f"Failed: {' '.join(str(part) for part in problem.cmd)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
