"""The picture of a trace: stages as columns in the order of the work, links as lines.

The page draws it as SVG; coordinates are in user units, mirrored for right-to-left reading.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from dabir.chain.trace import Trace, by_stage
from dabir.foundation.trace.kinds import Named

COLUMN, ROW = 190, 58
BOX_WIDTH, BOX_HEIGHT = 156, 42
MARGIN, HEAD = 32, 34
MOST_IN_A_COLUMN = 9
LABEL_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Box:
    """One item: its corner, its label, and whether the trace is of it."""

    item: Named
    x: int
    y: int
    label: str
    kind: str
    traced: bool

    @property
    def middle(self) -> int:
        """The horizontal middle, where the words are centred."""
        return self.x + BOX_WIDTH // 2


@dataclass(frozen=True, slots=True)
class Column:
    """A stage's heading, and how many of its items found no room."""

    stage: str
    middle: int
    more: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the page draws, with the size of the drawing."""

    width: int
    height: int
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def _short(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1].rstrip() + "…"


def _line(earlier: Box, later: Box) -> str:
    """Return the path of a link: out of the earlier box's later side, into the later box."""
    onward = later.x > earlier.x
    start = earlier.x + (BOX_WIDTH if onward else 0)
    end = later.x + (0 if onward else BOX_WIDTH)
    y1, y2 = earlier.y + BOX_HEIGHT // 2, later.y + BOX_HEIGHT // 2
    if earlier.x == later.x:
        side = earlier.x + BOX_WIDTH
        return f"M {side} {y1} C {side + 26} {y1}, {side + 26} {y2}, {side} {y2}"
    bend = (start + end) // 2
    return f"M {start} {y1} C {bend} {y1}, {bend} {y2}, {end} {y2}"


def picture(found: Trace, *, right_to_left: bool) -> Picture:
    """Lay a trace out; in right-to-left reading the earliest stage stands rightmost."""
    columns = by_stage(found.everything())
    width = MARGIN * 2 + COLUMN * len(columns) - (COLUMN - BOX_WIDTH)
    boxes: dict[uuid.UUID, Box] = {}
    heads: list[Column] = []
    tallest = 0
    for place, (stage, items) in enumerate(columns.items()):
        x = MARGIN + place * COLUMN
        if right_to_left:
            x = width - x - BOX_WIDTH
        items.sort(key=lambda item: item is not found.item)
        shown = items[:MOST_IN_A_COLUMN]
        heads.append(Column(stage, x + BOX_WIDTH // 2, len(items) - len(shown)))
        tallest = max(tallest, len(shown))
        for row, item in enumerate(shown):
            boxes[item.address.pk] = Box(
                item,
                x,
                HEAD + row * ROW,
                _short(item.name),
                str(item.kind.label),
                traced=item is found.item,
            )
    lines = [
        _line(boxes[near], boxes[far])
        for met, forward in ((found.origins, False), (found.outcomes, True))
        for each in met
        for near, far in [
            (each.on.address.pk, each.item.address.pk)
            if forward
            else (each.item.address.pk, each.on.address.pk)
        ]
        if near in boxes and far in boxes
    ]
    return Picture(
        width, HEAD + tallest * ROW + MARGIN, tuple(heads), tuple(boxes.values()), tuple(lines)
    )
