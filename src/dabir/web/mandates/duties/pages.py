"""What the pages of duties share: whose they are open to, the duty itself, the way back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.people.queries import groups_of
from dabir.stages.mandates.models import Duty, Extension, Report
from dabir.stages.mandates.queries import (
    carried_by,
    duties_visible_to,
    extensions_visible_to,
    reports_visible_to,
)
from dabir.web.mandates.asking import Asking, Crumb
from dabir.web.shared.pages import actor, find
from dabir.web.templatetags.reader import shortened

P = ParamSpec("P")
DutyView = Callable[Concatenate[HttpRequest, Duty, P], HttpResponse]


def duty_page(view: DutyView[P]) -> Callable[..., HttpResponse]:
    """Give the view the duty named in its URL, when the reader may see it.

    Besides those with a role in its group these are the committee or the body that it was given
    to. To everybody else neither the duty nor its group exists.
    """

    @functools.wraps(view)
    def page(
        request: HttpRequest, code: str, pk: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        person = actor(request)
        mine = groups_of(person, frozenset(Role))
        group = mine.select_related("parent").filter(code=code).first()
        seen = duties_visible_to(person).select_related(
            "clause__mandate", "group", "address", "axis", "reporting_to", "draft", "draft_annex"
        )
        if group is not None:
            request.group = group  # type: ignore[attr-defined]
            return view(request, find(seen, group=group, pk=pk), *args, **kwargs)
        carried = carried_by(seen, person).filter(group__code=code)
        return view(request, get_object_or_404(carried, pk=pk), *args, **kwargs)

    return cast("Callable[..., HttpResponse]", login_required(page))


def may_open(person: Person, duty: Duty) -> bool:
    """Whether the page of the duty opens to the person: they see it and are let in, as above."""
    seen = duties_visible_to(person).filter(pk=duty.pk)
    inside = groups_of(person, frozenset(Role)).filter(pk=duty.group_id)
    return seen.exists() and (inside.exists() or carried_by(seen, person).exists())


def address_of(duty: Duty) -> str:
    """Return the page of a duty."""
    return reverse("mandates:duty", args=[duty.group.code, duty.pk])


def crumbs(request: HttpRequest, group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down to a page; those who have no role in the group come from their tray."""
    if getattr(request, "group", None) is None:
        return [{"label": _("Tray"), "url": reverse("tray")}, *more]
    return [
        {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
        {"label": _("Duties"), "url": reverse("mandates:duties", args=[group.code])},
        *more,
    ]


def crumbs_below(request: HttpRequest, duty: Duty) -> list[Crumb]:
    """Return the way down to a page below a duty's."""
    here: Crumb = {"label": shortened(duty.text, 60), "url": address_of(duty)}
    return crumbs(request, duty.group, here)


def asking_about(
    request: HttpRequest, duty: Duty, *, title: str, submit: str = "", **more: Any
) -> Asking:
    """Return a page that asks for something about a duty; Cancel leads back to the duty."""
    return Asking(
        title=title,
        submit=submit or title,
        cancel_url=address_of(duty),
        crumbs=crumbs_below(request, duty),
        **more,
    )


def find_report(person: Person, duty: Duty, pk: int) -> Report:
    """Return a report on the duty that the person may see, or answer 404."""
    return find(reports_visible_to(person), duty=duty, pk=pk)


def find_extension(person: Person, duty: Duty, pk: int) -> Extension:
    """Return a request for more time for the duty, or answer 404."""
    return find(extensions_visible_to(person), duty=duty, pk=pk)
