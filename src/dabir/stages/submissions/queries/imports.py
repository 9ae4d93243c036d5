"""Bulk imports that a reader may see, and how far they have come."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.work.models import Work
from dabir.stages.submissions.intake.mapping import RowProblem
from dabir.stages.submissions.models import Import, ImportedRow, ImportSlice, Submission


def imports_visible_to(reader: Reader) -> QuerySet[Import]:
    """Return the imports the reader may see: the secretariat's own."""
    return Import.objects.filter(seen_by(reader, "original__address__")).select_related(
        "call__group", "original__address", "by"
    )


def imports_of_group(reader: Reader, group: Group) -> QuerySet[Import]:
    """Return the imports to a group's calls that the reader may see, newest first."""
    return imports_visible_to(reader).filter(call__group=group)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: of `rows` rows (None: not known yet) `done` were looked at.

    `already` were there before, from an earlier file or twice in this one; `rejected` are listed
    with their reasons.
    """

    rows: int | None
    done: int
    added: int
    already: int
    rejected: int
    slices: int

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(1.0, self.done / self.rows) if self.rows else 0.0


def progress_of(source: Import) -> Progress:
    """Return how far an import has been taken in; while it is checked, how far that has come."""
    sums = source.slices.aggregate(
        added=Sum("added"), already=Sum("already"), rejected=Sum("rejected"), slices=Count("pk")
    )
    added, already, rejected = (sums[name] or 0 for name in ("added", "already", "rejected"))
    done = added + already + rejected
    if source.state == Import.State.CHECKING:
        work = Work.objects.filter(key=check_key(source)).first()
        done = work.done * CHECKED_AT_A_TIME if work else 0
    return Progress(source.rows, done, added, already, rejected, sums["slices"])


CHECKED_AT_A_TIME = 1_000
"""Rows of a dry run between two notes of how far it has come."""


def check_key(source: Import) -> str:
    """Return the key of the work that checks an import."""
    return f"imports.check:{source.pk}:{source.attempt}"


def run_key(source: Import, lane: int) -> str:
    """Return the key of the work that takes in one lane of an import's slices."""
    return f"imports.run:{source.pk}:{source.attempt}:{lane}"


def slices_done(source: Import) -> set[int]:
    """Return the numbers of the slices that were taken in."""
    return set(source.slices.values_list("number", flat=True))


def problems_of(source: Import, *, after: int = 0, most: int = 1_000) -> list[RowProblem]:
    """Return problems of the rows whose number is above `after`, in order: of the run if it began.

    The dry run keeps only the first few thousand; see the report for how many there are.
    """
    found: list[RowProblem] = []
    for kept in _kept_problems(source, after):
        found.append(RowProblem.from_json(kept))
        if len(found) == most:
            break
    return found


def _kept_problems(source: Import, after: int) -> Iterator[dict[str, Any]]:
    if source.slices.exists():
        slices: QuerySet[ImportSlice] = source.slices.filter(last__gt=after).exclude(problems=[])
        for problems in slices.values_list("problems", flat=True).iterator(chunk_size=20):
            yield from (each for each in problems if each["row"] > after)
        return
    yield from (each for each in source.report.get("problems", ()) if each["row"] > after)


def rejected_rows(source: Import) -> set[int]:
    """Return the numbers of the rows that could not be taken in."""
    return {int(each["row"]) for each in _kept_problems(source, 0) if each["fatal"]}


def brought_by(source: Import) -> QuerySet[Submission]:
    """Return the submissions that came with an import, in the order of its rows."""
    return Submission.objects.filter(imported__source=source).order_by("imported__number")


def rows_known(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return which of these rows were taken in before, each with the key of its import."""
    return dict(ImportedRow.objects.filter(key__in=keys).values_list("key", "source_id"))
