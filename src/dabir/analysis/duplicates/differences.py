"""What a copy changed in its template: the shortest list of changes, word by word."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit

MOST_CHANGES = 1500
"""Words added or left out up to which the shortest list is looked for; it takes the square of that
in time. Beyond, all from the first change to the last is one."""

_CRUMB = 2
"""Up to so many words that two longer changes have between them are taken into one change."""


class Changes(NamedTuple):
    """Changes in order; each says which words of the template gave way to which of the copy.

    Of change ``n``, ``template_from[n]:template_to[n]`` are words of the template, and
    ``copy_from[n]:copy_to[n]`` of the copy; one of the two may be empty.
    """

    template_from: NDArray[np.int32]
    template_to: NDArray[np.int32]
    copy_from: NDArray[np.int32]
    copy_to: NDArray[np.int32]


@njit(cache=True, nogil=True)
def changes(template: NDArray[np.uint32], copy: NDArray[np.uint32]) -> Changes:
    """Return what to change in the template's words to come to the copy's (Myers 1986)."""
    head = 0
    least = min(template.shape[0], copy.shape[0])
    while head < least and template[head] == copy[head]:
        head += 1
    tail = 0
    while tail < least - head and template[-1 - tail] == copy[-1 - tail]:
        tail += 1
    found = _between(template[head : template.shape[0] - tail], copy[head : copy.shape[0] - tail])
    made: Changes = _without_crumbs(found, head)
    return made


@njit(cache=True, nogil=True)
def _one(template: int, copy: int) -> NDArray[np.int32]:
    one = np.zeros((1, 4), np.int32)
    one[0, 1] = template
    one[0, 3] = copy
    return one


@njit(cache=True, nogil=True)
def _between(old: NDArray[np.uint32], new: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Return changes as rows of four, not yet joined."""
    rows, columns = old.shape[0], new.shape[0]
    if rows == 0 or columns == 0:
        whole: NDArray[np.int32] = _one(rows, columns)[: 1 if rows + columns else 0]
        return whole
    most = min(rows + columns, MOST_CHANGES)
    furthest = np.zeros(2 * most + 3, np.int32)
    middle = most + 1
    # How far each diagonal came, round by round: round n has 2n + 1 of them.
    trace = np.empty(min((most + 1) * (most + 1), 4096), np.int32)
    done = -1
    for round_ in range(most + 1):
        base = round_ * round_
        if base + 2 * round_ + 1 > trace.shape[0]:
            longer = np.empty(min(4 * trace.shape[0], (most + 1) * (most + 1)), np.int32)
            longer[:base] = trace[:base]
            trace = longer
        for diagonal in range(-round_, round_ + 1, 2):
            at = middle + diagonal
            if diagonal == -round_ or (diagonal != round_ and furthest[at - 1] < furthest[at + 1]):
                column = furthest[at + 1]
            else:
                column = furthest[at - 1] + 1
            row = column - diagonal
            # Columns run over the new words, rows over the old.
            while column < columns and row < rows and new[column] == old[row]:
                column += 1
                row += 1
            furthest[at] = column
            trace[base + diagonal + round_] = column
            if column >= columns and row >= rows:
                done = round_
                break
        if done >= 0:
            break
    if done < 0:
        one: NDArray[np.int32] = _one(rows, columns)
        return one
    found = np.empty((done, 4), np.int32)
    row, column = rows, columns
    for round_ in range(done, 0, -1):
        diagonal = column - row
        before = (round_ - 1) * (round_ - 1) + round_ - 1  # where diagonal 0 of that round lies
        down = diagonal == -round_ or (
            diagonal != round_ and trace[before + diagonal - 1] < trace[before + diagonal + 1]
        )
        came = diagonal + 1 if down else diagonal - 1
        column = trace[before + came]
        row = column - came
        # One step down leaves an old word out, one to the right adds a new one.
        found[round_ - 1, 0] = row
        found[round_ - 1, 1] = row + int(down)
        found[round_ - 1, 2] = column
        found[round_ - 1, 3] = column + int(not down)
    return found


@njit(cache=True, nogil=True)
def _without_crumbs(found: NDArray[np.int32], head: int) -> Changes:
    """Join changes that touch, and those that only a crumb of common words keeps apart."""
    kept = 0
    joined = True
    count = found.shape[0]
    for crumb in (0, _CRUMB):
        if crumb and not joined:
            break
        kept = 0
        for number in range(count):
            if kept:
                gap = found[number, 0] - found[kept - 1, 1]
                before = max(
                    found[kept - 1, 1] - found[kept - 1, 0],
                    found[kept - 1, 3] - found[kept - 1, 2],
                )
                after = max(
                    found[number, 1] - found[number, 0], found[number, 3] - found[number, 2]
                )
                if gap == 0 or (gap <= crumb and 2 * gap <= min(before, after)):
                    found[kept - 1, 1] = found[number, 1]
                    found[kept - 1, 3] = found[number, 3]
                    continue
            found[kept] = found[number]
            kept += 1
        count = kept
    one = found[:kept] + np.int32(head)
    return Changes(
        one[:, 0].astype(np.int32),
        one[:, 1].astype(np.int32),
        one[:, 2].astype(np.int32),
        one[:, 3].astype(np.int32),
    )
