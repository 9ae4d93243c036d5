"""Pictures without what cameras and programs wrote about them; not one pixel is touched."""

from __future__ import annotations

import struct
import zlib

from dabir.formats.metadata.errors import Uncleanable

_STARTS = b"\xff\xd8"
_SCAN, _END = 0xDA, 0xD9
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_KEPT_APPLICATIONS = {0xE0, 0xEE}
"""JFIF and Adobe's, which say how colours are coded."""
_COMMENT, _EXIF, _PROFILE = 0xFE, 0xE1, 0xE2
_PROFILE_STARTS = b"ICC_PROFILE\x00"
_JFIF = b"JFIF\x00"
_JFIF_LENGTH = 14
_ORIENTATION = 0x0112

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYS", b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip


def clean_jpeg(data: bytes) -> bytes:
    """Return a JPEG file without EXIF, XMP, IPTC, comments, thumbnails and what follows its end.

    How it is to be turned is kept, alone in a small EXIF part.

    Raises:
        Uncleanable: it is damaged.
    """
    if not data.startswith(_STARTS):
        raise Uncleanable
    kept = bytearray(_STARTS)
    turned = 1
    at = 2
    while True:
        at, marker = _marker(data, at)
        if marker == _END:
            kept += b"\xff\xd9"
            break
        if marker in _STANDALONE:
            kept += bytes((0xFF, marker))
            continue
        body, after = _segment(data, at)
        if marker == _EXIF and body.startswith(b"Exif\x00\x00"):
            turned = _orientation(body[6:]) or turned
        elif _is_kept(marker, body):
            kept += _written(marker, body)
        at = after
        if marker == _SCAN:
            end = _scan_end(data, at)
            kept += data[at:end]
            at = end
    return bytes(kept[:2]) + (_turning(turned) if turned != 1 else b"") + bytes(kept[2:])


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return where the next segment begins, and its marker; fill bytes may stand before it."""
    if at >= len(data) or data[at] != 0xFF:
        raise Uncleanable
    while at < len(data) and data[at] == 0xFF:
        at += 1
    if at >= len(data) or data[at] == 0:
        raise Uncleanable
    return at + 1, data[at]


def _segment(data: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(data):
        raise Uncleanable
    length = int.from_bytes(data[at : at + 2], "big")
    if length < 2 or at + length > len(data):
        raise Uncleanable
    return data[at + 2 : at + length], at + length


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == _PROFILE:
        return body.startswith(_PROFILE_STARTS)
    if 0xE0 <= marker <= 0xEF:
        return marker in _KEPT_APPLICATIONS and body.startswith((_JFIF, b"Adobe"))
    return marker != _COMMENT


def _written(marker: int, body: bytes) -> bytes:
    if marker == 0xE0:
        # A thumbnail may follow within the JFIF part.
        body = body[: _JFIF_LENGTH - 2] + b"\x00\x00"
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _scan_end(data: bytes, at: int) -> int:
    """Return where the coded picture ends: before the next marker that is no part of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Uncleanable
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _orientation(tiff: bytes) -> int:
    """Return how the picture is to be turned, 1 to 8; 0 when EXIF does not say so."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(min(entries, 100)):
            tag, _kind, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, first + 2 + 12 * number
            )
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _turning(orientation: int) -> bytes:
    tiff = b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return _written(_EXIF, b"Exif\x00\x00" + tiff)


def clean_png(data: bytes) -> bytes:
    """Return a PNG file without its words, EXIF, time, private parts, and what follows its end.

    Raises:
        Uncleanable: it is damaged.
    """
    if not data.startswith(_PNG):
        raise Uncleanable
    kept = bytearray(_PNG)
    at = len(_PNG)
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        end = at + 12 + length
        if len(kind) < 4 or end > len(data):
            raise Uncleanable
        chunk = data[at:end]
        if int.from_bytes(chunk[-4:], "big") != zlib.crc32(chunk[4:-4]):
            raise Uncleanable
        if kind in _PNG_KEPT:
            kept += _nameless_profile(chunk) if kind == b"iCCP" else chunk
        elif not kind[0] & 0x20:
            # A critical part that nobody knows.
            raise Uncleanable
        if kind == b"IEND":
            return bytes(kept)
        at = end


def _nameless_profile(chunk: bytes) -> bytes:
    """Return a colour profile whose own name, which is free text, is gone."""
    body = chunk[8:-4]
    _name, _null, rest = body.partition(b"\x00")
    inside = b"iCCP" + b"profile\x00" + rest
    return (len(inside) - 4).to_bytes(4, "big") + inside + zlib.crc32(inside).to_bytes(4, "big")
