"""Database settings: SQLite in write-ahead mode by default, PostgreSQL by one address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
)


class BadDatabaseUrl(ValueError):
    """DABIR_DATABASE_URL is not one of the forms that are understood."""


def sqlite(path: Path) -> dict[str, Any]:
    """Return settings for SQLite: writes begin IMMEDIATE, so that they wait, not fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def database(url: str, var: Path) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, or SQLite in `var` when it is empty.

    Raises:
        BadDatabaseUrl: another scheme, or no database name.
    """
    if not url:
        return sqlite(var / "dabir.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        message = "DABIR_DATABASE_URL is postgresql://user:password@host:port/name"
        raise BadDatabaseUrl(message)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
