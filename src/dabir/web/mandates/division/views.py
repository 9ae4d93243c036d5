"""The pages of the division of labour."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.mandates.division import Division, division
from dabir.stages.mandates.policy import may_assign
from dabir.web.mandates.division.forms import BY, DivisionFilter
from dabir.web.mandates.division.grids import DutyGrids, axis_grid
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.shared.pages import group_page


def asked(request: HttpRequest, group: Group) -> tuple[DivisionFilter, Division]:
    """Return what the reader asked for, and the division of labour as far as they asked."""
    today = timezone.localdate()
    everything = division(request.user, group, today)
    form = DivisionFilter(request.GET, everything)
    return form, everything.asked_for(form.wanted)


@group_page
def matrix(request: HttpRequest, group: Group) -> HttpResponse:
    """Who does what with whom, by when, and what nobody does."""
    by = request.GET.get("by", "duties")
    if by not in BY:
        raise Http404
    form, found = asked(request, group)
    kept = request.GET.copy()
    kept.pop("by", None)
    address = reverse("mandates:matrix", args=[group.code])
    ways = [
        Tab(
            label, f"{address}?{'&'.join(filter(None, [f'by={way}', kept.urlencode()]))}", by == way
        )
        for way, label in zip(
            BY, (_("duties by bodies"), _("bodies by duties"), _("bodies by axes")), strict=True
        )
    ]
    # Following a name narrows what is shown to it, and leaves the other choices as they are.
    narrowing = request.GET.copy()
    for name in ("body", "axis", "unassigned"):
        narrowing.pop(name, None)
    paper = form.chosen("paper")
    if by == "axes":
        narrowing.pop("by", None)
        grids = [axis_grid(found, narrowing.urlencode())]
    else:
        narrowing.pop("body", None)
        draw = DutyGrids(
            group,
            found,
            may_assign=may_assign(request.user, group).allowed,
            query=narrowing.urlencode(),
        )
        if by == "duties":
            grids = draw.by_duty(form.chosen("rows") or found.better_grouping, paper)
        else:
            grids = draw.by_body(paper)
    context: dict[str, Any] = {
        "tabs": tabs(group, "matrix"),
        "ways": ways,
        "by": by,
        "form": form,
        "division": found,
        "grids": grids,
        "empty_axes": [axis for axis in found.axes if axis not in found.axes_with_duties],
        "paper": paper,
        "query": request.GET.urlencode(),
        "narrowed": bool(form.wanted),
        "address": address,
        "corner": _("Duty") if by == "duties" else _("Body"),
        "second": _("Deadline") if by == "duties" else _("Done"),
    }
    return render(request, "mandates/division/matrix.html", context)
