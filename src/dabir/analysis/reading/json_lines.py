"""JSON lines: one object in each line."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from dabir.analysis.errors import InputError
from dabir.analysis.reading.rows import LARGEST_ROW, MEGABYTE, SAMPLE, Reason, Rows

STRETCH = 16 * MEGABYTE
LOOKED_AT = 1000
"""Lines in which the columns' names are looked for."""


class JsonLines:
    """Files of one JSON object a line; blank lines are no rows."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        names: dict[str, None] = {}
        for number, line in enumerate(_lines(files[0])):
            if number == LOOKED_AT:
                break
            if line is not None and isinstance(found := _object(line), dict):
                names.update(dict.fromkeys(found))
        if not names:
            raise InputError(f"{files[0]} has no JSON object in its lines.")
        self.names = list(names)

    def rows(self, columns: Sequence[str], texts: Sequence[str] | None = None) -> Iterator[Rows]:
        """Yield all rows, with the columns that are wanted."""
        place = 0
        strict = columns if texts is None else texts
        for file in self.files:
            stretch = _Stretch(columns, strict)
            for line in _lines(file):
                stretch.add(place, line)
                place += 1
                if stretch.size >= STRETCH:
                    yield stretch.rows()
                    stretch = _Stretch(columns, strict)
            yield stretch.rows()

    def sample(self, columns: Sequence[str]) -> dict[str, pa.LargeBinaryArray]:
        """Return cells of the first rows; what is not text is empty, and mostly so no column."""
        cells: dict[str, list[bytes | None]] = {name: [] for name in columns}
        wrong = Counter[str]()
        size = 0
        for line in islice(_lines(self.files[0]), SAMPLE):
            size += len(line or b"")
            found = Reason.SIZE if line is None else _object(line)
            if isinstance(found, Reason):
                continue
            for name, column in cells.items():
                try:
                    column.append(_cell(found.get(name)))
                except TypeError:
                    column.append(None)
                    wrong[name] += 1
            if size >= STRETCH:
                break
        return {
            name: pa.array(column, pa.large_binary())
            for name, column in cells.items()
            if wrong[name] <= sum(cell is not None for cell in column)
        }


class _Stretch:
    def __init__(self, columns: Sequence[str], strict: Sequence[str]) -> None:
        self.size = 0
        self._strict = frozenset(strict)
        self._places: list[int] = []
        self._cells: dict[str, list[bytes | None]] = {name: [] for name in columns}
        self._broken: list[tuple[int, Reason]] = []

    def add(self, place: int, line: bytes | None) -> None:
        if line is None:
            self._broken.append((place, Reason.SIZE))
            return
        self.size += len(line)
        found = _object(line)
        if isinstance(found, Reason):
            self._broken.append((place, found))
            return
        try:
            cells = [_cell(found.get(name), name in self._strict) for name in self._cells]
        except TypeError:
            self._broken.append((place, Reason.KIND))
        else:
            self._places.append(place)
            for column, cell in zip(self._cells.values(), cells, strict=True):
                column.append(cell)

    def rows(self) -> Rows:
        return Rows(
            pa.array(self._places, pa.int64()),
            {name: pa.array(cells, pa.large_binary()) for name, cells in self._cells.items()},
            tuple(self._broken),
            self.size,
        )


def _object(line: bytes) -> dict[str, Any] | Reason:
    try:
        found = json.loads(line.decode())
    except UnicodeDecodeError:
        return Reason.ENCODING
    except (ValueError, RecursionError):
        return Reason.JSON
    return found if isinstance(found, dict) else Reason.JSON


def _cell(value: Any, strict: bool = True) -> bytes | None:
    if value is None:
        return None
    if strict and isinstance(value, bool | dict | list):
        raise TypeError(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode(errors="surrogatepass")  # half a pair of \ud800 escapes is no UTF-8


def _lines(file: Path) -> Iterator[bytes | None]:
    """Yield the lines that are not blank; None for one that is too long to be held."""
    with file.open("rb") as opened:
        if opened.read(3) != b"\xef\xbb\xbf":
            opened.seek(0)
        while line := opened.readline(LARGEST_ROW):
            if len(line) == LARGEST_ROW and not line.endswith(b"\n"):
                _finish_line(opened)
                yield None
            elif line.strip():
                yield line


def _finish_line(opened: BinaryIO) -> None:
    while (more := opened.readline(MEGABYTE)) and not more.endswith(b"\n"):
        pass
