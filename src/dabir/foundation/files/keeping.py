"""Keeping received bytes exactly as they came, and giving them back."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import storages

from dabir.formats.names import safe_name
from dabir.foundation.files.models import ErasableKey, Original
from dabir.foundation.files.sealing import (
    PieceCipher,
    open_sealed,
    open_wrapped,
    seal,
    seal_wrapped,
)
from dabir.foundation.inserting import insert_rows, reserve
from dabir.foundation.people.models import Group
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Address, Confidentiality, new_id


class Missing(Exception):
    """The bytes of an original are not where they were kept."""


class Altered(Exception):
    """The bytes of an original are not those that were received."""


def folder() -> Path:
    """Return the folder of kept files."""
    return Path(storages["default"].path(""))


PIECE = 1 << 20
"""Bytes of a long file that are encrypted at a time."""

PIECES = ".pieces"
"""How the path of a file ends that was encrypted piece by piece; see `streams`."""

FILES_SYNCED_ALONE = 8
"""More files than these are made durable together."""

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


@contextmanager
def durably(path: Path) -> Iterator[BinaryIO]:
    """Write a file durably: a temporary name, the file and its folder synced, then its own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with temporary.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            yield file
            file.flush()
            if not _together.get():
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if not _together.get():
        _sync_folder(path.parent)


def _write(path: Path, data: bytes) -> None:
    with durably(path) as file:
        file.write(data)


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


@dataclass(frozen=True, slots=True)
class Sealable:
    """Bytes to be kept encrypted, with many others: under a key that is wrapped, and has a row.

    `path` is where they lie encrypted already, when they were made durable before.
    """

    data: bytes
    name: str
    media_type: str
    group_id: int
    key_id: int
    wrapped: bytes
    path: str = ""


def keep_originals(sealables: Sequence[Sealable], *, at: datetime) -> list[int]:
    """Keep many received files, each encrypted, with a handful of queries; return their keys.

    The rows are written after all files are durable, as `keep_original` does for one.
    """
    many = len(sealables) > FILES_SYNCED_ALONE and not _together.get()
    kept: list[tuple[str, str]] = []
    with kept_together() if many else nullcontext():
        for one in sealables:
            digest = hashlib.sha256(one.data).hexdigest()
            path = one.path or f"{digest[:2]}/{digest}.{secrets.token_hex(8)}"
            if not one.path:
                _write(folder() / path, seal_wrapped(one.wrapped, one.data))
            kept.append((digest, path))
    addresses = [new_id() for _one in sealables]
    secretariat = Confidentiality.SECRETARIAT.value
    insert_rows(
        Address,
        ("id", "kind", "group_id", "confidentiality"),
        [
            (address, Original.KIND, one.group_id, secretariat)
            for address, one in zip(addresses, sealables, strict=True)
        ],
    )
    keys = reserve(Original, len(sealables))
    insert_rows(
        Original,
        (
            "id",
            "address_id",
            "name",
            "media_type",
            "size",
            "sha256",
            "path",
            "key_id",
            "received_at",
        ),
        [
            (
                key,
                address,
                safe_name(one.name),
                one.media_type,
                len(one.data),
                digest,
                path,
                one.key_id,
                at,
            )
            for key, address, one, (digest, path) in zip(
                keys, addresses, sealables, kept, strict=True
            )
        ],
    )
    return keys


def pieces_of(original: Original) -> Iterator[bytes]:
    """Give the bytes of a file that was kept as a stream, piece by piece.

    Raises:
        Missing: the file is gone.
        Altered: it ends before its end.
        Erased: its key has been destroyed.
        Unsealable: the encrypted file was changed.
    """
    cipher = PieceCipher(None if original.key is None else original.key.wrapped)
    size = PIECE + cipher.OVERHEAD
    try:
        with (folder() / original.path).open("rb") as file:
            sealed, number = file.read(size), 0
            if not sealed:
                raise Altered(original.path)
            while sealed:
                following = file.read(size)
                yield cipher.open(sealed, number, last=not following)
                sealed, number = following, number + 1
    except FileNotFoundError as error:
        raise Missing(original.path) from error


def read_original(original: Original) -> bytes:
    """Return the bytes as they were received.

    Raises:
        Missing: the file is gone.
        Altered: the file's bytes have another hash than those received.
        Erased: they were encrypted under a key that has been destroyed.
        Unsealable: the encrypted file was changed.
    """
    if original.path.endswith(PIECES):
        data = b"".join(pieces_of(original))
    else:
        try:
            stored = (folder() / original.path).read_bytes()
        except FileNotFoundError as error:
            raise Missing(original.path) from error
        data = stored if original.key is None else open_sealed(original.key, stored)
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise Altered(original.path)
    return data


ARRIVING = Path("arriving")
"""Where files lie that have arrived and have no row yet: named, so that sweeping spares them."""


def keep_sealed(data: bytes, *, wrapped: bytes, name: str) -> str:
    """Make bytes durable under a wrapped key before any row names them; return their path.

    `name` is unique and has letters, digits and hyphens only.
    """
    path = ARRIVING / name[:2] / name
    _write(folder() / path, seal_wrapped(wrapped, data))
    return str(path)


def read_sealed(path: str, *, wrapped: bytes) -> bytes:
    """Return bytes that `keep_sealed` kept.

    Raises:
        Missing: the file is gone.
        Unsealable: it was changed.
    """
    try:
        return open_wrapped(wrapped, (folder() / path).read_bytes())
    except FileNotFoundError as error:
        raise Missing(path) from error


def discard_sealed(path: str) -> None:
    """Delete what `keep_sealed` kept; what is gone already stays gone."""
    (folder() / path).unlink(missing_ok=True)
