"""Precision against the part of right codes that is found: a curve, drawn without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, EDGE = 320, 180, 28
"""Units of the picture; the edge holds its axes."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Where the curve goes, in units of the picture, and where the wished precision lies."""

    line: str
    wished: float
    left: int
    right: int
    top: int
    bottom: int
    width: int
    height: int
    middle: float


def curve_picture(figures: Mapping[str, Any]) -> Curve | None:
    """Return the curve of a classifier's figures; None where there is nothing to draw."""
    points = figures.get("curve") or []
    if len(points) < 2:
        return None
    places = [(_across(point["recall"]), _down(point["precision"])) for point in points]
    return Curve(
        " ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        _down(figures["wished"]),
        EDGE,
        WIDTH - 8,
        8,
        HEIGHT - EDGE,
        WIDTH,
        HEIGHT,
        _down(0.5),
    )


def _across(part: float) -> float:
    return EDGE + part * (WIDTH - 8 - EDGE)


def _down(part: float) -> float:
    return round(8 + (1 - part) * (HEIGHT - EDGE - 8), 1)
