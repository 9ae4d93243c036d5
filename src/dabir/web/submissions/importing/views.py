"""The imports of a group, and how far one has come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.limits import MEGABYTE
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import begin_import, check_import, run_import, stop_import
from dabir.stages.submissions.intake.importing import Upload, look_through
from dabir.stages.submissions.models import Import
from dabir.web.shared.asking import Crumb, answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.importing.forms import UploadForm
from dabir.web.submissions.secrets import private

PAGE = 30
PROBLEMS = 100
BROUGHT = 50


@private
@group_page
def imports(request: HttpRequest, group: Group) -> HttpResponse:
    """The imports of a group, and the form for a new one."""
    permits(request.user, policy.May.ENTER, group=group).require()
    open_to = calls_with_submissions(request, group).exclude(kind=Call.Kind.INQUIRY)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        calls=open_to,
        initial={"call": request.GET.get("call") or open_to.first()},
    )
    source = answered(request, form, lambda typed: _begin(request, typed))
    if source is not None:
        return redirect("submissions:import_columns", group.code, source.pk)
    known = queries.imports_of_group(request.user, group)
    context = {
        "form": form,
        "limit": settings.IMPORT_LIMIT // MEGABYTE,
        "imports": [(each, queries.progress_of(each)) for each in known[:PAGE]],
        "crumbs": [_submissions(group), Crumb(_("Imports"))],
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/importing/imports.html", context, status=status)


def _begin(request: HttpRequest, typed: dict[str, Any]) -> Import:
    policy.may_import(request.user, typed["call"]).require()
    return begin_import(
        call=typed["call"],
        upload=_looked_through(typed["file"]),
        actor=actor(request),
        at=timezone.now(),
    )


def _looked_through(file: UploadedFile) -> Upload:
    # Large files lie on the disk already, and are read from there.
    path = getattr(file, "temporary_file_path", None)
    held = Path(path()) if path else file.read()
    return look_through(held, file.name or "")


@private
@group_page
def one(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One import: what the dry run found, how far the taking in has come, what came of it.

    htmx, which asks again while it is under way, gets the part that changes.
    """
    source = find(queries.imports_of_group(request.user, group), pk=pk)
    if source.state in {Import.State.UPLOADED, Import.State.MAPPED} and not source.trouble:
        return redirect("submissions:import_columns", group.code, source.pk)
    asked = request.GET.get("after", "")
    after = int(asked) if is_key(asked) else 0
    problems = queries.problems_of(source, after=after, most=PROBLEMS + 1)
    brought = queries.brought_by(source).select_related("imported", "call__group")
    context = {
        "source": source,
        "report": source.report,
        "progress": queries.progress_of(source),
        "under_way": source.state in {Import.State.CHECKING, Import.State.RUNNING},
        "problems": problems[:PROBLEMS],
        "more_after": problems[PROBLEMS - 1].row if len(problems) > PROBLEMS else 0,
        "brought": queries.with_beginnings(list(brought[:BROUGHT]), everything=True),
        "may_map": policy.may_move_import(request.user, source, "map"),
        "may_run": policy.may_move_import(request.user, source, "run"),
        "may_stop": policy.may_move_import(
            request.user,
            source,
            "drop_check" if source.state == Import.State.CHECKING else "stop",
        ),
        "crumbs": [
            _submissions(group),
            Crumb(_("Imports"), reverse("submissions:imports", args=[group.code])),
            Crumb(source.original.name),
        ],
    }
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "submissions/importing/standing.html", context)
        if not context["under_way"]:
            # What else the page says has changed too.
            response["HX-Refresh"] = "true"
        return response
    return render(request, "submissions/importing/import.html", context)


def _submissions(group: Group) -> Crumb:
    return Crumb(_("Submissions"), reverse("submissions:index", args=[group.code]))


def _step(request: HttpRequest, group: Group, pk: int, act: Callable[..., Import]) -> HttpResponse:
    source = find(queries.imports_of_group(request.user, group), pk=pk)
    try:
        act(source=source, actor=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:import", group.code, source.pk)


@require_POST
@group_page
def run(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Begin to take in what was checked, or go on after a stop."""
    return _step(request, group, pk, run_import)


@require_POST
@group_page
def stop(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Stop the dry run or the taking in."""
    return _step(request, group, pk, stop_import)


@require_POST
@group_page
def check(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Begin the dry run again, as after it broke off."""
    return _step(request, group, pk, check_import)
