"""Reading the fields of a form that came without files, several times as fast as Django does.

Browsers send the form in parts, so that files can come along. Most forms bring none: their parts
are short and plain, and are cut apart here at once. Whatever is not plain is left to Django.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.utils.datastructures import MultiValueDict

QUICKLY = 200_000
"""Bytes of a form that is read here."""

_BOUNDARY = re.compile(
    r'multipart/form-data; ?boundary=("?)([A-Za-z0-9\-_.]{1,70})\1', re.IGNORECASE
)
_HEAD = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([A-Za-z0-9_-]{1,80})"'
    rb'((?:; filename="")?)(?:\r\nContent-Type: application/octet-stream)?'
)
Fields = MultiValueDict[str, str]


def fields_of(request: HttpRequest) -> Fields | None:
    """Return the fields of a form without files; None where Django's own reader is needed.

    The request can be read again afterwards.
    """
    boundary = _BOUNDARY.fullmatch(request.META.get("CONTENT_TYPE", ""))
    length = request.META.get("CONTENT_LENGTH", "")
    if boundary is None or not length.isdigit() or int(length) > QUICKLY:
        return None
    try:
        return cut(request.body, boundary[2].encode())
    except (UnreadablePostError, BadRequest, SuspiciousOperation):
        return None


def cut(body: bytes, boundary: bytes) -> Fields | None:
    """Return the fields of a form in parts, or None where it is not plain."""
    opening, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    ending = parts.pop() if parts else b""
    limit: int | None = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if opening or ending not in {b"--", b"--\r\n"} or (limit is not None and len(parts) > limit):
        return None
    fields: Fields = MultiValueDict()
    for part in parts:
        head, found, value = part.partition(b"\r\n\r\n")
        named = _HEAD.fullmatch(head)
        if named is None or not found or (named[2] and value):
            return None
        if not named[2]:
            fields.appendlist(named[1].decode(), value.decode(errors="replace"))
    return fields
