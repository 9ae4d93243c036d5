"""Pictures of themes as Vega-Lite: a map of bubbles, cells of numbers, stretches of time.

As with the other pictures, positions are computed here and marks are ours: Vega knows no reading
from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

from dabir.domain.language.direction import direction
from dabir.foundation.people.preferences import preferences, show_digits
from dabir.stages.themes.pictured import Bubble, Table

FOR, AGAINST, EVEN, SILENT = "#2f8a4c", "#c4534a", "#c79a3b", "#8d9a97"
"""Middle tones, seen on paper and at night alike; the numbers stand beside them."""
CELL = "#2b8a94"
WIDTH = 860
ROW, GAP, LARGEST = 118, 14, 46
NAME_ROOM, LETTERS = 118, 22
"""What a name below its bubble may take."""
SIDE = 0.2
"""How far from even the sides must be, for a bubble to take a side's colour."""


@dataclass(frozen=True, slots=True)
class _Circle:
    x: float
    y: float
    radius: float
    bubble: Bubble


def _spec(width: float, height: float, title: str, layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "description": title,
        "width": width,
        "height": height,
        "padding": 6,
        "config": {"view": {"stroke": None}},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def _at(field: str, room: float) -> dict[str, Any]:
    scale = {"domain": [0, room], "range": [0, room], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": values}, "mark": {"clip": False, **mark}, "encoding": encoding}


def _plain(name: str) -> dict[str, Any]:
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


def label(text: str, letters: int) -> str:
    """Return a label on one line, cut at so many letters, in its own direction."""
    line = " ".join(text.split())
    if len(line) > letters:
        line = line[: letters - 1].rstrip() + "…"
    return f"\u200f{line}\u200f" if direction(line) == "rtl" else line


def colour(bubble: Bubble) -> str:
    """Return the colour of the side that passages take to a theme."""
    balance = bubble.balance
    if balance is None:
        return SILENT
    if balance > SIDE:
        return FOR
    return AGAINST if balance < -SIDE else EVEN


def theme_map(
    bubbles: Sequence[Bubble], title: str, *, ink: str = "currentColor"
) -> dict[str, Any]:
    """Return a row a theme: itself, then those below it, areas by their passages."""
    rtl = preferences().language == "fa"
    most = max((one.whole.count for one in bubbles), default=1)
    circles: list[_Circle] = []
    top = 0.0
    for one in bubbles:
        members = [one, *one.below]
        x, high = 0.0, 0.0
        for place, each in enumerate(members):
            radius = max(LARGEST * sqrt(each.whole.count / most), 5)
            room = max(2 * radius, NAME_ROOM) + GAP
            if x + room > WIDTH:
                x, top = 0.0, top + ROW
            mid = x + room / 2
            circles.append(_Circle(WIDTH - mid if rtl else mid, top + ROW / 2 - 14, radius, each))
            x, high = x + room + (GAP if place == 0 else 0), max(high, radius)
        top += ROW
    values = [
        {
            "x": round(circle.x, 1),
            "y": round(circle.y, 1),
            "size": round(pi * circle.radius**2, 1),
            "colour": colour(circle.bubble),
            "under": round(circle.y + max(circle.radius, 8) + 10, 1),
            "name": label(circle.bubble.theme.name, LETTERS),
            "shown": show_digits(circle.bubble.whole.count),
            "weight": 700 if circle.bubble in bubbles else 400,
        }
        for circle in circles
    ]
    text = {"type": "text", "color": ink, "baseline": "middle", "align": "center"}
    heads = [value for value in values if value["weight"] == 700]
    rest = [value for value in values if value["weight"] != 700]
    return _spec(
        WIDTH,
        max(top, ROW),
        title,
        [
            _layer(
                values,
                {"type": "circle", "opacity": 0.85},
                x=_at("x", WIDTH),
                y=_at("y", max(top, ROW)),
                size={"field": "size", "type": "quantitative", "scale": None, "legend": None},
                color=_plain("colour"),
            ),
            _layer(
                values,
                {**text, "fontSize": 13, "fontWeight": 700, "color": ink},
                x=_at("x", WIDTH),
                y=_at("y", max(top, ROW)),
                text={"field": "shown"},
            ),
            *(
                _layer(
                    some,
                    {**text, "fontSize": 12, "fontWeight": weight},
                    x=_at("x", WIDTH),
                    y=_at("under", max(top, ROW)),
                    text={"field": "name"},
                )
                for some, weight in ((heads, 700), (rest, 400))
            ),
        ],
    )


def cells(
    table: Table, title: str, *, sparse: bool = False, ink: str = "currentColor"
) -> dict[str, Any]:
    """Return a table as cells: the darker, the more; each with its number.

    `sparse`: few of the columns are named, so that names need not be cut to their width.
    """
    rtl = preferences().language == "fa"
    head, high, beside = 56, 34, 250
    columns = max(len(table.columns), 1)
    wide = (WIDTH - beside) / columns
    height = head + high * len(table.rows)
    most = table.most or 1

    def x(left: float) -> float:
        return round(WIDTH - left if rtl else left, 1)

    values = [
        {
            "x": x(beside + wide * place + 2),
            "end": x(beside + wide * (place + 1) - 2),
            "middle": x(beside + wide * (place + 0.5)),
            "y": head + high * line + 2,
            "bottom": head + high * (line + 1) - 2,
            "centre": head + high * (line + 0.5),
            "part": round(0.08 + 0.6 * cell.count / most, 3) if cell.count else 0.03,
            "shown": show_digits(cell.count) if cell.count else "",
        }
        for line, row in enumerate(table.rows)
        for place, cell in enumerate(row.cells)
    ]
    rows = [
        {"x": x(beside - 10), "y": head + high * (line + 0.5), "name": label(row.label, 34)}
        for line, row in enumerate(table.rows)
    ]
    names = [
        {
            "x": x(beside + wide * (place + 0.5)),
            "y": head - (14 if sparse or place % 2 else 34),
            "name": label(name, 24 if sparse else max(int(wide / 3.6), 6)),
        }
        for place, name in enumerate(table.columns)
    ]
    text = {"type": "text", "color": ink, "fontSize": 12, "baseline": "middle"}
    return _spec(
        WIDTH,
        height,
        title,
        [
            _layer(
                values,
                {"type": "rect", "color": CELL},
                x=_at("x", WIDTH),
                x2={"field": "end"},
                y=_at("y", height),
                y2={"field": "bottom"},
                opacity={"field": "part", "type": "quantitative", "scale": None, "legend": None},
            ),
            _layer(
                values,
                {**text, "align": "center", "fontWeight": 600},
                x=_at("middle", WIDTH),
                y=_at("centre", height),
                text={"field": "shown"},
            ),
            _layer(
                rows,
                {**text, "align": "left" if rtl else "right"},
                x=_at("x", WIDTH),
                y=_at("y", height),
                text={"field": "name"},
            ),
            _layer(
                names,
                {**text, "align": "center"},
                x=_at("x", WIDTH),
                y=_at("y", height),
                text={"field": "name"},
            ),
        ],
    )
