"""What a machine makes of a received text as a whole: what it is, and what stays open in it."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain.outline import UnreadableText, read_outline
from dabir.domain.outline.open_point import OpenPoint
from dabir.domain.outline.open_points import open_points, quotation
from dabir.domain.outline.standing import StandingRead, standing_of
from dabir.foundation.proposals.models import Reading
from dabir.stages.mandates.models import OpenPoint as Point
from dabir.stages.mandates.open_point_words import point_words, quoted

SHORT = 60_000
"""A longer text is read again only where it is taken over, so that the desk stays quick."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a text seems to be, and what it seems to lack."""

    standing: StandingRead | None
    points: tuple[OpenPoint, ...]


def read_again(reading: Reading) -> Read:
    """Return what a text seems to be, and what it lacks; a press copy lacks the original."""
    try:
        outline = read_outline(reading.text)
    except UnreadableText:
        return Read(None, ())
    standing = standing_of(outline, reading.text)
    points = open_points(outline, reading.text)
    if standing.value == "press" and standing.evidence:
        shown = standing.evidence[0]
        missing = OpenPoint(
            Point.ORIGINAL, {}, shown.span, None, shown.rule, round(standing.confidence, 2)
        )
        points = (missing, *points)
    return Read(standing, points)


def point_labels(reading: Reading, points: tuple[OpenPoint, ...]) -> list[str]:
    """Return proposed open points as sentences, with the words that show them."""
    return [
        " ".join(
            filter(
                None,
                (point_words(point), quoted(quotation(reading.text, point.span))),
            )
        )
        for point in points
    ]


def told_at_the_desk(reading: Reading) -> list[str]:
    """Return what stays open in a text, for whoever confirms it; cards tell of impossible days."""
    if len(reading.text) > SHORT:
        return []
    points = read_again(reading).points
    return [point_words(point) for point in points if point.kind != "impossible_date"]
