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
"""A quotation mark does not close, or what stands after the one that closes it is neither a
delimiter nor the end of the line; or one has slipped in and holds whole rows together."""

CELLS, STATE = -2, -1
"""Where in a row of findings stands how many cells it has, and whether it is whole."""


def room_for(rows: int, wanted: int) -> Grid:
    """Return room for what ``scan`` finds: for each wanted cell where it starts, where it ends
    and whether quotation marks stand doubled in it; then CELLS and STATE.
    """
    return np.zeros((rows, 3 * wanted + 2), np.int64)


@njit(cache=True, nogil=True)
def scan(
    data: Bytes,
    last: bool,
    delimiter: int,
    slots: Numbers,
    found: Grid,
    width: int,
    largest: int,
    doomed: int,
) -> tuple[int, int, int]:
    """Take whole rows apart, as many as there are and as there is room for.

    Cell c of a row is kept in slot ``slots[c]`` (-1, and beyond: it is not wanted). ``last``:
    nothing follows after ``data``. ``width`` is how many cells a row should have (0: nobody
    knows), ``largest`` how long they may be. Returns how many rows were found, where the next one
    begins, and ``doomed`` for the scan that goes on there.

    A broken row costs its first line; those after it are rows again. At the end of a line a row
    that goes on is within quotation marks, whatever it began with: so two rows that go on there
    have the same fate. Where one of them broke (before ``doomed``), no other is tried beyond its
    line, and the whole takes a time that grows with the bytes alone.
    """
    wanted = (found.shape[1] - 2) // 3
    end = len(data)
    at = 0
    for row in range(len(found)):
        while at < end and _ends_line(data[at]):
            at += 1  # blank lines, and the second half of a line's end
        if at >= end:
            return row, at, doomed
        first = at
        limit = _limit(data, first, doomed)
        cell = 0
        longest = 0
        going_on = True
        while going_on:
            start, stop, at, twice, state = _cell(data, at, limit, last or limit < end, delimiter)
            if state == UNFINISHED:
                return row, first, doomed
            if state == BROKEN:
                break
            if cell < len(slots) and slots[cell] >= 0:
                found[row, slots[cell]] = start
                found[row, wanted + slots[cell]] = stop
                found[row, 2 * wanted + slots[cell]] = twice
            longest = max(longest, stop - start)
            cell += 1
            going_on = at < limit and data[at] == delimiter
            at += going_on
        if state == WHOLE and width > 0 and (cell != width or longest > largest):
            state = BROKEN if holds_rows(data, first, at, delimiter, width) else WHOLE
        if state == BROKEN:
            doomed = max(doomed, at)
            at = line_end(data, first, end)
            if at >= end and not last:
                return row, first, doomed
        found[row, CELLS] = cell
        found[row, STATE] = state
    return len(found), at, doomed


UNFINISHED = 2


@njit(cache=True, nogil=True)
def _limit(data: Bytes, first: int, doomed: int) -> int:
    """Return how far the row at ``first`` may reach: to its line's end where it is doomed."""
    line = line_end(data, first, len(data)) if first < doomed else len(data)
    return line if line < doomed else len(data)


@njit(cache=True, nogil=True)
def _cell(
    data: Bytes, at: int, end: int, last: bool, delimiter: int
) -> tuple[int, int, int, int, int]:
    """Return where a cell starts and ends, where it is over, whether quotes are doubled, state."""
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
        return start, at, at, twice, BROKEN if last else UNFINISHED
    if at + 1 >= end:
        return start, at, at + 1, twice, WHOLE if last else UNFINISHED
    right = data[at + 1] == delimiter or _ends_line(data[at + 1])
    return start, at, at + 1, twice, WHOLE if right else BROKEN


@njit(cache=True, nogil=True)
def holds_rows(data: Bytes, first: int, end: int, delimiter: int, width: int) -> bool:
    """Tell whether most lines after the first one are rows of ``width`` cells by themselves.

    Then it is likelier that a quotation mark slipped in than that somebody wrote such a text.
    """
    if width < 2:
        return False
    lines = right = 0
    at = line_end(data, first, end)
    while at < end:
        if _ends_line(data[at]):
            at += 1
            continue
        line = line_end(data, at, end)
        cells = 0
        state = WHOLE
        going_on = True
        while going_on:
            _, _, at, _, state = _cell(data, at, line, True, delimiter)
            cells += 1
            going_on = state == WHOLE and at < line and data[at] == delimiter
            at += going_on
        lines += 1
        right += state == WHOLE and cells == width
        at = line
    return 2 * right > lines


@njit(cache=True, nogil=True)
def _ends_line(sign: int) -> bool:
    return sign in (NEWLINE, RETURN)


@njit(cache=True, nogil=True)
def line_end(data: Bytes, at: int, end: int) -> int:
    """Return where the line ends that goes on at ``at``; ``end`` when it does not before."""
    while at < end and not _ends_line(data[at]):
        at += 1
    return at


AT_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTE, SLIPPED = 0, 1, 2, 3, 4


@njit(cache=True, nogil=True)
def skip_row(data: Bytes, delimiter: int, where: int) -> tuple[int, int]:
    """Look for the end of a row that is too long to be held, piece by piece.

    ``where`` is where in a cell the piece begins. Returns where the row ends (-1: not in this
    piece) and where in a cell that is: SLIPPED when the row does not end there but breaks.
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
        elif where == AFTER_QUOTE:
            return at, SLIPPED
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
