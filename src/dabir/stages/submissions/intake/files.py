"""Looking into a file that a stranger sends, before it is taken in.

This is slow and may be hostile, so it happens outside the transaction of the act that receives.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.comment_sheets import ReadSheet, read_sheet
from dabir.formats.errors import NotAText, Unreadable
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.names import safe_name
from dabir.formats.reading import read_text
from dabir.foundation.files.sizes import refusal_of_size
from dabir.stages.submissions.intake.contents import FileDraft

PICTURES = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
}
MEDIA_TYPES = {
    "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORKBOOK = b"xl/workbook.xml"
ACCEPTED = ".docx,.odt,.pdf,.txt,.png,.jpg,.jpeg,.xlsx"
"""For the file field's `accept`; what counts is the contents."""


class Unsuitable(Refused):
    """A file that is not taken in; the reason names the file and says why."""


def check_size(name: str, size: int) -> None:
    """Refuse a file by its size alone, before its bytes are read.

    Raises:
        Unsuitable: it is larger than the limit.
    """
    if refusal := refusal_of_size(name, size):
        raise Unsuitable(refusal)


def look_into(name: str, data: bytes) -> FileDraft:
    """Return a file with its text: Word, OpenDocument, PDF, plain text; pictures have none.

    Raises:
        Unsuitable: too large, of another kind, empty, damaged, locked, or built to do harm.
    """
    name = safe_name(name)
    check_size(name, len(data))
    digest = hashlib.sha256(data).hexdigest()
    for start, (kind, media_type) in PICTURES.items():
        if data.startswith(start):
            return FileDraft(name, data, kind, media_type, digest)
    limits = Limits(file_size=max(settings.UPLOAD_LIMIT, MEGABYTE))
    try:
        sheet = _sheet_in(data, limits)
    except Unreadable as error:
        raise Unsuitable(_refusal(name, _(error.message) % error.parameters)) from error
    if sheet is not None and WORKBOOK in data:
        text = plain_text(sheet)
        return FileDraft(name, data, "xlsx", MEDIA_TYPES["xlsx"], digest, text=text, sheet=sheet)
    try:
        document = read_text(data, filename=name, limits=limits)
    except NotAText:
        if data.startswith(b"%PDF-"):
            # A scan: the secretariat reads it with its own eyes.
            return FileDraft(name, data, "pdf", MEDIA_TYPES["pdf"], digest, verified=False)
        raise Unsuitable(_refusal(name, _("No text was found in it."))) from None
    except Unreadable as error:
        raise Unsuitable(_refusal(name, _(error.message) % error.parameters)) from error
    if document.format not in MEDIA_TYPES:
        raise Unsuitable(
            _refusal(name, _("Send a Word, OpenDocument, PDF or plain text file, or a picture."))
        )
    return FileDraft(
        name,
        data,
        document.format,
        MEDIA_TYPES[document.format],
        digest,
        text=document.text,
        verified=document.verified,
        sheet=sheet,
    )


def _sheet_in(data: bytes, limits: Limits) -> ReadSheet | None:
    """Return the table of comments that a file holds, if it holds one that says something."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        sheet = read_sheet(data, limits=limits)
    except Unreadable:
        if WORKBOOK in data:
            raise  # nothing else is read of a workbook
        return None  # whoever reads it as a text next says why it cannot be read
    return sheet if plain_text(sheet) else None


def plain_text(sheet: ReadSheet) -> str:
    """Return what the rows of a sheet say, a line each, for a call that shows no clauses."""
    rows = (
        (row.clause, cells.quote, cells.comment, cells.wording, cells.reason)
        for row in sheet.rows
        if (cells := row.cells) and (cells.comment or cells.wording or cells.reason)
    )
    return "\n".join(" — ".join(" ".join(part.split()) for part in row if part) for row in rows)


def _refusal(name: str, why: str) -> str:
    return _("“%(file)s” was not taken. %(why)s") % {"file": name, "why": why}
