"""Comma-separated files, also with semicolons, tabs or bars, larger than memory."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from dabir.analysis.errors import InputError
from dabir.analysis.reading.rows import LARGEST_CELL, LARGEST_ROW, MEGABYTE, SAMPLE, Reason, Rows
from dabir.analysis.reading.scanning import (
    AT_CELL,
    BROKEN,
    CELLS,
    IN_QUOTES,
    SLIPPED,
    STATE,
    Bytes,
    gather_cells,
    holds_rows,
    line_end,
    room_for,
    scan,
    skip_row,
)

STRETCH = 16 * MEGABYTE
MOST_ROWS = 1 << 16
MOST_COLUMNS = 4096
DELIMITERS = b",;\t|"
MARK = b"\xef\xbb\xbf"


class CommaSeparated:
    """Files whose first line names the columns; blank lines are no rows."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        self._heads = [_head(file) for file in files]
        self.names = self._heads[0].names
        for file, head in zip(files, self._heads, strict=True):
            if set(head.names) != set(self.names):
                raise InputError(f"{file.name} has other columns than {files[0].name}.")

    def rows(
        self,
        columns: Sequence[str],
        texts: Sequence[str] | None = None,  # noqa: ARG002 (all cells of such files are text)
    ) -> Iterator[Rows]:
        """Yield all rows, with the columns that are wanted."""
        place = 0
        for file, head in zip(self.files, self._heads, strict=True):
            for name in columns:
                if head.names.count(name) > 1:
                    raise InputError(f"{file.name} has two columns “{name}”.")
            with file.open("rb") as opened:
                stream = _Stream(opened, head, columns, place)
                yield from stream.rows()
                place = stream.place

    def sample(self, columns: Sequence[str]) -> dict[str, pa.LargeBinaryArray]:
        """Return cells of the first rows; of two columns with one name neither can be meant."""
        single = [
            name for name in columns if all(head.names.count(name) == 1 for head in self._heads)
        ]
        filled = (rows for rows in self.rows(single) if len(rows.places))
        first = next(filled, None) if single else None
        if first is None:
            return {name: pa.array([], pa.large_binary()) for name in single}
        return {name: column.slice(0, SAMPLE) for name, column in first.columns.items()}


class _Head:
    """The first line of a file: the names, what parts them, and where the rows begin."""

    def __init__(self, names: list[str], delimiter: int, ends: int) -> None:
        self.names = names
        self.delimiter = delimiter
        self.ends = ends


def _head(file: Path) -> _Head:
    with file.open("rb") as opened:
        first = opened.read(MEGABYTE)
        last = not opened.read(1)
    begin = len(MARK) if first.startswith(MARK) else 0
    first = first[begin:]
    delimiter = _delimiter(first, file)
    found = room_for(1, MOST_COLUMNS)
    slots = np.arange(MOST_COLUMNS, dtype=np.int64)
    rows, ends, _ = scan(np.frombuffer(first, np.uint8), last, delimiter, slots, found, 0, 0, 0)
    if rows == 0 or found[0, STATE] == BROKEN:
        raise InputError(f"{file} is no table: its first line cannot be read as names of columns.")
    count = int(found[0, CELLS])
    if count > MOST_COLUMNS:
        raise InputError(f"{file} has more than {MOST_COLUMNS} columns.")
    cells = zip(found[0, :count], found[0, MOST_COLUMNS : MOST_COLUMNS + count], strict=True)
    try:
        names = [first[start:end].decode().replace('""', '"').strip() for start, end in cells]
    except UnicodeDecodeError as error:
        raise InputError(f"The first line of {file} is not UTF-8; save it as UTF-8.") from error
    return _Head(names, delimiter, begin + ends)


def _delimiter(first: bytes, file: Path) -> int:
    """Return what parts the cells of the first line: the commonest sign outside quotes."""
    if file.suffix.lower() == ".tsv":
        return ord("\t")
    outside = b"".join(first.lstrip(b"\r\n").split(b'"')[::2])
    line = outside.splitlines()[0] if outside else b""
    return max(DELIMITERS, key=lambda sign: line.count(bytes([sign])))


class _Stream:
    """The rows of one file, as a window that moves over it."""

    def __init__(self, opened: BinaryIO, head: _Head, columns: Sequence[str], place: int) -> None:
        self.place = place
        self._opened = opened
        self._head = head
        self._columns = list(columns)
        self._slots = np.full(len(head.names), -1, np.int64)
        for slot, name in enumerate(self._columns):
            self._slots[head.names.index(name)] = slot
        self._found = room_for(MOST_ROWS, len(self._columns))
        self._size = os.fstat(opened.fileno()).st_size
        self._doomed = 0

    def rows(self) -> Iterator[Rows]:
        """Yield the rows window by window; a window begins where a row does."""
        begin, width = self._head.ends, STRETCH
        while begin < self._size:
            self._opened.seek(begin)
            data = np.frombuffer(self._opened.read(width), np.uint8)
            last = begin + len(data) >= self._size
            count, end, doomed = scan(
                data,
                last,
                self._head.delimiter,
                self._slots,
                self._found,
                len(self._slots),
                LARGEST_CELL,
                self._doomed - begin,
            )
            self._doomed = begin + doomed
            if count:
                yield self._taken(data, count, end)
                begin, width = begin + end, STRETCH
            elif last:
                break
            elif end:
                begin += end
            elif width < LARGEST_ROW:
                width *= 2
            else:
                reason, begin = self._skip(begin, data)
                yield self._lost(reason)
                width = STRETCH

    def _taken(self, data: Bytes, count: int, done: int) -> Rows:
        found = self._found[:count]
        wanted = len(self._columns)
        starts, ends, doubled = (found[:, at * wanted : (at + 1) * wanted] for at in range(3))
        unquoted = found[:, STATE] == BROKEN
        right = ~unquoted & (found[:, CELLS] == len(self._slots))
        large = right & (ends - starts > LARGEST_CELL).any(axis=1)
        kept = right & ~large
        broken = [
            (
                self.place + int(row),
                Reason.SIZE if large[row] else Reason.QUOTES if unquoted[row] else Reason.CELLS,
            )
            for row in np.flatnonzero(~kept)
        ]
        places = np.flatnonzero(kept)
        columns = {
            name: _array(
                *gather_cells(
                    data,
                    starts[places, slot],
                    ends[places, slot],
                    doubled[places, slot],
                )
            )
            for slot, name in enumerate(self._columns)
        }
        rows = Rows(pa.array(places + self.place), columns, tuple(broken), done)
        self.place += count
        return rows

    def _lost(self, reason: Reason) -> Rows:
        nothing = {name: pa.array([], pa.large_binary()) for name in self._columns}
        rows = Rows(pa.array([], pa.int64()), nothing, ((self.place, reason),))
        self.place += 1
        return rows

    def _skip(self, begin: int, data: Bytes) -> tuple[Reason, int]:
        """Return why the row at ``begin`` is skipped, and where the next one begins.

        ``data`` is the beginning of the row, which is too long to be held whole.
        """
        if begin < self._doomed and (line := self._line_end(begin)) < self._doomed:
            return Reason.SIZE, line
        if holds_rows(data, 0, len(data), self._head.delimiter, len(self._slots)):
            self._doomed = begin + len(data)
            return Reason.QUOTES, self._line_end(begin)
        self._opened.seek(begin)
        at, where = begin, AT_CELL
        while piece := self._opened.read(STRETCH):
            ends, where = skip_row(np.frombuffer(piece, np.uint8), self._head.delimiter, where)
            at += len(piece) if ends < 0 else ends
            if ends >= 0:
                break
        if where not in (SLIPPED, IN_QUOTES):
            return Reason.SIZE, at
        self._doomed = at
        return Reason.QUOTES, self._line_end(begin)

    def _line_end(self, begin: int) -> int:
        self._opened.seek(begin)
        at = begin
        while piece := self._opened.read(STRETCH):
            end = line_end(np.frombuffer(piece, np.uint8), 0, len(piece))
            at += end
            if end < len(piece):
                break
        return at


def _array(offsets: np.ndarray, data: Bytes) -> pa.LargeBinaryArray:
    return pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    )
