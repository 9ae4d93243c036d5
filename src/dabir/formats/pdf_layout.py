"""Where the glyphs of a page stand to each other: rows, and columns of text."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dabir.formats.pdf_glyphs import Glyph

# Parts of the letter size: the same row; a gap that may part two columns of text.
_SAME_ROW = 0.45
_GUTTER = 0.8
# Two columns of text: this many rows each, mostly as wide as their column, few rows across both.
_FEWEST_ROWS = 4
_FILLED = 0.7
_MOST_ACROSS = 0.35
_MOST_COLUMNS = 3


@dataclass(frozen=True)
class Row:
    """The glyphs of one line from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def start(self) -> float:
        """The left edge."""
        return self.glyphs[0].start

    @property
    def end(self) -> float:
        """The right edge."""
        return max(glyph.end for glyph in self.glyphs[-8:])

    @property
    def middle(self) -> float:
        """The height, from the top."""
        return statistics.median(glyph.middle for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The size of most letters."""
        return statistics.median(glyph.size for glyph in self.glyphs)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the glyphs as rows from top to bottom; what is printed twice in one place, once."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        row = rows[-1] if rows else None
        if row and abs(glyph.middle - row[-1].middle) <= _SAME_ROW * min(glyph.size, row[-1].size):
            row.append(glyph)
        else:
            rows.append([glyph])
    return [
        Row(tuple(_once(sorted(row, key=lambda glyph: glyph.centre))))
        for row in rows
        if any(glyph.text.strip() for glyph in row)
    ]


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Drop the second of two equal glyphs in one place, by which some programs print bold."""
    kept: list[Glyph] = []
    for glyph in row:
        last = kept[-1] if kept else None
        again = (
            last is not None
            and last.text == glyph.text
            and glyph.centre - last.centre < 0.15 * glyph.size
            and glyph.end - glyph.start > 0
        )
        if not again:
            kept.append(glyph)
    # Blanks at the edges are no part of the line, even where they are set upon its last letter.
    left = min(glyph.start for glyph in kept if glyph.text.strip())
    right = max(glyph.end for glyph in kept if glyph.text.strip())
    return [
        glyph for glyph in kept if glyph.text.strip() or left < glyph.start <= glyph.end < right
    ]


def flows_of(
    rows: Sequence[Row],
    *,
    from_right: bool,
    columns: int = _MOST_COLUMNS,
    elsewhere: float | None = None,
) -> list[list[Row]]:
    """Return the rows in reading order, column after column; one flow where there are none.

    ``from_right`` tells which column is read first. A row across all columns parts what is above
    it from what is below. ``elsewhere`` is where columns part on other pages, which a last page of
    a few lines does not show by itself.
    """
    gutter = gutter_of(rows) if columns > 1 else None
    if gutter is None and elsewhere is not None and not any(_covers(r, elsewhere) for r in rows):
        gutter = elsewhere
    if gutter is None:
        return [list(rows)] if rows else []
    flows: list[list[Row]] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not _covers(row, gutter):
            run.append(row)
            continue
        for side in _sides(run, gutter, from_right=from_right):
            flows += flows_of(side, from_right=from_right, columns=columns - 1)
        run = []
        if row is not None:
            flows.append([row])
    return _joined(flows)


def _joined(flows: list[list[Row]]) -> list[list[Row]]:
    """Put rows across all columns that follow each other into one flow."""
    joined: list[list[Row]] = []
    for flow in flows:
        if joined and len(flow) == 1 and joined[-1][-1].middle < flow[0].middle and (
            abs(joined[-1][-1].start - flow[0].start) < flow[0].size
        ):  # fmt: skip
            joined[-1].append(flow[0])
        else:
            joined.append(list(flow))
    return joined


def _sides(run: Sequence[Row], gutter: float, *, from_right: bool) -> list[list[Row]]:
    glyphs = [glyph for row in run for glyph in row.glyphs]
    left = rows_of(glyph for glyph in glyphs if glyph.centre < gutter)
    right = rows_of(glyph for glyph in glyphs if glyph.centre >= gutter)
    return [side for side in ((right, left) if from_right else (left, right)) if side]


def _spans(row: Row) -> list[tuple[float, float]]:
    """Return the stretches of a row without a gap that could be a gutter."""
    spans: list[tuple[float, float]] = []
    for glyph in row.glyphs:
        if not glyph.text.strip():
            continue
        if spans and glyph.start - spans[-1][1] < _GUTTER * glyph.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], glyph.end))
        else:
            spans.append((glyph.start, glyph.end))
    return spans


def _covers(row: Row, place: float) -> bool:
    return any(start < place < end for start, end in _spans(row))


def gutter_of(rows: Sequence[Row]) -> float | None:
    """Return where two columns of text part, or None where the page has one, or a table."""
    if len(rows) < 2 * _FEWEST_ROWS:
        return None
    spans = [_spans(row) for row in rows]
    left = min(row.start for row in rows)
    right = max(row.end for row in rows)
    width = right - left
    if width <= 0:
        return None
    first, last = left + 0.2 * width, left + 0.8 * width
    # The edges of rows are the only places where the count changes.
    edges = sorted({edge for row in spans for span in row for edge in span if first < edge < last})
    places = [(one + other) / 2 for one, other in pairwise(edges)]
    across = _across(places, spans)
    best = min(across, default=len(rows))
    if not places or best > _MOST_ACROSS * len(rows):
        return None
    widest = max(
        (other - one, (one + other) / 2)
        for (one, other), count in zip(pairwise(edges), across, strict=True)
        if count == best
    )
    return widest[1] if _is_text(rows, widest[1], left, right) else None


def _across(places: Sequence[float], spans: Sequence[Sequence[tuple[float, float]]]) -> list[int]:
    """Return over each place how many spans go; places are in order."""
    events = sorted(
        [(start, 1) for row in spans for start, _end in row]
        + [(end, -1) for row in spans for _start, end in row]
    )
    counts: list[int] = []
    open_spans = index = 0
    for place in places:
        while index < len(events) and events[index][0] < place:
            open_spans += events[index][1]
            index += 1
        counts.append(open_spans)
    return counts


def _is_text(rows: Sequence[Row], gutter: float, left: float, right: float) -> bool:
    """Tell columns of running text from the columns of a table, whose cells are short."""
    apart = [row for row in rows if not _covers(row, gutter)]
    for side in _sides(apart, gutter, from_right=False):
        if len(side) < _FEWEST_ROWS:
            return False
    sides = _sides(apart, gutter, from_right=False)
    if len(sides) < 2:
        return False
    for side, (edge, other) in zip(sides, ((left, gutter), (gutter, right)), strict=True):
        whole = [row for row in side if len(_spans(row)) == 1]
        filled = [(row.end - row.start) / (other - edge) for row in whole]
        if len(whole) < _FEWEST_ROWS or statistics.median(filled) < _FILLED:
            return False
    return True
