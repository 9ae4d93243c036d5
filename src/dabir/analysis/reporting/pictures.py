"""The pictures of a report, as Vega-Lite: bars whose labels stand above them.

So a picture reads alike from either side and at any width; Vega knows no axis from right to left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dabir.analysis.reporting.markup import Markup, tag
from dabir.analysis.reporting.tongue import Tongue
from dabir.drawing.pictures import render_svg

INK, QUIET = "#1a2a2c", "#52615f"
"""The page gives these and the colours below those of its own light or dark face."""
FIRST, SECOND, THIRD, FOURTH, REST = "#0b6a70", "#58a6a0", "#8a6508", "#b8402f", "#c9c3b4"
_CARRY_WORDS = {FIRST, THIRD, FOURTH}
"""On the others white letters would be too faint."""
_WIDTHS = {"wide": 720, "narrow": 312}
_ROW, _BAR, _LABEL = 44, 16, 13
_ROOM_OF_A_LETTER = 7.2
_MARK = "\u200f"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a bar, and what is written on it where there is room and it can be read."""

    size: float
    colour: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar; ``end`` is written at the far end of the line of its label."""

    label: str
    end: str
    pieces: tuple[Piece, ...]


def figure(bars: Sequence[Bar], *, key: Mapping[str, str], says: str, tongue: Tongue) -> Markup:
    """Return a figure of bars one beneath the other, drawn for wide and for narrow pages.

    ``key`` is the meaning of each colour; ``says`` is what the picture shows, in a sentence, for
    those who do not see it. The longest bar is as long as the picture is wide.
    """
    drawings = (
        tag("div", Markup(render_svg(specification(bars, width, tongue))), class_=name)
        for name, width in _WIDTHS.items()
    )
    legend = tag("ul", (_key(*one) for one in key.items()), class_="key")
    return tag(
        "figure",
        tag("div", drawings, role="img", aria_label=says, class_="drawing"),
        tag("figcaption", legend),
    )


def _key(colour: str, meaning: str) -> Markup:
    swatch = tag("svg", tag("rect", width=12, height=12, fill=colour), aria_hidden="true")
    return tag("li", swatch, " ", meaning)


def specification(bars: Sequence[Bar], width: int, tongue: Tongue) -> dict[str, Any]:
    """Return the Vega-Lite specification of bars, ``width`` units wide."""
    turned = tongue.direction == "rtl"
    most = max((sum(piece.size for piece in bar.pieces) for bar in bars), default=0) or 1
    x = {"domain": [0, most], "range": [width, 0] if turned else [0, width], "nice": False}
    y = {"domain": [0, len(bars) * _ROW], "range": [0, len(bars) * _ROW], "nice": False}
    rectangles, texts = _rectangles(bars, width / most)
    labels = [
        {"x": 0, "y": place * _ROW + _LABEL, "text": _marked(_label(bar, width), tongue)}
        for place, bar in enumerate(bars)
    ]
    ends = [
        {"x": most, "y": place * _ROW + _LABEL, "text": _marked(bar.end, tongue)}
        for place, bar in enumerate(bars)
    ]
    near, far = ("right", "left") if turned else ("left", "right")
    text = {"type": "text", "baseline": "alphabetic", "fontSize": 12}

    def layer(values: list[dict[str, Any]], mark: dict[str, Any], **more: Any) -> dict[str, Any]:
        places: dict[str, Any] = {
            axis: {"field": axis, "type": "quantitative", "axis": None, "scale": scale}
            for axis, scale in (("x", x), ("y", y))
        }
        return {"data": {"values": values}, "mark": mark, "encoding": {**places, **more}}

    words = {"text": {"field": "text"}}
    return {
        "width": width,
        "height": len(bars) * _ROW,
        "padding": 0,
        "background": "transparent",
        "config": {"view": {"stroke": None}},
        "layer": [
            layer(
                rectangles,
                {"type": "rect"},
                x2={"field": "x2"},
                y2={"field": "y2"},
                color={"field": "colour", "type": "nominal", "scale": None},
            ),
            layer(texts, {**text, "align": "center", "fontSize": 11, "color": "#ffffff"}, **words),
            layer(labels, {**text, "align": near, "color": INK}, **words),
            layer(ends, {**text, "align": far, "color": QUIET}, **words),
        ],
    }


def _rectangles(
    bars: Sequence[Bar], scale: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rectangles, texts = [], []
    for place, bar in enumerate(bars):
        top = place * _ROW + _LABEL + 6
        begin = 0.0
        for piece in bar.pieces:
            end = begin + piece.size
            rectangles.append(
                {"x": begin, "x2": end, "y": top, "y2": top + _BAR, "colour": piece.colour}
            )
            room = piece.size * scale - len(piece.text) * _ROOM_OF_A_LETTER
            if piece.text and piece.colour in _CARRY_WORDS and room > 8:
                middle = (begin + end) / 2
                texts.append({"x": middle, "y": top + _BAR - 4, "text": piece.text})
            begin = end
    return rectangles, texts


def _label(bar: Bar, width: int) -> str:
    room = int(width / _ROOM_OF_A_LETTER) - len(bar.end) - 2
    return bar.label if len(bar.label) <= room else f"{bar.label[: room - 1].rstrip()}…"


def _marked(text: str, tongue: Tongue) -> str:
    """Return text that reads from the right where the report does, whatever it begins with."""
    return f"{_MARK}{text}{_MARK}" if tongue.direction == "rtl" else f"\u200e{text}\u200e"
