"""The picture of outcomes by sector, as one Vega-Lite specification for page and paper."""

from __future__ import annotations

from typing import Any

from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions.models import Disposition
from dabir.stages.submissions.overview import Overview

COLOURS = {
    Disposition.Outcome.TAKEN: "#2f8a4c",
    Disposition.Outcome.IN_PART: "#7fb069",
    Disposition.Outcome.NOT_TAKEN: "#c4534a",
    Disposition.Outcome.OUT_OF_SCOPE: "#8d9a97",
    Disposition.Outcome.FORWARDED: "#4a8fb5",
}
OPEN = "#d9c48f"
"""Middle tones, seen on paper and at night alike."""
LIGHT = frozenset({Disposition.Outcome.IN_PART, Disposition.Outcome.OUT_OF_SCOPE, "open"})
"""The parts whose numbers are dark."""


def key_of(overview: Overview, open_label: str) -> list[tuple[str, str]]:
    """Return the colours with their words, in the order of the parts."""
    shares = overview.whole.shares
    known = [(COLOURS[Disposition.Outcome(share.outcome)], share.label) for share in shares]
    return [*known, (OPEN, open_label)]


def specification(
    overview: Overview,
    *,
    open_label: str,
    title: str,
    right_to_left: bool,
    ink: str = "#1a2a2c",
    width: int = 640,
    legend: bool = True,
) -> dict[str, Any]:
    """Return horizontal bars, one a sector, parted by what became of its passages.

    `ink` is the colour of words, ``currentColor`` within a page, which also writes its own key
    (`legend` off) in the direction of its words. Numbers stand in the bars, in
    the reader's digits; parts too narrow for a number have none (the table has them all).
    """
    values = []
    widest = max((row.passages for row in overview.rows), default=1) or 1
    for row in overview.rows:
        parts = [(share.outcome, share.label, share.count) for share in row.shares]
        for order, (key, label, count) in enumerate([*parts, ("open", open_label, row.open)]):
            values.append(
                {
                    "sector": row.label,
                    "part": label,
                    "order": order,
                    "count": count,
                    "dark": key in LIGHT,
                    "shown": show_digits(count) if count / widest > 0.035 else "",
                }
            )
    side = "right" if right_to_left else "left"
    x_scale = {"reverse": True} if right_to_left else {}
    y = {
        "field": "sector",
        "type": "nominal",
        "sort": [row.label for row in overview.rows],
        "axis": {
            "title": None,
            "orient": side,
            "domain": False,
            "ticks": False,
            "labelColor": ink,
            "labelFontSize": 13,
            "labelLimit": 190,
            "labelPadding": 8,
        },
    }
    x = {"field": "count", "type": "quantitative", "stack": "zero", "scale": x_scale, "axis": None}
    key_words = key_of(overview, open_label)
    written = {
        "title": None,
        "orient": "bottom",
        "columns": 3,
        "labelColor": ink,
        "labelFontSize": 12,
        "symbolType": "square",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "description": title,
        "width": width,
        "height": {"step": 30},
        "padding": 4,
        "data": {"values": values},
        "config": {"view": {"stroke": None}},
        "layer": [
            {
                "mark": {"type": "bar", "height": 20},
                "encoding": {
                    "y": y,
                    "x": x,
                    "order": {"field": "order", "type": "quantitative"},
                    "color": {
                        "field": "part",
                        "type": "nominal",
                        "scale": {
                            "domain": [label for _colour, label in key_words],
                            "range": [colour for colour, _label in key_words],
                        },
                        "legend": written if legend else None,
                    },
                },
            },
            {
                "mark": {"type": "text", "fontSize": 12, "fontWeight": 600},
                "encoding": {
                    "y": y,
                    "x": {**x, "bandPosition": 0.5},
                    "order": {"field": "order", "type": "quantitative"},
                    "detail": {"field": "part", "type": "nominal"},
                    "text": {"field": "shown", "type": "nominal"},
                    "color": {
                        "condition": {"test": "datum.dark", "value": "#1a2a2c"},
                        "value": "#ffffff",
                    },
                },
            },
        ],
    }
