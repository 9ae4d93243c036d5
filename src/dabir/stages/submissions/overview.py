"""What became of passages, counted: by outcome and by the sector they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Disposition, Submission
from dabir.stages.submissions.queries import passages_visible_to

FEWEST = 5
"""Sectors with fewer submissions are counted together, so that nobody stands out."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many passages of a sector had one outcome; `rate` in per cent of those disposed of."""

    outcome: str
    label: str
    count: int
    rate: int


@dataclass(frozen=True, slots=True)
class Row:
    """A sector, or several merged (`sector` is "")."""

    sector: str
    label: str
    submissions: int
    passages: int
    open: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The outcomes of a group's or a call's passages."""

    rows: tuple[Row, ...]
    whole: Row


def outcomes_of(
    reader: Reader, group: Group, call: Call | None = None, *, merged: str = ""
) -> Overview:
    """Count the outcomes of accepted submissions' passages that the reader may see.

    `merged` is the label of the sectors with fewer than five submissions.
    """
    passages = passages_visible_to(reader).filter(
        submission__call__group=group, submission__state=Submission.State.ACCEPTED
    )
    if call is not None:
        passages = passages.filter(submission__call=call)
    counted = {
        f"outcome_{outcome}": Count(
            "pk",
            filter=Q(dispositions__current=True, dispositions__outcome=outcome),
            distinct=True,
        )
        for outcome in Disposition.Outcome
    }
    found = list(
        passages.order_by()
        .values("submission__sector")
        .annotate(
            submissions=Count("submission", distinct=True),
            passages=Count("pk", distinct=True),
            **counted,
        )
    )
    found.sort(key=lambda one: -int(one["submissions"]))
    large = [one for one in found if one["submissions"] >= FEWEST]
    small = [one for one in found if one["submissions"] < FEWEST]
    if small and large and sum(one["submissions"] for one in small) < FEWEST:
        small.append(large.pop())
    labels = dict(Submission.Sector.choices)
    rows = [
        _row(one["submission__sector"], str(labels[one["submission__sector"]]), [one])
        for one in large
    ]
    if small:
        rows.append(_row("", merged, small))
    return Overview(tuple(rows), _row("", "", found))


def _row(sector: str, label: str, counts: Sequence[Mapping[str, Any]]) -> Row:
    def total(name: str) -> int:
        return sum(int(one[name]) for one in counts)

    outcomes = {outcome: total(f"outcome_{outcome}") for outcome in Disposition.Outcome}
    disposed = sum(outcomes.values())
    return Row(
        sector=sector,
        label=label,
        submissions=total("submissions"),
        passages=total("passages"),
        open=total("passages") - disposed,
        shares=tuple(
            Share(
                str(outcome),
                str(outcome.label),
                count,
                round(100 * count / disposed) if disposed else 0,
            )
            for outcome, count in outcomes.items()
        ),
    )
