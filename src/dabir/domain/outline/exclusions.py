"""Places whose numbers are not items: contents tables, quoted amendments, recitals.

Reads the copy and the markers at line starts; writes the set of lines to leave alone.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from dabir.domain.outline.marker import Marker
from dabir.domain.outline.markers import marker_at
from dabir.domain.outline.named_markers import ACT_HEADINGS
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

_CONTENTS = rx(r"(?:فهرست(?: مطالب| مندرجات)?|(?:table of )?contents)\W*$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,}) *\d{1,3}$")
_AMENDING = rx(
    r"الحاق|اصلاح می|اصلاح شد|اصلاح گرد|جایگزین|اضافه|افزوده|تغییر می|تغییر یا|"
    r"\breplaced\b|\binserted\b|\badded\b|\bamended\b|\bread as follows|\bsubstituted\b|\bread:",
    re.IGNORECASE,
)
_RECITALS_OPEN = re.compile(
    r"(?:whereas|recitals|preamble|مقدمه|پیشگفتار|پیش گفتار|دیباچه|"
    r"having regard to the following)\W*$",
    re.IGNORECASE,
)
_RECITALS_CLOSE = re.compile(
    r"(?:ha(?:s|ve) (?:adopted|decided|agreed)|hereby|now,? therefore|the parties agree|"
    r"it is (?:hereby )?(?:resolved|decided))",
    re.IGNORECASE,
)
_LONGEST_QUOTATION = 4_000


def excluded_lines(copy: ReadingCopy, markers: Mapping[int, Marker]) -> set[int]:
    """Return the indices of the lines whose markers are not items of this text."""
    return (
        _contents(copy, markers)
        | _quoted(copy, markers)
        | _recitals(copy, markers)
        | _single_act(markers)
    )


def _single_act(markers: Mapping[int, Marker]) -> set[int]:
    """The line that names the one act that the text is, not one of several that it lists."""
    acts = {index for index, marker in markers.items() if marker.word in ACT_HEADINGS}
    return acts if len({markers[index].number for index in acts}) < 2 else set()


def _contents(copy: ReadingCopy, markers: Mapping[int, Marker]) -> set[int]:
    lines = copy.lines
    excluded = {
        i
        for i in markers
        if copy.text[lines[i].end - 1].isdigit()
        and _LEADERS.search(copy.text, max(0, lines[i].end - 40), lines[i].end)
    }
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, each in markers.items():
        if index not in excluded:
            places[each.word, each.number].append(index)

    def recurs(index: int) -> bool:
        entry = markers[index]
        later = places[entry.word, entry.number][-1:]
        return (
            bool(later) and later[0] > index + 1 and _same_heading(copy, entry, markers[later[0]])
        )

    under_heading = False
    for index, line in enumerate(lines):
        if line.end - line.start < 40 and _CONTENTS.match(copy.text, line.start, line.end):
            under_heading = True
            continue
        marker = markers.get(index)
        if marker is None:
            under_heading = False
            continue
        neighbours = (markers.get(index - 1), markers.get(index + 1))
        listed = bool(marker.word) and any(n is not None and n.word for n in neighbours)
        if (under_heading or listed) and recurs(index):
            excluded.add(index)
        elif index not in excluded:
            under_heading = False
    return excluded


def _same_heading(copy: ReadingCopy, first: Marker, second: Marker) -> bool:
    title = re.sub(r"\W", "", copy.text[first.text_start : first.text_start + 60].split("\n")[0])
    again = re.sub(r"\W", "", copy.text[second.text_start : second.text_start + 60].split("\n")[0])
    return bool(title) and title[:12] == again[:12]


def _quoted(copy: ReadingCopy, markers: Mapping[int, Marker]) -> set[int]:
    """Lines inside a quotation that opens with a marker: text to be put into another instrument."""
    text = copy.text
    excluded: set[int] = set()
    closing = _closings(text)
    at = 0
    while (opening := _next_quotation(text, at)) is not None:
        at = opening + 1
        line = copy.lines[copy.line_at(opening)]
        inside = opening + 1
        while inside < line.end and text[inside] == " ":
            inside += 1
        if marker_at(copy, inside, line.end) is None:
            continue
        close = closing.get(opening)
        if close is None:
            continue
        first, last = copy.line_at(opening), copy.line_at(close)
        around = text[max(0, opening - 250) : opening] + text[close : close + 150]
        if _AMENDING.search(around):
            after_opening = range(first + 1, last + 1)
            excluded.update(after_opening)
            if copy.lines[first].start >= opening:
                excluded.add(first)
        at = close
    return excluded & set(markers) if excluded else excluded


def _next_quotation(text: str, at: int) -> int | None:
    match = _QUOTED_MARKER.search(text, at)
    return match.start() if match else None


_QUOTED_MARKER = rx(
    r"[«\"](?= ?(?:\d|\(|ماده|تبصره|بند|الف|[ا-ی] ?[-)]|Article|Section|Annex|[a-z]\)))"
)


def _closings(text: str) -> dict[int, int]:
    """Return, for each quotation mark that opens, where it closes, if it does soon enough."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    straight: int | None = None
    for match in _QUOTATION_MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "«":
            waiting.append(at)
        elif mark == "»" and waiting:
            found[waiting.pop()] = at
        elif mark == '"' and straight is None:
            straight = at
        elif mark == '"' and straight is not None:
            found[straight] = at
            straight = None
    return {a: b for a, b in found.items() if b - a <= _LONGEST_QUOTATION}


_QUOTATION_MARK = re.compile('[«»"]')


def _recitals(copy: ReadingCopy, markers: Mapping[int, Marker]) -> set[int]:
    excluded: set[int] = set()
    inside = False
    for index, line in enumerate(copy.lines):
        if line.end - line.start < 60 and _RECITALS_OPEN.match(copy.text, line.start, line.end):
            inside = True
        elif inside and (
            (index in markers and markers[index].word)
            or (index not in markers and line.after_blank)
            or _RECITALS_CLOSE.match(copy.text, line.start, line.end)
        ):
            inside = False
        elif inside and index in markers:
            excluded.add(index)
    return excluded
