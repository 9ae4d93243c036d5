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


def specification(
    overview: Overview,
    *,
    open_label: str,
    title: str,
    right_to_left: bool,
    ink: str = "#1a2a2c",
    width: int = 560,
) -> dict[str, Any]:
    """Return horizontal bars, one a sector, parted by what became of its passages.

    `ink` is the colour of words, ``currentColor`` within a page. Numbers stand in the bars, in
    the reader's digits; parts too narrow for a number have none (the table has them all).
    """
    values = []
    labels = [*((share.outcome, share.label) for share in overview.whole.shares)]
    colours = {str(outcome): colour for outcome, colour in COLOURS.items()}
    widest = max((row.passages for row in overview.rows), default=1) or 1
    for row in overview.rows:
        parts = [(share.outcome, share.label, share.count) for share in row.shares]
        for order, (_key, label, count) in enumerate([*parts, ("open", open_label, row.open)]):
            values.append(
                {
                    "sector": row.label,
                    "part": label,
                    "order": order,
                    "count": count,
                    "shown": show_digits(count) if count / widest > 0.035 else "",
                }
            )
    order = [row.label for row in overview.rows]
    side = "right" if right_to_left else "left"
    x_scale = {"reverse": True} if right_to_left else {}
    y = {
        "field": "sector",
        "type": "nominal",
        "sort": order,
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
    domain = [*(label for _key, label in labels), open_label]
    shades = [*(colours[key] for key, _label in labels), OPEN]
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
                        "scale": {"domain": domain, "range": shades},
                        "legend": {
                            "title": None,
                            "orient": "bottom",
                            "columns": 3,
                            "labelColor": ink,
                            "labelFontSize": 12,
                            "symbolType": "square",
                        },
                    },
                },
            },
            {
                "mark": {"type": "text", "color": "#ffffff", "fontSize": 12, "fontWeight": 600},
                "encoding": {
                    "y": y,
                    "x": {**x, "bandPosition": 0.5},
                    "order": {"field": "order", "type": "quantitative"},
                    "detail": {"field": "part", "type": "nominal"},
                    "text": {"field": "shown", "type": "nominal"},
                },
            },
        ],
    }
