"""The copy of a text in which rules search, with the way back to the original.

Reads the text as received; writes one spelling of it: Persian letters, ASCII digits, one dash, one
kind of quotation mark, none of them mirrored, no ZWNJ, no diacritics, no lone hamza. Everything
found is quoted from the original.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dabir.domain.language import ZWNJ, Folded, fold_with_offsets
from dabir.domain.language.origins import Origins, origins_without, unchanged_origins
from dabir.domain.outline.errors import LONGEST, EmptyText, NotText, OversizedText
from dabir.domain.outline.model import Finding, Span

_ONE_TO_ONE = {
    "ئ": "ی",
    "ؤ": "و",
    "آ": "ا",
    "“": "«",
    "”": "»",
    "„": "«",
    "’": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "\t": " ",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x00": " ",
}
_READABLE = re.compile(r"\w")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_HAMZA = ("ء", "\ufe80")  # اعضاء and اعضا are one word
_MARKDOWN = re.compile(" {0,3}(?:#{1,6} +|> ?)+")
_BULLET = re.compile(
    "[ \u2022\u00b7\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u25c6\u25c7\u25e6\u2023\u2043\u27a2\u27a4"
    "\u25ba\u25b6\u2192\u2190\u2605\u2606\u2713\u2714\u2705\u2611\u2b55\u203b*"
    "\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]+"
    "|- (?=\\S)|o (?=[A-Z])| +"
)


class Line(NamedTuple):
    """A line with content: where it begins after indentation and bullets, and where it ends."""

    start: int
    end: int
    indent: int
    bulleted: bool
    after_blank: bool


@dataclass(frozen=True)
class ReadingCopy:
    """``text`` is what rules search; ``origins`` lead back to ``folded``, and that to ``original``.

    ``folded`` is the original after folding only, ZWNJ kept, in which dates are found.
    """

    original: str
    text: str
    origins: Origins
    folded: Folded

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(_lines(self.text))

    @cached_property
    def line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """Return the index of the last line that begins at or before ``position`` (at least 0)."""
        return max(0, bisect_right(self.line_starts, position) - 1)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that ``text[start:end]`` was read from."""
        if start >= end:
            at = self._place(start) if start < len(self.text) else len(self.original)
            return Span(at, at)
        stop = self.end_place(end - 1)
        if self.original[stop : stop + 1] in _HAMZA:
            stop += 1  # left out of the copy, but the end of its word
        return Span(self._place(start), stop)

    def _place(self, at: int) -> int:
        return self.folded.origins.start(self.origins.start(at))

    def end_place(self, at: int) -> int:
        """Return where, in the original, the character ``at`` ends."""
        return self.folded.origins.end(self.origins.start(at))

    def verbatim(self, start: int, end: int) -> str:
        """Return what stands in the original where ``text[start:end]`` was read."""
        span = self.span(start, end)
        return self.original[span.start : span.end]

    def position(self, original: int) -> int:
        """Return the place in ``text`` of a place in the original."""
        return self.origins.first_from(self.folded.origins.first_from(original))

    def from_folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of ``text`` for a range of the folded text."""
        span = self.folded.span(start, end)
        return self.position(span[0]), self.position(span[1])

    def finding(self, start: int, end: int, rule: str, confidence: float) -> Finding[str]:
        """Return the original words at ``text[start:end]``, white space at the ends left off."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        span = self.span(start, end)
        return Finding(self.original[span.start : span.end], span, rule, confidence)


def copy_for_reading(text: str) -> ReadingCopy:
    """Return the reading copy of ``text``; raise UnreadableText where there is nothing to read."""
    if len(text) > LONGEST:
        raise OversizedText(len(text))
    if not _READABLE.search(text):
        raise EmptyText
    if len(_CONTROL.findall(text)) * 5 > len(text):
        raise NotText
    folded = fold_with_offsets(text)
    plain = folded.text
    for received, copied in _ONE_TO_ONE.items():
        plain = plain.replace(received, copied)
    plain = plain.replace("\r\n", " \n").replace("\r", "\n").replace(_HAMZA[0], ZWNJ)
    if ZWNJ in plain:
        origins = origins_without(plain, ZWNJ)
        plain = plain.replace(ZWNJ, "")
    else:
        origins = unchanged_origins(len(plain))
    if not _READABLE.search(plain):
        raise EmptyText
    return ReadingCopy(text, _upright(plain), origins, folded)


_OPENS = re.compile(r"(?<!\S)«(?=\S)")
_OPENS_FLIPPED = re.compile(r"(?<!\S)»(?=\S)")
_FLIPPED_BRACKETS = re.compile(r"(?<!\S)\)(?P<inside>[^\s()][^()\n]{0,80})\((?![^\s.,،؛:;!؟»«])")
_TURN = str.maketrans("«»", "»«")


def _upright(text: str) -> str:
    """Turn the quotation marks and brackets that some PDF files give mirrored: »…« and )…(."""
    if "»" in text and len(_OPENS_FLIPPED.findall(text)) > len(_OPENS.findall(text)):
        text = text.translate(_TURN)
    return _FLIPPED_BRACKETS.sub(r"(\g<inside>)", text)


def _lines(text: str) -> "list[Line]":
    lines: list[Line] = []
    following = 0
    previous = 0  # the number of the last line with content
    for number, row in enumerate(text.split("\n")):
        start, following = following, following + len(row) + 1
        end = start + len(row.rstrip())
        if end == start:
            continue
        content = start
        if row[0] == "o" or not row[0].isalnum():
            markdown = _MARKDOWN.match(text, start, start + len(row))
            start = markdown.end() if markdown else start
            bullet = _BULLET.match(text, start, following - 1)
            content = bullet.end() if bullet else start
            if end <= content:
                continue
        marked = content > start and not text[start:content].isspace()
        lines.append(
            Line(content, end, 0 if marked else content - start, marked, number - previous > 1)
        )
        previous = number
    return lines
