"""Numba's ``njit``, whose compiled code is kept no longer than what it was compiled from.

Numba keeps compiled code by the content of the one file in which a function stands. Yet it
compiles into it the functions and constants of other modules; after an upgrade of those it would
go on with the old ones. Here compiled code is kept by the content of the file and of all files of
Dabir that it imports, near or far.
"""

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
from numba import config as settings

_ROOT = Path(__file__).resolve().parent.parent
_IMPORT = re.compile(r"^\s*from (dabir[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_NAME = re.compile(r"\w+")
_SETTINGS: Any = settings  # numba makes its attributes when it is imported
_CHOSEN = _SETTINGS.CACHE_DIR
"""The folder that NUMBA_CACHE_DIR names, if it does."""


def njit(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function as ``numba.njit(**options)`` does."""

    def compiled(function: Callable[..., Any]) -> Any:
        before = _SETTINGS.CACHE_DIR
        _SETTINGS.CACHE_DIR = str(_kept_in(Path(function.__code__.co_filename)))
        try:
            return numba.njit(**options)(function)
        finally:
            _SETTINGS.CACHE_DIR = before

    return compiled


@cache
def _kept_in(source: Path) -> Path:
    """Return the folder for what is compiled from a file; it may not be writable."""
    base = Path(_CHOSEN) if _CHOSEN else source.parent / "__pycache__"
    whole = hashlib.sha256()
    for file in sorted(_behind(source)):
        whole.update(_content(file))
    return base / f"compiled-{whole.hexdigest()[:16]}"


def _behind(source: Path) -> frozenset[Path]:
    """Return a file and all files of Dabir that it imports, near or far."""
    found: set[Path] = set()
    waiting = [source]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _imported(file)
    return frozenset(found)


@cache
def _imported(file: Path) -> list[Path]:
    found: list[Path] = []
    for match in _IMPORT.finditer(_content(file).decode()):
        place = _ROOT.joinpath(*match[1].split(".")[1:])
        named = [place / f"{name}.py" for name in _NAME.findall(match[2])]
        found += [
            each
            for each in (place.with_suffix(".py"), place / "__init__.py", *named)
            if each.is_file()
        ]
    return found


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
