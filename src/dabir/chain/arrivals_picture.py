"""Pictures of what came to a call: over time, and by one of its properties, as Vega-Lite.

Vega knows no Jalali calendar and no axis from right to left: stretches of time are counted from the
first, the scale is turned round where the reading is, and the axes are marks of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dabir.domain.calendars.display import Digits, Language, month_name
from dabir.domain.calendars.jalali import Jalali
from dabir.domain.calendars.months import Calendar
from dabir.domain.language.digits import to_persian_digits
from dabir.domain.language.direction import direction
from dabir.foundation.people.preferences import preferences, show_digits
from dabir.stages.submissions.arrived import OverTime, Part

BAR, DEADLINE = "#2b8a94", "#cf4b40"
"""Middle tones, seen on paper and at night alike."""
HEIGHT, HEAD, ROOM_OF_A_DAY = 200, 18, 84
LETTERS_OF_A_LABEL = 56


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture itself says: its description, and what stands at the deadline."""

    title: str
    deadline: str = ""


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": values}, "mark": {"clip": False, **mark}, "encoding": encoding}


def _short_day(day: date, calendar: Calendar, language: Language, digits: Digits) -> str:
    """Return a day with the name of its month, as ۳۰ آبان or 21 November."""
    if calendar == "jalali":
        jalali = Jalali.from_gregorian(day)
        number, month = jalali.day, jalali.month
    else:
        number, month = day.day, day.month
    shown = f"{number} {month_name(month, calendar=calendar, language=language)}"
    if digits == "persian":
        shown = to_persian_digits(shown)
    # A picture reads from the left; a mark holds the number before a Persian month.
    return f"\u200f{shown}\u200f" if language == "fa" else shown


def _steps(most: int) -> list[int]:
    """Return about four round numbers from 0 to a little more than `most`."""
    step = 1
    while most / step > 4:
        step = step * 2 if str(step)[0] != "2" else step // 2 * 5
    return list(range(0, most + step, step))


def _days_on_the_axis(shown: OverTime, room: int) -> list[dict[str, Any]]:
    """Return where days begin, thinned to those that have room, named in both calendars."""
    wanted = preferences()
    other: Calendar = "gregorian" if wanted.calendar == "jalali" else "jalali"
    begins: list[tuple[int, date]] = []
    for place, one in enumerate(shown.stretches):
        day = one.begin.date()
        if not begins or day != begins[-1][1]:
            begins.append((place, day))
    first_day = begins[1][0] * room / len(shown.stretches) if len(begins) > 1 else room
    if not shown.days and first_day < ROOM_OF_A_DAY:
        # The last hours of a day have no room for its name.
        del begins[0]
    every = -(-len(begins) * ROOM_OF_A_DAY // room)
    return [
        {
            "x": place,
            "own": _short_day(day, wanted.calendar, wanted.language, wanted.digits),
            "other": _short_day(day, other, wanted.language, wanted.digits),
        }
        for place, day in begins[:: max(every, 1)]
    ]


def over_time(
    shown: OverTime,
    words: Words,
    *,
    deadline: datetime | None = None,
    ink: str = "#1a2a2c",
    width: int = 860,
    gutter: int = 56,
) -> dict[str, Any]:
    """Return bars over time, days in both calendars beneath, the deadline where it lies within.

    In the reader's digits and direction. `ink` is the colour of words.
    """
    rtl = preferences().language == "fa"
    number = len(shown.stretches)
    most = shown.most.count if shown.most else 0
    levels = _steps(most)
    across = [width - gutter, 0] if rtl else [gutter, width]
    x_scale = {"domain": [0, number], "range": across, "nice": False, "zero": False}
    y_scale = {"domain": [0, levels[-1]], "range": [HEIGHT, 0], "nice": False}

    def x(field: str = "x") -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": x_scale, "axis": None}

    def y(field: str = "y") -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": y_scale, "axis": None}

    bars = [
        {"x": place + 0.08, "end": place + 0.92, "y": one.count, "zero": 0}
        for place, one in enumerate(shown.stretches)
        if one.count
    ]
    days = _days_on_the_axis(shown, width - gutter)
    text = {"type": "text", "color": ink, "fontSize": 12, "baseline": "middle"}
    beside = width - gutter + 8 if rtl else gutter - 8
    layers = [
        _layer(
            [{"y": level, "text": show_digits(level)} for level in levels],
            {"type": "rule", "color": ink, "opacity": 0.14},
            x={"value": min(across)},
            x2={"value": max(across)},
            y=y(),
        ),
        _layer(
            [{"y": level, "text": show_digits(level)} for level in levels],
            {**text, "align": "left" if rtl else "right"},
            x={"value": beside},
            y=y(),
            text={"field": "text"},
        ),
        _layer(
            bars,
            {"type": "rect", "color": BAR},
            x=x(),
            x2={"field": "end"},
            y=y(),
            y2={"field": "zero"},
        ),
        _layer(
            days,
            {"type": "rule", "color": ink, "opacity": 0.3},
            x=x(),
            y={"value": HEIGHT},
            y2={"value": HEIGHT + 6},
        ),
    ]
    for name, lower, opacity in (("own", 16, 1.0), ("other", 32, 0.62)):
        layers.append(
            _layer(
                days,
                {**text, "align": "right" if rtl else "left", "opacity": opacity},
                x=x(),
                y={"value": HEIGHT + lower},
                text={"field": name},
            )
        )
    layers += _deadline(shown, deadline, words, x, text)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "description": words.title,
        "width": width,
        "height": HEIGHT,
        "padding": 6,
        "config": {"view": {"stroke": None}},
        "layer": [each for each in layers if each["data"]["values"]],
    }


def _deadline(
    shown: OverTime, deadline: datetime | None, words: Words, x: Any, text: dict[str, Any]
) -> list[dict[str, Any]]:
    if deadline is None or len(shown.stretches) < 2:
        return []
    first = shown.stretches[0].begin
    long = (shown.stretches[-1].begin - first) / (len(shown.stretches) - 1)
    place = (deadline - first) / long
    if not 0 <= place <= len(shown.stretches):
        return []
    here = [{"x": place, "text": words.deadline}]
    return [
        _layer(
            here,
            {"type": "rule", "color": DEADLINE, "strokeWidth": 1.5, "strokeDash": [5, 3]},
            x=x(),
            y={"value": 0},
            y2={"value": HEIGHT},
        ),
        _layer(
            here,
            {**text, "color": DEADLINE, "fontWeight": 700, "align": "center"},
            x=x(),
            y={"value": -HEAD // 2},
            text={"field": "text"},
        ),
    ]


def _label(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > LETTERS_OF_A_LABEL:
        line = line[: LETTERS_OF_A_LABEL - 1].rstrip() + "…"
    return f"\u200f{line}\u200f" if direction(line) == "rtl" else line


def by_part(
    parts: Sequence[Part], words: Words, *, ink: str = "#1a2a2c", width: int = 440
) -> dict[str, Any]:
    """Return a bar for each part, its name above it and its number at its end."""
    rtl = preferences().language == "fa"
    most = max((part.count for part in parts), default=0) or 1
    row, height = 40, 40 * len(parts)
    room = width - 64
    x_scale = {"domain": [0, most], "range": [width, width - room] if rtl else [0, room]}
    y_scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    values = [
        {
            "zero": 0,
            "count": part.count,
            "name": place * row + 10,
            "top": place * row + 20,
            "bottom": place * row + 32,
            "middle": place * row + 26,
            "label": _label(part.label),
            "shown": show_digits(part.count),
        }
        for place, part in enumerate(parts)
    ]

    def x(field: str) -> dict[str, Any]:
        scale = {**x_scale, "nice": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": y_scale, "axis": None}

    text = {"type": "text", "color": ink, "fontSize": 13, "baseline": "middle"}
    start = "right" if rtl else "left"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "description": words.title,
        "width": width,
        "height": height,
        "padding": 4,
        "config": {"view": {"stroke": None}},
        "layer": [
            _layer(
                values,
                {"type": "rect", "color": ink, "opacity": 0.07},
                x={"value": width if rtl else 0},
                x2={"value": width - room if rtl else room},
                y=y("top"),
                y2={"field": "bottom"},
            ),
            _layer(
                values,
                {"type": "rect", "color": BAR},
                x=x("zero"),
                x2={"field": "count"},
                y=y("top"),
                y2={"field": "bottom"},
            ),
            _layer(
                values,
                {**text, "align": start},
                x={"value": width if rtl else 0},
                y=y("name"),
                text={"field": "label"},
            ),
            _layer(
                values,
                {**text, "align": start, "fontWeight": 600, "dx": -8 if rtl else 8},
                x={"value": width - room if rtl else room},
                y=y("middle"),
                text={"field": "shown"},
            ),
        ],
    }
