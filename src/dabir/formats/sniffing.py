"""What a file is, told from its contents; its name is only a hint."""

from __future__ import annotations

import re

from dabir.formats.archives import Archive
from dabir.formats.docx_package import main_part
from dabir.formats.errors import Encrypted, OutlookPacking, UnknownFormat
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.names import extension
from dabir.formats.read_document import Format

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WINMAIL = b"\x78\x9f\x3e\x22"
_OLE_STREAMS = (
    ("WordDocument", "Word 97 (doc)"),
    ("Workbook", "Excel 97 (xls)"),
    ("PowerPoint Document", "PowerPoint 97 (ppt)"),
)
_UNREAD = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"SQLite format 3\x00", "SQLite"),
)
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html\b)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"<(?:p|div|body|head|table|span|br|h[1-6]|ul|ol)\b[^>]*>", re.IGNORECASE)
_HEADER_LINE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):[ \t]?", re.MULTILINE)
_MAIL_PROOF = {b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature"}
_HEAD = 16 * 1024
_OFFICE_PARTS = (
    ("xl/workbook.xml", "Excel (xlsx)"),
    ("ppt/presentation.xml", "PowerPoint (pptx)"),
    ("META-INF/container.xml", "EPUB"),
)


def recognise(data: bytes, *, filename: str = "", limits: Limits = DEFAULT_LIMITS) -> Format:
    """Return the format that the contents show; plain text is what is left.

    Raises :class:`UnknownFormat` for kinds that are known and not read, :class:`Encrypted` for
    office files under a password, and what :class:`~dabir.formats.archives.Archive` raises.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _recognise_zip(data, limits)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted
        if "__substg1.0_".encode("utf-16-le") in data:
            raise OutlookPacking(found="Outlook (msg)")
        for stream, name in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise UnknownFormat(found=name)
        raise UnknownFormat(found="Word 97 (doc)")
    if data.startswith(_WINMAIL):
        raise OutlookPacking(found="Outlook (winmail.dat)")
    for start, name in _UNREAD:
        if data.startswith(start):
            raise UnknownFormat(found=name)
    if data[:4] == b"RIFF":
        raise UnknownFormat(found="RIFF")
    return _recognise_text(data[:_HEAD], extension(filename))


def _recognise_zip(data: bytes, limits: Limits) -> Format:
    archive = Archive(data, kind="ZIP", limits=limits)
    if main_part(archive, limits=limits):
        return "docx"
    if "mimetype" in archive:
        kind = archive.read("mimetype").strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            raise UnknownFormat(found="OpenDocument")
    for part, name in _OFFICE_PARTS:
        if part in archive:
            raise UnknownFormat(found=name)
    raise UnknownFormat(found="ZIP")


def _recognise_text(head: bytes, named: str) -> Format:
    if _HTML_START.match(head):
        return "html"
    if named in {".html", ".htm", ".xhtml"} and _HTML_TAG.search(head):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        raise UnknownFormat(found="XML")
    header_block = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    headers = {match.group(1).lower() for match in _HEADER_LINE.finditer(header_block)}
    if b"from" in headers and (headers & _MAIL_PROOF or named == ".eml"):
        return "eml"
    return "txt"
