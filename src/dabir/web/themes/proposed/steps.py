"""What was done with a run's proposals, the last first, and undoing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.themes.acts import undo_step
from dabir.stages.themes.policy import May
from dabir.stages.themes.queries.runs import runs_visible_to, steps_visible_to
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.analysing.views import below_run

PAGE = 50


@group_page
def steps(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The steps of a run, the last first."""
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    run = find(runs_visible_to(person).filter(call__group=group), pk=pk)
    found = steps_visible_to(person).filter(run=run)
    last = found.filter(undone_at=None).values_list("pk", flat=True).first()
    before = request.GET.get("before", "")
    if is_key(before):
        found = found.filter(pk__lt=before)
    listed = list(found[: PAGE + 1])
    context = {
        "run": run,
        "steps": listed[:PAGE],
        "last": last,
        "older_url": f"?before={listed[PAGE - 1].pk}" if len(listed) > PAGE else "",
        "newer_url": "." if before else "",
        "crumbs": below_run(run, Crumb(_("What was done"))),
    }
    return render(request, "themes/proposed/steps.html", context)


@require_POST
@group_page
def undo(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Undo the last step of a run."""
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    step = find(steps_visible_to(person).filter(run__call__group=group), pk=pk)
    try:
        undo_step(step=step, actor=person, at=timezone.now())
        messages.success(request, _("Undone: %(step)s.") % {"step": step.get_kind_display()})
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("themes:steps", group.code, step.run_id)
