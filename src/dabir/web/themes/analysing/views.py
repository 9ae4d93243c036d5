"""Runs of the analysis: asked for, watched, and what they came to."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Refused, Verdict
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts import ask_for_run, stop_run
from dabir.stages.themes.models import AnalysisRun, ProposedTheme
from dabir.stages.themes.policy import May
from dabir.stages.themes.queries.runs import (
    Branch,
    campaigns_visible_to,
    last_step,
    proposed_tree,
    proposed_visible_to,
    runs_visible_to,
    standing_of,
)
from dabir.web.shared.asking import Crumb, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.themes.analysing.forms import RunForm
from dabir.web.themes.showing import crumbs, tabs

STAGES = {
    "writing": gettext_lazy("gathering what was sent"),
    "reading": gettext_lazy("reading it"),
    "passages": gettext_lazy("cutting it into passages"),
    "duplicates": gettext_lazy("finding campaigns"),
    "themes": gettext_lazy("finding themes"),
    "report": gettext_lazy("adding up"),
    "keeping": gettext_lazy("keeping what was found"),
}
"""What is being done, by the engine's names of its tasks."""
SHOWN_OF_A_CALL = 5
TONES = {
    AnalysisRun.State.RUNNING: "accent",
    AnalysisRun.State.DONE: "good",
    AnalysisRun.State.STOPPED: "",
    AnalysisRun.State.FAILED: "bad",
}


@dataclass(frozen=True, slots=True)
class OfCall:
    """A call with its runs, and whether another may begin."""

    call: Call
    runs: list[AnalysisRun]
    may_analyse: Verdict


def below_runs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down to the runs, or to something of one of them."""
    return crumbs(group, Crumb(_("Analysis"), reverse("themes:runs", args=[group.code])), *more)


def below_run(run: AnalysisRun, *more: Crumb) -> list[Crumb]:
    """Return the way down to a run, or to something of it."""
    group = run.call.group
    place = reverse("themes:run", args=[group.code, run.pk])
    return below_runs(group, Crumb(run.call.name, place), *more)


@group_page
def runs(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's calls with their runs."""
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    by_call: dict[int, list[AnalysisRun]] = {}
    for run in runs_visible_to(person).filter(call__group=group).order_by("-pk"):
        by_call.setdefault(run.call_id, []).append(run)
    calls = calls_visible_to(person).filter(group=group).exclude(kind=Call.Kind.INTEREST)
    context = {
        "calls": [
            OfCall(
                call,
                by_call.get(call.pk, [])[:SHOWN_OF_A_CALL],
                policy.may_analyse(person, call),
            )
            for call in calls.select_related("group")
        ],
        "tones": TONES,
        "tabs": tabs(request, group, "runs"),
    }
    return render(request, "themes/analysing/runs.html", context)


@group_page
def new(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Ask for a run over a call."""
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    found = find(calls_visible_to(person).filter(group=group).select_related("group"), pk=call)
    policy.may_analyse(person, found).require()
    form = RunForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: ask_for_run(call=found, actor=person, at=timezone.now(), **said),
        done=_("The analysis begins in the background."),
        to=lambda made: reverse("themes:run", args=[group.code, made.pk]),
        heading=_("Run the analysis"),
        submit=_("Run"),
        cancel_url=reverse("themes:runs", args=[group.code]),
        crumbs=below_runs(group),
        intro=_(
            "“%(call)s”: all that was sent and neither withdrawn nor declined is read, for themes"
            " and campaigns. What is found are proposals: nothing counts before you accept it."
        )
        % {"call": found.name},
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A proposed theme in the tree; `width` is its part of the largest, in hundredths."""

    theme: ProposedTheme
    width: float


@dataclass(frozen=True, slots=True)
class ShownBranch:
    """A branch of the tree as the page shows it."""

    top: Share
    children: list[Share]


def shown_branches(branches: list[Branch]) -> list[ShownBranch]:
    """Return branches with the width of their bars."""
    most = max((branch.theme.submissions for branch in branches), default=0) or 1

    def share(theme: ProposedTheme) -> Share:
        return Share(theme, round(100 * min(theme.submissions / most, 1), 2))

    return [
        ShownBranch(share(branch.theme), [share(child) for child in branch.children])
        for branch in branches
    ]


@group_page
def run(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One run: how far it has come, or what it proposes.

    htmx, which asks again while it is under way, gets the part that changes.
    """
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    found = find(runs_visible_to(person).filter(call__group=group), pk=pk)
    under_way = found.state == AnalysisRun.State.RUNNING
    context = {
        "run": found,
        "tone": TONES[AnalysisRun.State(found.state)],
        "under_way": under_way,
        "may_stop": policy.may_stop(person, found),
        "crumbs": below_runs(group, Crumb(found.call.name)),
    }
    if under_way:
        standing = standing_of(found)
        context |= {
            "standing": standing,
            "stage": STAGES.get(standing.stage, ""),
            "minutes": None if standing.seconds_left is None else -(-standing.seconds_left // 60),
        }
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "themes/analysing/standing.html", context)
        if not under_way:
            # What else the page says has changed too.
            response["HX-Refresh"] = "true"
        return response
    if found.state == AnalysisRun.State.DONE:
        context |= _proposals(request, found)
    elif not under_way:
        context["may_analyse"] = policy.may_analyse(person, found.call)
    return render(request, "themes/analysing/run.html", context)


def _proposals(request: HttpRequest, found: AnalysisRun) -> dict[str, object]:
    person = actor(request)
    every = shown_branches(proposed_tree(person, found))
    seen = proposed_visible_to(person).filter(run=found)
    return {
        "new": [one for one in every if one.top.theme.like_id is None],
        "again": [one for one in every if one.top.theme.like_id is not None],
        "aside": seen.filter(state=ProposedTheme.State.SET_ASIDE).order_by("number"),
        "campaigns": campaigns_visible_to(person).filter(run=found).count(),
        "last_step": last_step(person, found),
        "later_run": runs_visible_to(person)
        .filter(call=found.call_id, state=AnalysisRun.State.DONE, pk__gt=found.pk)
        .first(),
        "criterion": (found.method.get("themes") or {}).get("criterion", ""),
    }


@require_POST
@group_page
def stop(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Stop a run that is under way."""
    person = actor(request)
    found = find(runs_visible_to(person).filter(call__group=group), pk=pk)
    try:
        stop_run(run=found, actor=person, at=timezone.now())
        messages.success(request, _("The run is stopped; it proposes nothing."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("themes:run", group.code, found.pk)
