"""Official documents, sheets, reports and redlines as PDF.

The result is PDF/A-3a and PDF/UA-1 when the document states its day, which those standards demand
in the metadata (see `dabir.formats.typesetting`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import segno

from dabir.domain.language.printable import printable, printable_data
from dabir.drawing.typeface import FONTS
from dabir.formats.documents import Attachment, IssuedDocument, Sheet
from dabir.formats.laid_out import LAID_OUT
from dabir.formats.redlines import Redline
from dabir.formats.reports import Band, Picture, Report, ScanCode, Table
from dabir.formats.typesetting import attach, typeset
from dabir.formats.wording import wording

_PNG = b"\x89PNG"


def write_pdf(
    document: IssuedDocument | Sheet | Report | Redline,
    *,
    attachments: Sequence[Attachment] = (),
    fonts: Path = FONTS,
) -> bytes:
    """Return the PDF of a document, a sheet, a report or a redline.

    ``attachments`` are embedded as the sources of the document (PDF/A-3); ``fonts`` is the folder
    that holds the Vazirmatn TTF files.

    Raises :class:`~dabir.drawing.errors.FontsMissing`, and
    :class:`~dabir.formats.errors.Unwritable` when an emblem is no picture.
    """
    data: dict[str, Any] = printable_data(document)
    data["words"] = wording(document.language).as_data()
    files: dict[str, bytes] = {}
    if isinstance(document, IssuedDocument):
        template = "letter.typ"
        _add_letter_files(document, attachments, data, files)
    elif isinstance(document, Redline):
        template = "redline.typ"
        data["keywords"] = [LAID_OUT]
    elif isinstance(document, Report):
        template = "report.typ"
        data["parts"] = _report_parts(document, files)
    else:
        template = "sheet.typ"
        data["widths"] = list(document.widths) or [1] * len(document.columns)
    return typeset(template, data, files, archival=document.day is not None, fonts=fonts)


def _add_letter_files(
    document: IssuedDocument,
    attachments: Sequence[Attachment],
    data: dict[str, Any],
    files: dict[str, bytes],
) -> None:
    data["emblem"] = ""
    if document.emblem:
        data["emblem"] = "emblem.png" if document.emblem.startswith(_PNG) else "emblem.svg"
        files[data["emblem"]] = document.emblem
    data["heading_levels"] = list(document.heading_levels())
    data["qr"] = bool(document.verification_url)
    if document.verification_url:
        files["qr.svg"] = _qr_code(document.verification_url)
    attach(attachments, data, files)


def _report_parts(report: Report, files: dict[str, bytes]) -> list[dict[str, Any]]:
    """Return the parts, each with the name of its kind, a table's rows told from its bands."""
    parts = []
    for number, part in enumerate(report.parts):
        data: dict[str, Any] = {**printable_data(part), "part": type(part).__name__}
        if isinstance(part, ScanCode):
            data["path"] = f"code-{number}.svg"
            files[data["path"]] = _qr_code(part.url)
        elif isinstance(part, Picture):
            data["path"] = f"picture-{number}.svg"
            files[data["path"]] = data.pop("svg").encode()
        elif isinstance(part, Table):
            data["widths"] = list(part.shares)
            data["rows"] = [
                {"band": printable(row.text)}
                if isinstance(row, Band)
                else {"cells": printable_data(row)}
                for row in part.rows
            ]
        parts.append(data)
    return parts


def _qr_code(url: str) -> bytes:
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue()
