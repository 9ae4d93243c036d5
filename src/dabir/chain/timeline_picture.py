"""The picture of time, as one Vega-Lite specification for page and paper.

Vega knows no Jalali calendar and no right-to-left axis. So days are counted from the beginning of
the window, the scale is turned round where the reading is, and the months' names are marks of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dabir.chain.timeline import Item, Lane, LaneKey, Timeline
from dabir.domain.calendars.ticks import ticks
from dabir.domain.language.direction import direction
from dabir.foundation.people.preferences import preferences, show_digits

ROW, HEAD = 26, 26
LETTERS_OF_A_LABEL = 33
MARKS_WITH_LABELS = 20
ROOM_OF_A_MONTH = 64
ONE_ROW: frozenset[LaneKey] = frozenset({"mandates", "meetings", "issuances"})
"""Lanes of single days share one row; duties and calls have a row each."""
OPEN, DONE, LATE, OTHER = "#2b8a94", "#3f8f58", "#cf4b40", "#8a8f5c"
"""Middle tones, seen on paper and at night alike; shapes say the same."""
SHAPES = {"due": "diamond", "done": "circle", "late": "triangle-up", "point": "square"}


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture itself says, in the reader's language; `more` has a place for the count."""

    title: str
    today: str
    more: str


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One sign of the key beneath the picture: an SVG path in a box of ten, and its colour."""

    sign: str
    colour: str
    filled: bool = True


KEY: dict[str, KeyEntry] = {
    "due": KeyEntry("M5 0L10 5L5 10L0 5Z", OPEN),
    "done": KeyEntry("M5 0A5 5 0 1 1 5 10A5 5 0 1 1 5 0Z", DONE),
    "late": KeyEntry("M5 1L10 9.5L0 9.5Z", LATE),
    "point": KeyEntry("M1 1H9V9H1Z", OTHER),
}


def _short(text: str) -> str:
    """Return a label that fits beside its row, held in its own direction by a mark."""
    line = " ".join(text.split())
    if len(line) > LETTERS_OF_A_LABEL:
        line = line[: LETTERS_OF_A_LABEL - 1].rstrip() + "…"
    return f"\u200f{line}\u200f" if direction(line) == "rtl" else line


class _Drawing:
    """Rows and marks of a timeline, in days from its beginning and rows from its top."""

    def __init__(self, shown: Timeline, words: Words) -> None:
        self._begin, self._last = shown.begin, (shown.end - shown.begin).days
        self._words = words
        self.bands: list[dict[str, Any]] = []
        self.labels: list[dict[str, Any]] = []
        self.bars: list[dict[str, Any]] = []
        self.marks: list[dict[str, Any]] = []
        self.numbers: list[dict[str, Any]] = []
        self.rows = 0.0
        for lane in shown.lanes:
            if lane.items:
                self._lane(lane)

    def _x(self, day: date) -> int:
        return min(max((day - self._begin).days, 0), self._last)

    def _within(self, day: date) -> bool:
        return 0 <= (day - self._begin).days <= self._last

    def _lane(self, lane: Lane) -> None:
        top = self.rows
        middle = self.rows + 0.5
        self.labels.append({"row": middle, "text": _short(lane.label), "head": True})
        if lane.key in ONE_ROW:
            numbered = len(lane.items) <= MARKS_WITH_LABELS
            for item in lane.items:
                self._mark(item, middle, "done" if item.settled else "due", OTHER)
                if numbered and item.label and self._within(item.end):
                    self.numbers.append({"x": self._x(item.end), "row": middle, "text": item.label})
            self.rows += 1
        else:
            self.rows += 0.9
            for item in lane.items:
                self._bar(item, self.rows + 0.5)
                self.rows += 1
        if lane.more:
            self.labels.append({"row": self.rows + 0.4, "text": self._more(lane), "head": False})
            self.rows += 0.9
        self.bands.append({"row": top, "end": self.rows})
        self.rows += 0.25

    def _more(self, lane: Lane) -> str:
        return _short(self._words.more % {"count": show_digits(lane.more)})

    def _bar(self, item: Item, row: float) -> None:
        kind = "late" if item.late_until else "done" if item.settled else "due"
        colour = {"late": LATE, "done": DONE, "due": OPEN}[kind]
        self.labels.append({"row": row, "text": _short(item.name), "head": False})
        if item.begin:
            bar = {"x": self._x(item.begin), "end": self._x(item.end), "row": row}
            self.bars.append({**bar, "colour": colour, "late": False})
        if item.late_until:
            late = {"x": self._x(item.end), "end": self._x(item.late_until), "row": row}
            self.bars.append({**late, "colour": LATE, "late": True})
        for before in item.moved_from:
            self._mark(item, row, "due", colour, day=before, hollow=True)
        self._mark(item, row, kind, colour)
        if item.done_on and item.done_on != item.end:
            self._mark(item, row, "done", DONE, day=item.done_on, hollow=True)

    def _mark(
        self,
        item: Item,
        row: float,
        kind: str,
        colour: str,
        *,
        day: date | None = None,
        hollow: bool = False,
    ) -> None:
        day = day or item.end
        if not self._within(day):
            return
        shape = SHAPES["point"] if item.lane in ONE_ROW else SHAPES[kind]
        self.marks.append(
            {
                "x": self._x(day),
                "row": row,
                "shape": shape,
                "colour": colour,
                "full": 0.0 if hollow or (item.lane in ONE_ROW and not item.settled) else 1.0,
            }
        )


def specification(
    shown: Timeline, words: Words, *, ink: str = "#1a2a2c", width: int = 960, gutter: int = 230
) -> dict[str, Any]:
    """Return the picture: a lane a kind, a row a duty, months across, and today.

    In the reader's calendar, digits and direction. `ink` is the colour of words, ``currentColor``
    within a page; `gutter` is the room of the labels.
    """
    wanted = preferences()
    rtl = wanted.language == "fa"
    drawing = _Drawing(shown, words)
    height = round(drawing.rows * ROW)
    last = max((shown.end - shown.begin).days, 1)
    across = [width - gutter, 0] if rtl else [gutter, width]
    x_scale = {"domain": [0, last], "range": across, "nice": False, "zero": False}
    y_scale = {"domain": [0, drawing.rows], "range": [0, height], "nice": False, "zero": False}
    months = [
        {"x": (tick.day - shown.begin).days, "text": tick.label, "major": tick.major}
        for tick in ticks(
            shown.begin,
            shown.end,
            calendar=wanted.calendar,
            language=wanted.language,
            digits=wanted.digits,
            most=(width - gutter) // ROOM_OF_A_MONTH,
        )
    ]

    def x(field: str = "x") -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": x_scale, "axis": None}

    def y(field: str = "row") -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": y_scale, "axis": None}

    def layer(
        values: list[dict[str, Any]], mark: dict[str, Any], **encoding: Any
    ) -> dict[str, Any]:
        return {"data": {"values": values}, "mark": {"clip": False, **mark}, "encoding": encoding}

    colour = {"field": "colour", "type": "nominal", "scale": None}
    beside = width - 8 if rtl else 8
    text = {"type": "text", "color": ink, "fontSize": 12, "baseline": "middle"}
    label = {**text, "align": "right" if rtl else "left"}
    heads = [one for one in drawing.labels if one["head"]]
    names = [one for one in drawing.labels if not one["head"]]
    elapsed = (shown.today - shown.begin).days
    now = [{"x": elapsed, "text": words.today}]
    layers = [
        layer(
            drawing.bands,
            {"type": "rect", "color": ink, "opacity": 0.05},
            x={"value": 0},
            x2={"value": width},
            y=y(),
            y2={"field": "end"},
        ),
        layer(
            months,
            {"type": "rule", "color": ink, "opacity": 0.18},
            x=x(),
            y={"value": 0},
            y2={"value": height},
        ),
        layer(months, {**text, "fontSize": 11, "align": "center"}, x=x(), y={"value": -HEAD // 2},
              text={"field": "text"}),
        layer(
            [bar for bar in drawing.bars if not bar["late"]],
            {"type": "rule", "strokeWidth": 7, "opacity": 0.45},
            x=x(),
            x2={"field": "end"},
            y=y(),
            color=colour,
        ),
        layer(
            [bar for bar in drawing.bars if bar["late"]],
            {"type": "rule", "strokeWidth": 2, "strokeDash": [4, 3]},
            x=x(),
            x2={"field": "end"},
            y=y(),
            color=colour,
        ),
        layer(
            drawing.marks,
            {"type": "point", "size": 90, "strokeWidth": 1.75, "opacity": 1},
            x=x(),
            y=y(),
            shape={"field": "shape", "type": "nominal", "scale": None},
            stroke=colour,
            fill=colour,
            fillOpacity={"field": "full", "type": "quantitative", "scale": None},
        ),
        layer(drawing.numbers, {**text, "fontSize": 10, "dy": -11, "align": "center"}, x=x(), y=y(),
              text={"field": "text"}),
        layer(names, label, x={"value": beside}, y=y(), text={"field": "text"}),
        layer(heads, {**label, "fontWeight": 700}, x={"value": beside}, y=y(),
              text={"field": "text"}),
    ]  # fmt: skip
    if 0 <= elapsed <= last:
        layers += [
            layer(
                now,
                {"type": "rule", "color": LATE, "strokeWidth": 1.5},
                x=x(),
                y={"value": 0},
                y2={"value": height},
            ),
            layer(
                now,
                {**text, "color": LATE, "fontSize": 11, "fontWeight": 700, "align": "center"},
                x=x(),
                y={"value": height + 12},
                text={"field": "text"},
            ),
        ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "description": words.title,
        "width": width,
        "height": height,
        "padding": 6,
        "config": {"view": {"stroke": None}},
        "layer": [each for each in layers if each["data"]["values"]],
    }
