"""The pages of ready reasons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.models import Reason
from dabir.web.shared.asking import Crumb, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.reasons.forms import ReasonTextsForm


def _here(group: Group) -> str:
    return reverse("submissions:reasons", args=[group.code])


def _crumbs(group: Group) -> list[Crumb]:
    return [
        Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])),
        Crumb(_("Ready reasons"), _here(group)),
    ]


def _use(typed: str) -> Reason.Use:
    if typed not in Reason.Use.values:
        raise Http404
    return Reason.Use(typed)


@group_page
def reasons(request: HttpRequest, group: Group) -> HttpResponse:
    """The ready reasons of a group, for each use; the common ones where it has none."""
    policy.may_edit_reasons(request.user, group).require()
    lists = []
    for use in Reason.Use:
        own = list(queries.reasons_of(group, use))
        common = [] if own else queries.common_reasons(use)
        lists.append({"use": use.value, "label": use.label, "own": own, "common": common})
    context = {"lists": lists, "crumbs": [*_crumbs(group)[:1], Crumb(_("Ready reasons"))]}
    return render(request, "submissions/reasons/reasons.html", context)


@group_page
def new(request: HttpRequest, group: Group, use: str) -> HttpResponse:
    """Add a ready reason."""
    policy.may_edit_reasons(request.user, group).require()
    wanted = _use(use)
    return ask_and_do(
        request,
        ReasonTextsForm(request.POST or None),
        lambda typed: acts.add_reason(
            group=group, use=wanted, actor=actor(request), at=timezone.now(), **typed
        ),
        done=_("The reason is offered from now on."),
        to=_here(group),
        heading=_("New ready reason"),
        submit=_("Add"),
        cancel_url=_here(group),
        crumbs=_crumbs(group),
        intro=str(wanted.label),
    )


@group_page
@require_POST
def take_common(request: HttpRequest, group: Group, use: str) -> HttpResponse:
    """Make the common reasons the group's own, to change them."""
    wanted = _use(use)
    if not queries.reasons_of(group, wanted).exists():
        for texts in queries.common_reasons(wanted):
            acts.add_reason(
                group=group, use=wanted, texts=texts, actor=actor(request), at=timezone.now()
            )
        messages.success(request, _("They are the group's own now, to be changed as you like."))
    return redirect(_here(group))


@group_page
def edit(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change the words of a ready reason."""
    policy.may_edit_reasons(request.user, group).require()
    found = find(Reason.objects.filter(group=group, retired_at__isnull=True), pk=pk)

    def change(typed: dict[str, Any]) -> Reason:
        return acts.change_reason(
            reason=found, texts=typed["texts"], actor=actor(request), at=timezone.now()
        )

    return ask_and_do(
        request,
        ReasonTextsForm(request.POST or None, initial={"texts": found.texts}),
        change,
        done=_("The reason is changed."),
        to=_here(group),
        heading=_("Change the ready reason"),
        submit=_("Save"),
        cancel_url=_here(group),
        crumbs=_crumbs(group),
    )


@group_page
@require_POST
def retire(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Offer a ready reason no more."""
    found = find(Reason.objects.filter(group=group), pk=pk)
    try:
        acts.retire_reason(reason=found, actor=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reason is offered no more."))
    return redirect(_here(group))
