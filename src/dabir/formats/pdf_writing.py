"""Official documents, sheets, reports and redlines as PDF, set by typst.

The result is PDF/A-3a and PDF/UA-1 (tagged, fonts embedded) when the document states its day,
which those standards demand in the metadata; without a day, and with letters that the font lacks
(which they forbid), it is tagged PDF 1.7. The same input gives the same bytes. Nothing a user
wrote is read as markup: it travels as JSON beside a fixed template. Neither system fonts nor the
network are used.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import segno
import typst

from dabir.domain.language.printable import printable, printable_data
from dabir.drawing.typeface import FONTS, require_static_faces
from dabir.formats.documents import Attachment, IssuedDocument, Sheet
from dabir.formats.errors import Unwritable
from dabir.formats.redlines import Redline
from dabir.formats.reports import Band, Picture, Report, ScanCode, Table
from dabir.formats.wording import wording

_TEMPLATES = resources.files("dabir.formats") / "typst"
_ARCHIVAL = ["a-3a", "ua-1"]
# The package takes a mapping of several files; its type stubs know a single one only.
_compile_files: Callable[..., bytes | list[bytes]] = typst.compile
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
    [pdf] = _compile(document, attachments, fonts, file_format="pdf")
    return pdf


def write_page_pictures(
    document: IssuedDocument | Sheet | Report | Redline,
    *,
    dots_per_inch: int = 96,
    fonts: Path = FONTS,
) -> list[bytes]:
    """Return every page as a PNG picture, for a preview that needs no PDF viewer."""
    return _compile(document, (), fonts, file_format="png", dots_per_inch=dots_per_inch)


def _compile(
    document: IssuedDocument | Sheet | Report | Redline,
    attachments: Sequence[Attachment],
    fonts: Path,
    *,
    file_format: str,
    dots_per_inch: int | None = None,
) -> list[bytes]:
    data: dict[str, Any] = printable_data(document)
    files: dict[str, bytes] = {"page.typ": _template("page.typ")}
    if isinstance(document, IssuedDocument):
        files["main.typ"] = _template("letter.typ")
        _add_letter_files(document, attachments, data, files)
    elif isinstance(document, Redline):
        files["main.typ"] = _template("redline.typ")
    elif isinstance(document, Report):
        files["main.typ"] = _template("report.typ")
        data["parts"] = _report_parts(document, files)
    else:
        files["main.typ"] = _template("sheet.typ")
        data["widths"] = list(document.widths) or [1] * len(document.columns)
    data["words"] = wording(document.language).as_data()
    files["data.json"] = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    standards: list[list[str]] = [[]]
    if file_format == "pdf" and document.day is not None:
        standards.insert(0, _ARCHIVAL)
    refusal: typst.TypstError | None = None
    for standard in standards:
        try:
            result = _compile_files(
                files,
                font_paths=installed_fonts(fonts),
                ignore_system_fonts=True,
                format=file_format,
                ppi=dots_per_inch,
                pdf_standards=standard,
            )
        except typst.TypstError as error:
            refusal = error
        else:
            return result if isinstance(result, list) else [result]
    raise Unwritable from refusal


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
    data["attachments"] = []
    for number, attachment in enumerate(attachments):
        path = f"attachment-{number}"
        files[path] = attachment.data
        data["attachments"].append({**printable_data(attachment), "path": path})


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


@functools.cache
def _template(name: str) -> bytes:
    return (_TEMPLATES / name).read_bytes()


@functools.cache
def installed_fonts(fonts: Path = FONTS) -> typst.Fonts:
    """Return the fonts that everything is set in.

    Raises :class:`~dabir.drawing.errors.FontsMissing`.
    """
    require_static_faces(fonts)
    return typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
