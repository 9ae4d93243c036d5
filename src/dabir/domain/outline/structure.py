"""The numbered structure of a text: from the copy to items with their own text.

Reads the reading copy; writes a ``Structure``: the nodes in order with where the own text of each
begins and ends, and the lines that are headings without a number.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dabir.domain.outline.covering_letters import instrument_behind_letter
from dabir.domain.outline.exclusions import excluded_lines
from dabir.domain.outline.marker import Marker
from dabir.domain.outline.markers import marker_at_line
from dabir.domain.outline.model import Item
from dabir.domain.outline.nesting import Nesting, Node, assign_paths
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy
from dabir.domain.outline.run_together import all_markers
from dabir.domain.outline.tables import Row, row_marker, table_rows

STARTS = 30  # characters of an item's or sentence's beginning that are quoted

_CONFIDENCE = {
    "annex": 0.97,
    "chapter": 0.97,
    "article": 0.98,
    "note": 0.97,
    "named": 0.96,
    "series": 0.97,
    "opens": 0.93,
    "gap": 0.8,
    "stray": 0.6,
    "compound": 0.95,
    "compound-reversed": 0.85,
    "compound-orphan": 0.7,
}
_SENTENCE_WORDS = rx(
    r"\b(?:است|اند|شود|شد|گردید|کند|کنند|نماید|عبارت|زیر|ذیل|عبارتند|the following|are|is|"
    r"shall|will|must)\b"
)
_KEY_VALUE = re.compile(r"[^:]{1,40}: *\S")


@dataclass(frozen=True)
class Structure:
    """The tree of a text. ``bounds[i]`` is the (start, end) of the own text of ``nodes[i]``.

    ``rows`` are the rows of tables, by where their line begins.
    """

    copy: ReadingCopy
    nodes: tuple[Node, ...]
    bounds: tuple[tuple[int, int], ...]
    headings: tuple[int, ...]
    rows: Mapping[int, Row]

    @cached_property
    def _starts(self) -> list[int]:
        return [node.marker.start for node in self.nodes]

    @property
    def first(self) -> int:
        """Where the first item begins; the length of the text where there is none."""
        return self._starts[0] if self.nodes else len(self.copy.text)

    @cached_property
    def head(self) -> tuple[int, int]:
        """Where the heading of the text stands: before the first item, behind a covering letter."""
        behind = instrument_behind_letter(self.copy)
        if behind is None:
            return 0, self.first
        following = bisect_right(self._starts, behind)
        end = self._starts[following] if following < len(self._starts) else len(self.copy.text)
        return behind, end

    def index_at(self, position: int) -> int | None:
        """Return the index of the node whose marker or own text covers ``position``."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 else None

    def items(self) -> tuple[Item, ...]:
        """Return the items as they are handed out."""
        return tuple(
            self._item(node, *bound) for node, bound in zip(self.nodes, self.bounds, strict=True)
        )

    def _item(self, node: Node, start: int, end: int) -> Item:
        return Item(
            path=node.path,
            kind=node.kind,
            number=node.marker.number,
            level=node.level,
            span=self.copy.span(node.marker.start, max(end, node.marker.text_start)),
            text_span=self.copy.span(start, end),
            starts=beginning(self.copy, start, end),
            rule=node.rule,
            confidence=_CONFIDENCE[node.rule] - (0.1 if node.marker.weak else 0.0),
        )


def beginning(copy: ReadingCopy, start: int, end: int) -> str:
    """Return the first characters, verbatim, of what begins at ``start``: at most one line."""
    line_end = copy.text.find("\n", start, end)
    stop = line_end if line_end >= 0 else end
    span = copy.span(start, min(stop, start + 2 * STARTS))
    return copy.original[span.start : min(span.end, span.start + STARTS)].strip()


def read_structure(copy: ReadingCopy) -> Structure:
    """Return the numbered structure of the text."""
    at_lines: dict[int, Marker] = {}
    for index, line in enumerate(copy.lines):
        marker = marker_at_line(copy, line)
        if marker is not None and not (marker.weak and marker.word and _wrapped(copy, index)):
            at_lines[index] = marker
    rows = {row.start: row for row in table_rows(copy)}
    at_lines.update({copy.line_at(start): row_marker(copy, row) for start, row in rows.items()})
    excluded = excluded_lines(copy, at_lines)
    markers = all_markers(copy, at_lines, excluded)
    headings, breaks = _headings(copy, at_lines, excluded)
    nesting = Nesting(copy, breaks)
    for marker in markers:
        nesting.place(marker)
    nodes = nesting.nodes
    assign_paths(nodes)
    return Structure(copy, tuple(nodes), tuple(_bounds(copy, nodes)), tuple(headings), rows)


def _wrapped(copy: ReadingCopy, index: int) -> bool:
    """Tell whether the line goes on with the sentence of the line before."""
    if index == 0 or copy.lines[index].after_blank:
        return False
    before = copy.lines[index - 1]
    return before.end - before.start > 40 and copy.text[before.end - 1] not in ".:؛;»؟!"


def _bounds(copy: ReadingCopy, nodes: list[Node]) -> list[tuple[int, int]]:
    bounds = []
    for position, node in enumerate(nodes):
        following = (
            nodes[position + 1].marker.start if position + 1 < len(nodes) else len(copy.text)
        )
        start = min(node.marker.text_start, following)
        while start < following and copy.text[start].isspace():
            start += 1
        end = following
        while end > start and copy.text[end - 1].isspace():
            end -= 1
        bounds.append((start, end))
    return bounds


def _headings(
    copy: ReadingCopy, at_lines: dict[int, Marker], excluded: set[int]
) -> tuple[list[int], list[tuple[int, bool]]]:
    """Return the lines that are headings without a number, and the breaks that they make."""
    headings: list[int] = []
    breaks: list[tuple[int, bool]] = []
    lines = copy.lines
    for index, line in enumerate(lines):
        if index in at_lines and index not in excluded:
            continue
        if line.end - line.start > 70 or line.bulleted:
            continue
        last = copy.text[line.end - 1]
        if last in ".؛،,;!؟?»":
            continue
        before = at_lines.get(index - 1)
        if before is not None and before.alone:
            continue
        head = copy.text[line.start : line.end]
        colon = last == ":"
        if _SENTENCE_WORDS.search(head) or (not colon and _KEY_VALUE.match(head)):
            continue
        followed = index + 1 < len(lines) and (
            lines[index + 1].after_blank
            or index + 1 in at_lines
            or colon
            or lines[index + 1].bulleted
        )
        if not followed:
            continue
        if line.after_blank or index == 0:
            headings.append(index)
            breaks.append((line.start, True))
        elif index + 1 in at_lines and (_ended(copy, index - 1) or (colon and len(head) < 30)):
            headings.append(index)
            breaks.append((line.start, not colon))
    return headings, breaks


def _ended(copy: ReadingCopy, index: int) -> bool:
    """Tell whether the line before a heading had come to its end."""
    line = copy.lines[index]
    return copy.text[line.end - 1] in ".؛;!؟?»" or line.end - line.start < 70
