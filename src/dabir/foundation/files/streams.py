"""Received files too large for memory: encrypted piece by piece, and read again as a stream.

Each piece is sealed with its number and whether it is the last, so that pieces can neither change
places nor be cut off unnoticed.
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dabir.formats.names import safe_name
from dabir.foundation.files.keeping import PIECE, PIECES, durably, folder, pieces_of
from dabir.foundation.files.models import ErasableKey, Original
from dabir.foundation.files.sealing import PieceCipher, new_wrapped
from dabir.foundation.people.models import Group
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality

OPEN_FILES = Path("/proc/self/fd")
"""Where Linux gives open files paths."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """A file that lies on the disk, encrypted under a key of its own, and has no row yet."""

    path: str
    sha256: str
    size: int
    wrapped: bytes


def keep_stream(source: BinaryIO) -> Streamed:
    """Encrypt a file of any size to the disk, durably; memory does not grow with it.

    This takes as long as it takes, so it happens before the act that keeps the file is begun. What
    never gets a row is swept away.
    """
    wrapped, digest, size = new_wrapped(), hashlib.sha256(), 0
    name = secrets.token_hex(24)
    path = Path(name[:2]) / f"{name}{PIECES}"
    cipher = PieceCipher(wrapped)
    with durably(folder() / path) as file:
        piece, number = source.read(PIECE), 0
        while True:
            following = source.read(PIECE)
            digest.update(piece)
            size += len(piece)
            file.write(cipher.seal(piece, number, last=not following))
            if not following:
                break
            piece, number = following, number + 1
    return Streamed(str(path), digest.hexdigest(), size, wrapped)


def original_of(
    streamed: Streamed, *, name: str, group: Group, at: datetime, media_type: str = ""
) -> Original:
    """Write the row of a file that was kept as a stream, within an act; for the secretariat."""
    return Original.objects.create(
        address=new_address(Original, group=group, confidentiality=Confidentiality.SECRETARIAT),
        name=safe_name(name),
        media_type=media_type,
        size=streamed.size,
        sha256=streamed.sha256,
        path=streamed.path,
        key=ErasableKey.objects.create(wrapped=streamed.wrapped),
        received_at=at,
    )


@contextmanager
def readable(original: Original) -> Iterator[Path]:
    """Give a path under which a file that was kept as a stream can be read, opened many times.

    Where the system allows it the path leads to a temporary file that has no name of its own, so
    that nothing readable stays behind, however the process ends.
    """
    folder().mkdir(parents=True, exist_ok=True)
    unnamed = OPEN_FILES.is_dir()
    kind = tempfile.TemporaryFile if unnamed else tempfile.NamedTemporaryFile
    with kind(dir=folder(), prefix=".", suffix=".reading") as plain:
        for piece in pieces_of(original):
            plain.write(piece)
        plain.flush()
        yield OPEN_FILES / str(plain.fileno()) if unnamed else Path(plain.name)
