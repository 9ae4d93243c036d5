"""Archives of documents, one row a document; an index in them may say whose each one is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from dabir.domain.language.search_key import search_key
from dabir.formats.archives import Archive
from dabir.formats.errors import FileNotThere, LargeFile, NoRows, TooLarge
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from dabir.formats.names import extension, safe_name
from dabir.formats.rows.mbox_rows import MAIL_COLUMNS, row_of_message
from dabir.formats.rows.source import Row, RowFormat, RowSource, Source, headings

_LIMITS = Limits(members=20_000, inflated_size=4_000 * MEGABYTE)
_LARGEST = DEFAULT_LIMITS.file_size
_LARGEST_TABLE = 300 * MEGABYTE
TABLES = {".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".json", ".mbox"}
_FILE_COLUMNS = frozenset(
    search_key(name)
    for name in (
        "file", "files", "filename", "file name", "document", "attachment", "attachments",
        "فایل", "نام فایل", "پرونده", "نام پرونده", "سند", "پیوست",
    )
)  # fmt: skip
_NO_DOCUMENT = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.[^./]|~\$|thumbs\.db$|desktop\.ini$)|/$", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[;؛|\n]")

Opener = Callable[[bytes, str], RowSource]


class ZipRows(RowSource):
    """Documents in a zip file: the columns are ``file``, ``folder`` and those of the index.

    An index is a table in the archive's top folder that names files in one of its columns; its
    rows come first, in its order, then the documents that it does not name. A message (eml) among
    the documents has the columns of a mailbox too.
    """

    format: RowFormat = "zip"

    def __init__(self, source: Source, *, open_table: Opener) -> None:
        self._source = source
        with self._archive() as archive:
            names = documents(archive)
            self._index = _index_of(archive, names, open_table)
            self._documents = [
                name for name in names if self._index is None or name != self._index[0]
            ]
        if not self._documents and self._index is None:
            raise NoRows
        known = ["file", "folder"]
        if self._index is not None:
            known += self._index[1].columns
        if any(extension(name) == ".eml" for name in self._documents):
            known += MAIL_COLUMNS
        self.columns = headings(dict.fromkeys(known))

    @contextmanager
    def _archive(self) -> Iterator[Archive]:
        with self._source.open() as stream:
            yield Archive(stream, kind="ZIP", limits=_LIMITS)

    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the rows from this one on, first those of the index."""
        with self._archive() as archive:
            named: set[str] = set()
            place = 0
            if self._index is not None:
                _table, rows, column = self._index
                by_name = _by_name(self._documents)
                for place, row in enumerate(rows, start=1):
                    wanted = _wanted(row.values.get(column, ""))
                    found = [by_name.get(search_key(each)) for each in wanted]
                    named.update(filter(None, found))
                    if place >= number:
                        yield _indexed(archive, place, row, dict(zip(wanted, found, strict=True)))
            for name in self._documents:
                if name in named:
                    continue
                place += 1
                if place >= number:
                    yield _document(archive, place, name)


def documents(archive: Archive) -> list[str]:
    """Name the members that somebody put there, without what systems add of themselves."""
    return [name for name in archive.names() if not _NO_DOCUMENT.search(name)]


def read_table(archive: Archive, name: str) -> bytes:
    """Return a table out of the archive. Raises :class:`TooLarge`."""
    return _read(archive, name, _LARGEST_TABLE)


def _read(archive: Archive, name: str, limit: int) -> bytes:
    blocks: list[bytes] = []
    size = 0
    for block in archive.blocks(name):
        size += len(block)
        if size > limit:
            raise TooLarge(limit=limit // MEGABYTE)
        blocks.append(block)
    return b"".join(blocks)


def _index_of(
    archive: Archive, names: list[str], open_table: Opener
) -> tuple[str, RowSource, str] | None:
    for name in names:
        if "/" in name or extension(name) not in (".csv", ".tsv", ".xlsx"):
            continue
        rows = open_table(read_table(archive, name), name)
        for column in rows.columns:
            if search_key(column) in _FILE_COLUMNS:
                return name, rows, column
    return None


def _by_name(names: list[str]) -> Mapping[str, str]:
    """Return the documents by their names, of equal ones the first, and by their whole paths."""
    by_name = {search_key(safe_name(name)): name for name in reversed(names)}
    return {**by_name, **{search_key(name): name for name in names}}


def _wanted(cell: str) -> list[str]:
    return [name.strip() for name in _SEPARATORS.split(cell) if name.strip()]


def _indexed(archive: Archive, place: int, row: Row, found: Mapping[str, str | None]) -> Row:
    if row.problem is not None:
        return Row(place, problem=row.problem)
    missing = next((name for name, there in found.items() if there is None), None)
    if missing is not None:
        return Row(place, problem=FileNotThere(name=missing[:120]))
    files: list[tuple[str, bytes]] = []
    for name in dict.fromkeys(filter(None, found.values())):
        read = _document(archive, place, name)
        if read.problem is not None:
            return read
        files += read.files
    return Row(place, dict(row.values), tuple(files))


def _document(archive: Archive, place: int, name: str) -> Row:
    folder, _slash, _last = name.rpartition("/")
    try:
        data = _read(archive, name, _LARGEST)
    except TooLarge:
        return Row(place, problem=LargeFile(name=safe_name(name), limit=_LARGEST // MEGABYTE))
    values = {"file": safe_name(name), **({"folder": folder[:200]} if folder else {})}
    if extension(name) == ".eml":
        message = row_of_message(place, data)
        return Row(place, {**values, **message.values}, message.files, message.problem)
    return Row(place, values, ((safe_name(name), data),))
