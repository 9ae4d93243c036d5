"""Keeping received bytes exactly as they came, and giving them back."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from django.core.files.storage import storages

from dabir.formats.names import safe_name
from dabir.foundation.files.models import ErasableKey, Original
from dabir.foundation.files.sealing import open_sealed, seal
from dabir.foundation.people.models import Group
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality


class Missing(Exception):
    """The bytes of an original are not where they were kept."""


class Altered(Exception):
    """The bytes of an original are not those that were received."""


def folder() -> Path:
    """Return the folder of kept files."""
    return Path(storages["default"].path(""))


_together: ContextVar[bool] = ContextVar("kept_together", default=False)


@contextmanager
def kept_together() -> Iterator[None]:
    """Make many files durable at once, at the end; for one transaction that keeps hundreds.

    Use it inside the transaction: everything is on the disk before the rows are committed.
    """
    token = _together.set(True)
    try:
        yield
        os.sync()
    finally:
        _together.reset(token)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    """Write durably: a temporary name, the file and its folder synced, then its own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with temporary.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(data)
            file.flush()
            if not _together.get():
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if not _together.get():
        _sync_folder(path.parent)


def keep_original(
    data: bytes,
    *,
    name: str,
    group: Group,
    at: datetime,
    media_type: str = "",
    confidentiality: Confidentiality = Confidentiality.SECRETARIAT,
    key: ErasableKey | None = None,
) -> Original:
    """Keep bytes as they came, within an act; encrypted under `key` when one is given.

    The row is written after the file is durable, so that a row never promises what is not there;
    a file whose row was rolled back is removed by the sweep of orphans.
    """
    digest = hashlib.sha256(data).hexdigest()
    stored = data if key is None else seal(key, data)
    path = Path(digest[:2]) / (digest if key is None else f"{digest}.{secrets.token_hex(8)}")
    if key is not None or not (folder() / path).exists():
        _write(folder() / path, stored)
    return Original.objects.create(
        address=new_address(Original, group=group, confidentiality=confidentiality),
        name=safe_name(name),
        media_type=media_type,
        size=len(data),
        sha256=digest,
        path=str(path),
        key=key,
        received_at=at,
    )


def read_original(original: Original) -> bytes:
    """Return the bytes as they were received.

    Raises:
        Missing: the file is gone.
        Altered: the file's bytes have another hash than those received.
        Erased: they were encrypted under a key that has been destroyed.
        Unsealable: the encrypted file was changed.
    """
    try:
        stored = (folder() / original.path).read_bytes()
    except FileNotFoundError as error:
        raise Missing(original.path) from error
    data = stored if original.key is None else open_sealed(original.key, stored)
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise Altered(original.path)
    return data
