"""Pages set by typst: the one place that calls it.

PDF is PDF/A-3a and PDF/UA-1 (tagged, fonts embedded) where that is asked for and possible: those
standards forbid letters that the font lacks, and without them it is tagged PDF 1.7. The same input
gives the same bytes. Nothing a user wrote is read as markup: it travels as JSON beside a fixed
template. Neither system fonts nor the network are used.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from dabir.domain.language.printable import printable_data
from dabir.drawing.typeface import FONTS, require_static_faces
from dabir.formats.documents import Attachment
from dabir.formats.errors import Unwritable

_TEMPLATES = resources.files("dabir.formats") / "typst"
_ARCHIVAL = ["a-3a", "ua-1"]
# The package takes a mapping of several files; its type stubs know a single one only.
_compile_files: Callable[..., bytes] = typst.compile


def typeset(
    template: str,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    *,
    archival: bool,
    fonts: Path = FONTS,
) -> bytes:
    """Return the PDF that ``template`` makes of ``data``.

    ``files`` are pictures and attachments that the template names.

    Raises :class:`~dabir.drawing.errors.FontsMissing`, and
    :class:`~dabir.formats.errors.Unwritable` when a file is not what the template takes it for.
    """
    together = {
        **files,
        "page.typ": _template("page.typ"),
        "main.typ": _template(template),
        "data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
    }
    standards: list[list[str]] = [[]]
    if archival:
        standards.insert(0, _ARCHIVAL)
    refusal: typst.TypstError | None = None
    for standard in standards:
        try:
            return _compile_files(
                together,
                font_paths=installed_fonts(fonts),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=standard,
            )
        except typst.TypstError as error:
            refusal = error
    raise Unwritable from refusal


def attach(
    attachments: Sequence[Attachment], data: dict[str, Any], files: dict[str, bytes]
) -> None:
    """Tell a template of the files that the PDF is to carry."""
    data["attachments"] = []
    for number, attachment in enumerate(attachments):
        path = f"attachment-{number}"
        files[path] = attachment.data
        data["attachments"].append({**printable_data(attachment), "path": path})


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
