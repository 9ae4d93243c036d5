"""The one door through which a file becomes rows."""

from __future__ import annotations

from pathlib import Path

from dabir.formats.archives import Archive
from dabir.formats.errors import Damaged, EmptyFile, NoRows, NoTable, TooLarge, UnknownFormat
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.names import extension
from dabir.formats.rows.csv_rows import CsvRows
from dabir.formats.rows.json_rows import JsonArray, JsonLines
from dabir.formats.rows.mbox_rows import MboxRows
from dabir.formats.rows.source import RowSource, Source
from dabir.formats.rows.xlsx_rows import XlsxRows
from dabir.formats.rows.zip_rows import TABLES, ZipRows, documents, read_table
from dabir.formats.sniffing import recognise

LARGEST = 2_000 * MEGABYTE
"""Bytes of a file that is read as rows."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 64 * 1024
_LIMITS = Limits(members=20_000, inflated_size=4_000 * MEGABYTE, ratio_from=10 * MEGABYTE)
_OFFICE = {
    "word/document.xml": "Word (docx)",
    "ppt/presentation.xml": "PowerPoint (pptx)",
    "META-INF/container.xml": "EPUB",
}


def open_rows(source: Path | bytes, filename: str) -> RowSource:
    """Open a table (csv, xlsx, json, jsonl), a mailbox (mbox) or a zip of documents as rows.

    The contents decide what the file is; ``filename`` is only a hint. A zip file of one table, as
    services export it, is that table.

    Raises a subclass of :class:`~dabir.formats.errors.Unreadable`; nothing else, whatever the
    bytes are. Reading the rows raises the same where the file breaks off.
    """
    return _open(Source(source), filename, inner=False)


def _open(source: Source, filename: str, *, inner: bool) -> RowSource:
    if source.size > LARGEST:
        raise TooLarge(limit=LARGEST // MEGABYTE)
    head = source.head(_HEAD)
    if not head.strip():
        raise EmptyFile
    rows = (
        _open_zip(source, inner=inner)
        if head.startswith(_ZIP)
        else _open_text(source, head, filename)
    )
    if next(iter(rows), None) is None:
        raise NoRows
    return rows


def _open_zip(source: Source, *, inner: bool) -> RowSource:
    with source.open() as stream:
        archive = Archive(stream, kind="ZIP", limits=_LIMITS)
        if "xl/workbook.xml" in archive:
            return XlsxRows(source)
        if "xl/workbook.bin" in archive:
            raise NoTable(found="Excel (xlsb)")
        for part, name in _OFFICE.items():
            if part in archive:
                raise NoTable(found=name)
        if "mimetype" in archive and "content.xml" in archive:
            raise NoTable(found="OpenDocument")
        names = documents(archive)
        if inner:
            raise NoTable(found="ZIP")
        if len(names) == 1 and extension(names[0]) in TABLES:
            return _open(Source(read_table(archive, names[0])), names[0], inner=True)
    return ZipRows(source, open_table=lambda data, name: _open(Source(data), name, inner=True))


def _open_text(source: Source, head: bytes, filename: str) -> RowSource:
    if head.startswith(b"From "):
        return MboxRows(source)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return JsonArray(source)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _open_objects(source, head)
    try:
        found = recognise(head, filename=filename)
    except UnknownFormat as error:
        raise NoTable(found=str(error.parameters["found"])) from error
    if found == "eml":
        return MboxRows(Source(b"From -\n" + _whole(source)))
    if found != "txt":
        raise NoTable(found=found.upper() if found == "pdf" else found)
    return CsvRows(source)


def _open_objects(source: Source, head: bytes) -> RowSource:
    """Tell objects on lines of their own from one object that wraps a list."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", maxsplit=1)[0].rstrip()
    if first.endswith(b"}") and not first.endswith(b"}]}"):
        return JsonLines(source)
    if b"[" in head:
        return JsonArray(source)
    if first == b"{":
        raise Damaged(format="JSON")
    return JsonLines(source)


def _whole(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read()
