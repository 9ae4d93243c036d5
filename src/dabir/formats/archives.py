"""Zip archives from strangers, opened without trusting what they declare."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dabir.formats.errors import Damaged, Encrypted, SuspiciousArchive
from dabir.formats.limits import DEFAULT_LIMITS, Limits

_BLOCK = 64 * 1024
_ENCRYPTED_FLAG = 0x1
_READ_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

# What the standard library says to archives whose directory points anywhere.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Archive:
    """A zip file whose members can be read one by one, within ``limits``.

    ``data`` are its bytes, or a stream of them that can be sought in and stays open meanwhile.

    Archives inside the archive are never opened. ``kind`` names the file in errors.

    Raises :class:`Damaged`, :class:`Encrypted` or :class:`SuspiciousArchive` on opening when the
    directory of the archive already shows it.
    """

    def __init__(
        self, data: bytes | BinaryIO, *, kind: str, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._kind = kind
        self._limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except _BROKEN as error:
            raise Damaged(format=kind) from error
        members = self._zip.infolist()
        if len(members) > limits.members:
            raise SuspiciousArchive(reason="members")
        if sum(member.file_size for member in members) > limits.inflated_size:
            raise SuspiciousArchive(reason="size")
        for member in members:
            self._check(member)
        self._members = {member.filename: member for member in members}

    def _check(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise Encrypted
        if member.compress_type not in _READ_METHODS:
            raise SuspiciousArchive(reason="compression")
        if self._too_dense(member.file_size, member.compress_size):
            raise SuspiciousArchive(reason="ratio")

    def _too_dense(self, inflated: int, packed: int) -> bool:
        return inflated > self._limits.ratio_from and inflated > packed * self._limits.ratio

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """Name every member, in the order of the archive."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return a member's bytes, counting what really comes out against the limits.

        Raises :class:`Damaged` when the member is absent or broken, and
        :class:`SuspiciousArchive` when it inflates past the limits.
        """
        return b"".join(self.blocks(name))

    def size(self, name: str) -> int:
        """Return how large a member declares itself to be, which `read` does not trust."""
        member = self._members.get(name)
        return 0 if member is None else member.file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give a member's bytes a block at a time; raises what `read` raises."""
        member = self._members.get(name)
        if member is None:
            raise Damaged(format=self._kind)
        size = 0
        try:
            with self._zip.open(member) as stream:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    self._inflated += len(block)
                    if self._inflated > self._limits.inflated_size:
                        raise SuspiciousArchive(reason="size")
                    if self._too_dense(size, member.compress_size):
                        raise SuspiciousArchive(reason="ratio")
                    yield block
        except _BROKEN as error:
            raise Damaged(format=self._kind) from error
