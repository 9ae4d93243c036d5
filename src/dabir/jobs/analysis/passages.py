"""What the analysis reads of a call: one row a submission, its passages one below the other.

The engine speaks of characters of these rows, Dabir of passages and answers: `Laid` turns the one
into the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries.seeing import STANDING

SLICE = 1_000
"""Submissions that are read at once."""
BETWEEN = "\n\n"
SCHEMA = pa.schema([("id", pa.string()), ("text", pa.large_string()), ("language", pa.string())])


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage in a row: where it begins there, and where in its answer."""

    at: int
    length: int
    passage: int
    answer: int
    start: int


@dataclass(slots=True)
class Laid:
    """A submission as a row: its text, and where its passages lie in it."""

    submission: int
    language: str = ""
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def add(self, passage: int, answer: int, start: int, text: str) -> None:
        """Lay one more passage below the others."""
        if self.text:
            self.text += BETWEEN
        self.pieces.append(Piece(len(self.text), len(text), passage, answer, start))
        self.text += text

    def covered(self, start: int, end: int) -> list[int]:
        """Return the passages of which a stretch of the row covers half or more.

        The engine cuts as Dabir does, but may join what lies close together.
        """
        return [
            piece.passage
            for piece, first, last in self._touched(start, end)
            if 2 * (last - first) >= piece.length
        ]

    def in_passage(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return a stretch as (passage, start, end), cut where the passage ends it begins in."""
        for piece, first, last in self._touched(start, end):
            return (piece.passage, first - piece.at, last - piece.at)
        return None

    def in_answers(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return a stretch as (answer, start, end), an empty one stays one."""
        if start == end:
            piece = self.pieces[max(bisect_right(self._begins, start) - 1, 0)]
            place = piece.start + min(start - piece.at, piece.length)
            return [(piece.answer, place, place)]
        return [
            (piece.answer, piece.start + first - piece.at, piece.start + last - piece.at)
            for piece, first, last in self._touched(start, end)
        ]

    @property
    def _begins(self) -> list[int]:
        return [piece.at for piece in self.pieces]

    def _touched(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        for piece in self.pieces[max(bisect_right(self._begins, start) - 1, 0) :]:
            first, last = max(start, piece.at), min(end, piece.at + piece.length)
            if piece.at >= end:
                return
            if first < last:
                yield piece, first, last


def laid(submissions: Sequence[int]) -> dict[int, Laid]:
    """Return these submissions as rows, by their keys; those without words are left out."""
    rows = (
        Passage.objects.filter(submission__in=submissions)
        .order_by("submission", "order")
        .values_list("submission", "submission__language", "pk", "answer", "start", "text")
    )
    found: dict[int, Laid] = {}
    for key, passages in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[0]):
        row = Laid(key)
        for _key, language, passage, answer, start, text in passages:
            row.language = language
            if text.strip():
                row.add(passage, answer, start, text)
        if row.pieces:
            found[key] = row
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """What was written out: how many submissions and passages, and the last submission."""

    submissions: int
    passages: int
    reached: int


def write_call(call: Call, path: Path, *, after: int = 0) -> Written:
    """Write a call's standing submissions, those after a key alone, as one Parquet file."""
    standing = Submission.objects.filter(call=call, state__in=STANDING).order_by("pk")
    submissions = passages = 0
    reached = after
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        while keys := list(standing.filter(pk__gt=reached).values_list("pk", flat=True)[:SLICE]):
            rows = laid(keys)
            reached = keys[-1]
            submissions += len(rows)
            passages += sum(len(row.pieces) for row in rows.values())
            writer.write_table(
                pa.table(
                    {
                        "id": [str(key) for key in rows],
                        "text": [row.text for row in rows.values()],
                        "language": [row.language or None for row in rows.values()],
                    },
                    schema=SCHEMA,
                )
            )
    return Written(submissions, passages, reached)
