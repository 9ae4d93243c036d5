"""Streams of a PDF that would inflate past all bounds, found before a parser sees them."""

from __future__ import annotations

import re
import zlib

from dabir.formats.errors import SuspiciousArchive
from dabir.formats.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_BLOCK = 64 * 1024
# A stream may name several filters; a bomb hides a second one in the first.
_MOST_LAYERS = 3


def refuse_bombs(data: bytes, *, limits: Limits) -> None:
    """Inflate every deflated stream of a PDF and throw the result away, counting.

    The ratio is not asked here: blank pictures honestly pack a thousandfold; the sum decides.

    Raises :class:`SuspiciousArchive` when all of it together passes ``limits.inflated_size``.
    """
    left = limits.inflated_size
    for match in _STREAM.finditer(data):
        start = match.end()
        if _looks_deflated(data[start : start + 2]):
            left -= _inflated_size(memoryview(data)[start:], left)


def _looks_deflated(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _inflated_size(packed: memoryview, left: int) -> int:
    layers = [zlib.decompressobj()]
    total = 0
    position = 0
    try:
        while not layers[0].eof and position < len(packed):
            block = bytes(packed[position : position + _BLOCK])
            position += len(block)
            # Past the end of a stream zlib hands the same rest back for ever.
            while block and not layers[0].eof:
                output = layers[0].decompress(block, _BLOCK)
                block = layers[0].unconsumed_tail
                fresh = total == 0
                total += len(output)
                total += _through(layers, output, fresh=fresh, left=left - total)
                if total > left:
                    raise SuspiciousArchive(reason="size")
    except zlib.error:
        # A broken stream is the parser's business; what came out of it is counted.
        return total
    return total


def _through(layers: list[zlib._Decompress], output: bytes, *, fresh: bool, left: int) -> int:
    """Pass the output of the first layer through the deeper ones, and count theirs."""
    if fresh and _looks_deflated(output[:2]) and len(layers) < _MOST_LAYERS:
        layers.append(zlib.decompressobj())
    if len(layers) == 1:
        return 0
    total = 0
    try:
        while output and not layers[1].eof:
            deeper = layers[1].decompress(output, _BLOCK)
            output = layers[1].unconsumed_tail
            total += len(deeper)
            if total > left:
                raise SuspiciousArchive(reason="size")
    except zlib.error:
        del layers[1:]
    return total
