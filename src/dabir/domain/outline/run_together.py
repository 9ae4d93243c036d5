"""Markers inside a paragraph: ``... است از: الف) کارنامه؛ ب) معرفی‌نامه؛``, ``Sec. 2. (a) The ...``.

Reads the copy and the markers at line starts; writes all markers, in order. A marker inside a
line counts only as part of a series: it follows one that was accepted, or opens a series that
goes on.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from dabir.domain.outline.marker import Marker
from dabir.domain.outline.markers import marker_at
from dabir.domain.outline.numbering import begins
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

_AFTER_STOP = rx(
    r"(?:[.؛;:»،,؟!)\]]|[.؛;,،] ?(?:and|or|و)) *"
    r"(?=\(?(?:\d{1,3}|الف|[ا-ی]|[a-z]|[ivx]{1,5}|[A-Z]) ?(?:[-).:]|-?\d)|ماده ?\d|تبصره)"
)
# "shall (a) review ..., and (b) propose ...": the list opens without a stop.
_OPENS_IN_TEXT = rx(
    r"(?<=[\w,] )(?<!paragraph )(?<!section )(?<!clause )(?<!article )(?<!item )(?<!under )"
    r"(?<!point )"
    r"(?<!بند )(?<!جزء )(?<!ماده )(?<!تبصره )(?<!ردیف )(?=\((?:a|i|1)\) [\w«])|"
    r"(?<=[\w،] )(?<!بند )(?<!جزء )(?<!ماده )(?<!تبصره )(?=الف\) \w)",
    re.IGNORECASE,
)
_SECOND = {"a": "b", "i": "ii", "1": "2", "الف": "ب"}
_REACH = 6_000


def all_markers(copy: ReadingCopy, at_lines: dict[int, Marker], excluded: set[int]) -> list[Marker]:
    """Return the markers of the text in order, weak ones without neighbours left out."""
    candidates = [marker for index, marker in at_lines.items() if index not in excluded]
    candidates += _inline_candidates(copy, at_lines, excluded)
    candidates = sorted(
        {marker.start: marker for marker in candidates}.values(), key=lambda marker: marker.start
    )
    places: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for marker in candidates:
        for series, value in marker.readings:
            places[_group(marker), series, value].append(marker.start)
    accepted: list[Marker] = []
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for candidate in candidates:
        if accepted and candidate.start < accepted[-1].text_start:
            continue
        listed = bool(candidate.word) and not candidate.inline and _has_neighbour(candidate, places)
        if (
            (candidate.inline or candidate.weak)
            and not listed
            and not _in_series(candidate, last, places)
        ):
            continue
        compound = len(candidate.parts) > 1
        sure = candidate.weak and compound and _has_neighbour(candidate, places)
        marker = replace(candidate, weak=False) if sure else candidate
        accepted.append(marker)
        for series, value in marker.readings:
            last[_group(marker), series] = (value, marker.start)
    return accepted


def _has_neighbour(marker: Marker, places: dict[tuple[str, str, int], list[int]]) -> bool:
    """Tell whether the compound before or after this one stands near: 1.1 beside 1.2."""
    for series, value in marker.readings:
        for other in (value - 1, value + 1):
            found = places.get((_group(marker), series, other), [])
            at = bisect_right(found, marker.start - _REACH)
            if at < len(found) and found[at] < marker.start + _REACH:
                return True
    return False


def _group(marker: Marker) -> str:
    if len(marker.parts) > 1 and not marker.word:
        return marker.style + "".join(marker.parts[:-1])
    return marker.word or marker.style


def _in_series(
    marker: Marker,
    last: dict[tuple[str, str], tuple[int, int]],
    places: dict[tuple[str, str, int], list[int]],
) -> bool:
    """Tell whether the marker continues a series, or opens one that goes on."""
    if marker.style.startswith("compound"):
        return not marker.inline  # nesting asks for its parent
    group = _group(marker)
    for series, value in marker.readings:
        before = last.get((group, series))
        if value > 1 and before is not None and before[0] == value - 1:
            return True
    if marker.inline and marker.word:
        return not marker.readings or any(value == 1 for _, value in marker.readings)
    for series, value in begins(marker.readings):
        following = places.get((group, series, value + 1), [])
        at = bisect_right(following, marker.start)
        if at == len(following) or following[at] - marker.start >= _REACH:
            continue
        again = places[group, series, value]
        restart = bisect_right(again, marker.start)
        if restart == len(again) or again[restart] > following[at]:
            return True
    return bool(marker.word) and marker.weak and not marker.inline and (group, "") in last


def _inline_candidates(
    copy: ReadingCopy, at_lines: dict[int, Marker], excluded: set[int]
) -> Iterable[Marker]:
    text = copy.text
    found: list[Marker] = []
    for index, line in enumerate(copy.lines):
        if index in excluded:
            continue
        own = at_lines.get(index)
        at = line.start
        if own is not None:
            at = own.text_start
            nested = _directly_after(copy, own, line.end)
            if nested is not None:
                found.append(nested)
                at = nested.text_start
        for opened in _OPENS_IN_TEXT.finditer(text, at, line.end):
            if _goes_on_in(text, opened, line.end):
                marker = marker_at(copy, opened.end(), line.end, inline=True, limit=40)
                found += [marker] if marker is not None else []
        for match in _AFTER_STOP.finditer(text, at, line.end):
            if _quoted(text, line.start, match.end()) or _inside_figure(text, match):
                continue
            marker = marker_at(copy, match.end(), line.end, inline=True, limit=40)
            if marker is not None and not (marker.alone and not marker.word):
                found.append(marker)
                if marker.number == "1":
                    found += _without_stops(copy, marker, line.end)
    return found


def _goes_on_in(text: str, opened: re.Match[str], end: int) -> bool:
    """Tell whether the second item of the list stands further on, after a comma or semicolon."""
    first = re.compile(r"\(?(\w+)").match(text, opened.end(), end)
    second = _SECOND.get(first[1].casefold()) if first else None
    if second is None:
        return False
    following = re.compile(rf"[,;،؛](?: (?:and|or|و))? \(?{second}\) ")
    reach = min(end, opened.end() + 1_500)
    return following.search(text, opened.end() + 12, reach) is not None


def _without_stops(copy: ReadingCopy, first: Marker, end: int) -> list[Marker]:
    """Return 2, 3, ... of a list in running text with nothing but spaces between its items."""
    found: list[Marker] = []
    at, value = first.text_start, 2
    while value < 100:
        match = re.compile(rf"(?<=[^\W\d] )(?={value} ?[-)])").search(
            copy.text, at, min(end, at + 400)
        )
        marker = match and marker_at(copy, match.start(), end, inline=True, limit=40)
        if not marker or marker.style != first.style or marker.alone:
            return found
        found.append(marker)
        at, value = marker.text_start, value + 1
    return found


def _directly_after(copy: ReadingCopy, own: Marker, end: int) -> Marker | None:
    """Return a marker that follows another at once, as in ``3. (a) ...``."""
    nested = marker_at(copy, own.text_start, end, inline=True, limit=40)
    if nested is None or nested.alone or nested.word:
        return None
    digits = nested.number[:1].isdigit()
    if digits and (not own.word and nested.style not in {"()", ")"}):
        return None
    return nested if begins(nested.readings) else None


def _inside_figure(text: str, match: re.Match[str]) -> bool:
    """Tell whether the stop stands inside a time or a decimal: 10:02."""
    tight = match.end() - match.start() == 1
    return tight and text[match.start() - 1].isdigit() and text[match.end()].isdigit()


def _quoted(text: str, start: int, at: int) -> bool:
    """Tell whether ``at`` stands inside a quotation that opened on the same line."""
    window = text[max(start, at - 300) : at]
    opened = window.rfind("«")
    return (
        opened >= 0
        and "»" not in window[opened:]
        and "»" in text[at : at + 300].split("\n", maxsplit=1)[0]
    )
