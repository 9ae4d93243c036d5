"""Taking rows of comma-separated bytes apart, as RFC 4180 writes them.

Bytes, so that a row that is not UTF-8 is that row's trouble alone. A quotation mark counts only
at the beginning of a cell; inside, two stand for one.
"""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Grid = NDArray[np.int64]

QUOTE = np.uint8(ord('"'))
NEWLINE = np.uint8(ord("\n"))
RETURN = np.uint8(ord("\r"))

WHOLE = 0
BROKEN = 1
"""What stands after a closing quotation mark is neither a delimiter nor the end of the line."""

CELLS, STATE = -2, -1
"""Where in a row of findings stands how many cells it has, and whether it is whole."""


def room_for(rows: int, wanted: int) -> Grid:
    """Return room for what ``scan`` finds: for each wanted cell where it starts, where it ends
    and whether quotation marks stand doubled in it; then CELLS and STATE.
    """
    return np.zeros((rows, 3 * wanted + 2), np.int64)


@njit(cache=True, nogil=True)
def scan(
    data: Bytes, last: bool, delimiter: int, slots: Numbers, found: Grid
) -> tuple[int, int, bool]:
    """Take whole rows apart, as many as there are and as there is room for.

    Cell c of a row is kept in slot ``slots[c]`` (-1, and beyond: it is not wanted). ``last``:
    nothing follows after ``data``. Returns how many rows were found, where the next one begins,
    and whether that one opens a quotation mark that nothing closes before the end of the input.
    """
    wanted = (found.shape[1] - 2) // 3
    end = len(data)
    at = 0
    for row in range(len(found)):
        while at < end and _ends_line(data[at]):
            at += 1  # blank lines, and the second half of a line's end
        if at >= end:
            return row, at, False
        first = at
        cell = 0
        going_on = True
        while going_on:
            start, stop, at, twice, state = _cell(data, at, last, delimiter)
            if state in (UNFINISHED, UNCLOSED):
                return row, first, state == UNCLOSED
            if state == BROKEN:
                break
            if cell < len(slots) and slots[cell] >= 0:
                found[row, slots[cell]] = start
                found[row, wanted + slots[cell]] = stop
                found[row, 2 * wanted + slots[cell]] = twice
            cell += 1
            going_on = at < end and data[at] == delimiter
            at += going_on
        if state == BROKEN:
            at = _line_end(data, first)
            if at >= end and not last:
                return row, first, False
        found[row, CELLS] = cell
        found[row, STATE] = state
    return len(found), at, False


UNFINISHED = 2
UNCLOSED = 3


@njit(cache=True, nogil=True)
def _cell(data: Bytes, at: int, last: bool, delimiter: int) -> tuple[int, int, int, int, int]:
    """Return where a cell starts and ends, where it is over, whether quotes are doubled, state."""
    end = len(data)
    if at >= end or data[at] != QUOTE:
        start = at
        while at < end and data[at] != delimiter and not _ends_line(data[at]):
            at += 1
        return start, at, at, 0, WHOLE if at < end or last else UNFINISHED
    at += 1
    start = at
    twice = 0
    while at < end:
        if data[at] != QUOTE:
            at += 1
        elif at + 1 < end and data[at + 1] == QUOTE:
            twice = 1
            at += 2
        else:
            break
    if at >= end:
        return start, at, at, twice, UNCLOSED if last else UNFINISHED
    if at + 1 >= end:
        return start, at, at + 1, twice, WHOLE if last else UNFINISHED
    right = data[at + 1] == delimiter or _ends_line(data[at + 1])
    return start, at, at + 1, twice, WHOLE if right else BROKEN


@njit(cache=True, nogil=True)
def _ends_line(sign: int) -> bool:
    return sign in (NEWLINE, RETURN)


@njit(cache=True, nogil=True)
def _line_end(data: Bytes, at: int) -> int:
    while at < len(data) and not _ends_line(data[at]):
        at += 1
    return at


AT_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTE = 0, 1, 2, 3


@njit(cache=True, nogil=True)
def skip_row(data: Bytes, delimiter: int, where: int) -> tuple[int, int]:
    """Look for the end of a row that is too long to be held, piece by piece.

    ``where`` is where in a cell the piece begins. Returns where the next row begins (-1: not in
    this piece) and where in a cell the piece ends.
    """
    for at in range(len(data)):
        sign = data[at]
        if where == IN_QUOTES:
            if sign == QUOTE:
                where = AFTER_QUOTE
        elif _ends_line(sign):
            return at, AT_CELL
        elif sign == delimiter:
            where = AT_CELL
        elif sign == QUOTE and where != IN_CELL:
            where = IN_QUOTES
        else:
            where = IN_CELL
    return -1, where


@njit(cache=True, nogil=True)
def gather_cells(
    data: Bytes, starts: Numbers, ends: Numbers, doubled: Numbers
) -> tuple[Numbers, Bytes]:
    """Return the cells one after another, their quotation marks single, and their offsets."""
    offsets = np.zeros(len(starts) + 1, np.int64)
    for row in range(len(starts)):
        offsets[row + 1] = offsets[row] + ends[row] - starts[row]
    found = np.empty(offsets[-1], np.uint8)
    to = 0
    for row in range(len(starts)):
        if doubled[row] == 0:
            size = ends[row] - starts[row]
            found[to : to + size] = data[starts[row] : ends[row]]
            to += size
        else:
            at = starts[row]
            while at < ends[row]:
                found[to] = data[at]
                to += 1
                at += 2 if data[at] == QUOTE else 1
        offsets[row + 1] = to
    return offsets, found[:to]
