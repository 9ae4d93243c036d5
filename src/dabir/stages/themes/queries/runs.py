"""Runs of the analysis and what they proposed: the secretariat's."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.work.models import Work
from dabir.stages.themes.asking import work_key
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignMember,
    ProposedCode,
    ProposedTheme,
    RunStep,
)

NOW_SHOWN = (ProposedTheme.State.PROPOSED, ProposedTheme.State.ACCEPTED)
"""States of proposed themes that stand in the tree."""


def runs_visible_to(reader: Reader) -> QuerySet[AnalysisRun]:
    """Return the runs the reader may see."""
    return AnalysisRun.objects.filter(seen_by(reader, "address__")).select_related(
        "address", "call__group", "by"
    )


def proposed_visible_to(reader: Reader) -> QuerySet[ProposedTheme]:
    """Return what runs that are done proposed, as far as the reader may see the runs."""
    return ProposedTheme.objects.filter(
        seen_by(reader, "run__address__"), run__state=AnalysisRun.State.DONE
    ).select_related("run__call__group", "parent", "theme", "like", "merged_into")


def proposed_codes_visible_to(reader: Reader) -> QuerySet[ProposedCode]:
    """Return proposed codes, as far as the reader may see the run and the passage."""
    return ProposedCode.objects.filter(
        seen_by(reader, "proposed__run__address__"), seen_by(reader, "passage__address__")
    )


def campaigns_visible_to(reader: Reader) -> QuerySet[Campaign]:
    """Return the campaigns that runs found which are done, as far as the reader may see these."""
    return Campaign.objects.filter(
        seen_by(reader, "run__address__"), run__state=AnalysisRun.State.DONE
    ).select_related("run__call__group", "template", "opposes")


def steps_visible_to(reader: Reader) -> QuerySet[RunStep]:
    """Return what people did with proposals, as far as the reader may see the runs; last first."""
    return RunStep.objects.filter(seen_by(reader, "run__address__")).select_related(
        "run__call__group", "proposed", "other", "theme", "consideration", "by", "undone_by"
    )


def last_step(reader: Reader, run: AnalysisRun) -> RunStep | None:
    """Return the step of a run that can be undone now."""
    return steps_visible_to(reader).filter(run=run, undone_at=None).first()


def latest_run(reader: Reader, call: int) -> AnalysisRun | None:
    """Return the newest run of a call that is done."""
    done = runs_visible_to(reader).filter(call=call, state=AnalysisRun.State.DONE)
    return done.order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Branch:
    """A proposed theme with those below it, as the tree shows them."""

    theme: ProposedTheme
    children: tuple[ProposedTheme, ...] = ()


def proposed_tree(reader: Reader, run: AnalysisRun) -> list[Branch]:
    """Return the themes that a run proposes, the largest first, in two levels."""
    themes = list(proposed_visible_to(reader).filter(run=run, state__in=NOW_SHOWN))
    themes.sort(key=lambda one: (-one.submissions, one.number))
    shown = {one.pk for one in themes}
    return [
        Branch(one, tuple(child for child in themes if child.parent_id == one.pk))
        for one in themes
        if one.parent_id not in shown
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run has come: hundredths, what is being done, seconds left where it is known."""

    done: int
    stage: str
    seconds_left: int | None
    waiting: bool = False
    failed: bool = False


def standing_of(run: AnalysisRun) -> Standing:
    """Return how far a run has come, as its worker told."""
    work = Work.objects.filter(key=work_key(run)).first()
    if work is None or work.state == Work.State.WAITING:
        return Standing(0, "", None, waiting=True)
    if work.state == Work.State.FAILED:
        return Standing(0, "", None, failed=True)
    told = work.result or {}
    done = min(round(100 * work.done / work.total), 100) if work.total else 0
    return Standing(done, told.get("stage", ""), told.get("left"))


def campaigns_of(reader: Reader, submission: int) -> list[CampaignMember]:
    """Return the memberships of a submission in campaigns of its call's latest run."""
    found = (
        CampaignMember.objects.filter(
            seen_by(reader, "campaign__run__address__"),
            submission=submission,
            campaign__run__state=AnalysisRun.State.DONE,
        )
        .select_related("campaign__run")
        .order_by("-campaign__run")
    )
    return list(found[:1])
