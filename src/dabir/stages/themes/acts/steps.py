"""Steps: what a person did with what a run proposed, kept so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import record
from dabir.stages.themes.models import (
    AnalysisRun,
    ProposedCode,
    ProposedTheme,
    RunStep,
    StepCode,
)

MOST = 2_000
"""Passages of one step: it is one transaction, which others wait for."""


def locked(proposed: ProposedTheme) -> ProposedTheme:
    """Return a proposed theme afresh; its run is locked, so that steps come one at a time."""
    lock(proposed.run)
    return (
        ProposedTheme.objects.select_related("run__call__group", "theme", "parent__theme")
        .order_by()
        .get(pk=proposed.pk)
    )


def begun(
    kind: RunStep.Kind, proposed: ProposedTheme, *, by: Person, at: datetime, **fields: Any
) -> RunStep:
    """Write down a step about a proposed theme."""
    return RunStep.objects.create(
        run=proposed.run, kind=kind, proposed=proposed, by=by, at=at, **fields
    )


def chosen(proposed: ProposedTheme, codes: QuerySet[ProposedCode]) -> list[ProposedCode]:
    """Return at most `MOST` of these codes, the heaviest first.

    Raises:
        Refused: there are none, or one is of another run.
    """
    found = list(codes.select_related("proposed").order_by("-weight", "pk")[:MOST])
    if not found:
        raise Refused(_("Choose at least one passage."))
    if any(code.proposed.run_id != proposed.run_id for code in found):
        raise Refused(_("The passages belong to another run."))
    return found


def keep_before(
    step: RunStep, codes: Sequence[ProposedCode], made: dict[int, int] | None = None
) -> None:
    """Keep how these codes stand, before the step changes them; `made` are codes by proposal."""
    StepCode.objects.bulk_create(
        [
            StepCode(
                step=step,
                code=code,
                proposed_id=code.proposed_id,
                state=code.state,
                made=(made or {}).get(code.pk),
            )
            for code in codes
        ],
        batch_size=MOST,
    )
    step.passages += len(codes)
    step.save(update_fields=["passages"])


def recorded(step: RunStep, **more: Any) -> RunStep:
    """Record a step within its act, and return it."""
    run: AnalysisRun = step.run
    record(
        actor=step.by,
        at=step.at,
        about=run,
        step=step.pk,
        proposed=step.proposed_id,
        passages=step.passages,
        **more,
    )
    return step


def next_number(run: AnalysisRun) -> int:
    """Return a number that no proposed theme of the run has had."""
    last = run.proposed_themes.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
