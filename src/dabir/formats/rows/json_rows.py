"""Lists of objects: one to a line (JSONL), or in one array; nested ones become columns by path."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from dabir.formats.errors import BadRow, Damaged, LongCell, NoObject
from dabir.formats.rows.letters import encoding_of, letters_of
from dabir.formats.rows.source import (
    LONGEST_CELL,
    LONGEST_RAW,
    MOST_COLUMNS,
    Row,
    RowFormat,
    RowSource,
    Source,
    first_columns,
    sound,
)

_SAMPLE_ROWS = 1_000
_LONGEST_OBJECT = 8 * LONGEST_CELL
_BLOCK = 64 * 1024
_DEEPEST = 12
_BLANKS = re.compile(r"[ \t\r\n,]*")
_ARRAY = re.compile(r"\A\ufeff?\s*\[|\[(?=\s*\{)")
_BETWEEN = "\n"

# Numbers stay as they are written: 12.50 is no 12.5, and none is too long to be read.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


class _JsonRows(RowSource):
    """What both forms share: letters, columns, the rows of objects."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._encoding = encoding_of(source)
        self.columns = first_columns(islice(self.rows_from(0), _SAMPLE_ROWS))

    def rows_from(self, number: int) -> Iterator[Row]:
        """Give the rows from this one on."""
        for place, value, line in self._values():
            if place >= number:
                row = _row(place, value)
                yield replace(row, raw=sound(line[:LONGEST_RAW])) if row.problem else row

    @abstractmethod
    def _values(self) -> Iterator[tuple[int, Any, str]]:
        """Give each value with its number and line; of one that cannot be read, its `BadRow`."""


class JsonLines(_JsonRows):
    """One object a line; empty lines are passed over."""

    format: RowFormat = "jsonl"

    def _values(self) -> Iterator[tuple[int, Any, str]]:
        with letters_of(self._source, self._encoding) as text:
            number = 0
            while line := text.readline(_LONGEST_OBJECT):
                number += 1
                if len(line) >= _LONGEST_OBJECT and not line.endswith(("\n", "\r")):
                    while rest := text.readline(_LONGEST_OBJECT):
                        if rest.endswith(("\n", "\r")):
                            break
                    yield number, LongCell(limit=LONGEST_CELL), line
                elif line.strip():
                    yield number, _read(line), line


class JsonArray(_JsonRows):
    """One array of objects, read element by element."""

    format: RowFormat = "json"

    def _values(self) -> Iterator[tuple[int, Any, str]]:
        with letters_of(self._source, self._encoding) as text:
            waiting = text.read(_BLOCK)
            # Of an object that wraps the array, as web services answer, what is before is passed.
            begin = _ARRAY.search(waiting)
            if begin is None:
                raise Damaged(format="JSON")
            at = begin.end()
            number = 0
            block = _BLOCK
            while True:
                at = _after_blanks(waiting, at)
                if waiting[at : at + 1] == "]":
                    return
                read = _value_at(waiting, at)
                if read is not None:
                    number += 1
                    value, at = read
                    block = _BLOCK
                    yield number, value, ""
                    continue
                # Twice as much each time, so that one long element is not read again and again.
                more = text.read(block)
                block *= 2
                if not more or len(waiting) - at > _LONGEST_OBJECT:
                    raise Damaged(format="JSON")
                waiting, at = waiting[at:] + more, 0


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _value_at(text: str, at: int) -> tuple[Any, int] | None:
    """Return the value that begins there and where it ends, unless it goes on."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except ValueError:
        return None
    except RecursionError as error:
        raise Damaged(format="JSON") from error
    # A bare number or word may go on in what is not read yet.
    return (value, end) if end < len(text) else None


def _read(line: str) -> Any:
    try:
        return _DECODER.raw_decode(line.lstrip("\ufeff \t"))[0]
    except (ValueError, RecursionError):
        return NoObject()


def _row(number: int, value: Any) -> Row:
    if isinstance(value, BadRow):
        return Row(number, problem=value)
    if not isinstance(value, dict):
        return Row(number, problem=NoObject())
    values: dict[str, str] = {}
    _flatten(values, "", value, 0)
    if len(values) > MOST_COLUMNS:
        return Row(number, problem=BadRow())
    if any(len(cell) > LONGEST_CELL for cell in values.values()):
        return Row(number, problem=LongCell(limit=LONGEST_CELL))
    return Row(number, values)


def _flatten(into: dict[str, str], path: str, value: Any, depth: int) -> None:
    """Put a value under its path: `{"body": {"fa": "…"}}` is the column `body/fa`."""
    if depth > _DEEPEST or len(into) > MOST_COLUMNS:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            name = " ".join(sound(key).split())[:120]
            _flatten(into, f"{path}/{name}" if path else name, inner, depth + 1)
    elif isinstance(value, list):
        if any(isinstance(inner, dict | list) for inner in value):
            for place, inner in enumerate(value, start=1):
                _flatten(into, f"{path}/{place}" if path else str(place), inner, depth + 1)
        elif joined := _BETWEEN.join(filter(None, map(_said, value))):
            into[path] = joined
    elif said := _said(value):
        into[path] = said


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return sound(str(value))
