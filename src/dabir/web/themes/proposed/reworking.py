"""Pages that rework a proposed theme: renaming, merging, splitting, raising."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts import (
    merge_proposed_themes,
    raise_proposed_theme,
    rename_proposed_theme,
    split_proposed_theme,
)
from dabir.stages.themes.acts.steps import MOST
from dabir.stages.themes.models import ProposedTheme
from dabir.web.shared.asking import Crumb, answered, ask_and_do
from dabir.web.shared.pages import actor, group_page
from dabir.web.themes.proposed.choosing import below, chosen, place_of, proposed_theme
from dabir.web.themes.proposed.forms import IntoForm, NameForm
from dabir.web.themes.showing import passage_url

SAMPLE = 10


def _open(request: HttpRequest, group: Group, pk: int) -> ProposedTheme:
    theme = proposed_theme(request, group, pk)
    policy.may_move_proposed(actor(request), theme, "accept").require()
    return theme


@group_page
def rename(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a proposed theme other names."""
    person, theme = actor(request), _open(request, group, pk)
    form = NameForm(request.POST or None, initial={"names": theme.names})
    return ask_and_do(
        request,
        form,
        lambda said: rename_proposed_theme(proposed=theme, actor=person, at=timezone.now(), **said),
        done=_("The theme is renamed."),
        to=place_of(theme),
        heading=_("Rename the theme"),
        submit=_("Save"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
    )


@group_page
def merge(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Merge a proposed theme into another of its run."""
    person, theme = actor(request), _open(request, group, pk)
    form = IntoForm(request.POST or None, reader=person, theme=theme)
    return ask_and_do(
        request,
        form,
        lambda said: merge_proposed_themes(proposed=theme, actor=person, at=timezone.now(), **said),
        done=_("The themes are merged."),
        to=lambda step: reverse("themes:proposed", args=[group.code, step.other_id]),
        heading=_("Merge the theme"),
        submit=_("Merge"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
        intro=_("Its passages and the themes below it stand under that one then."),
    )


@group_page
def split(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Split the passages off that the address names: `code`, or `words`; they are shown before."""
    person, theme = actor(request), _open(request, group, pk)
    codes = chosen(request, theme)
    # One step moves so many, the heaviest: the page says what will be done.
    count = min(codes.count(), MOST)
    form = NameForm(request.POST or None)
    shown = codes.select_related("passage__address", "passage__submission__call__group").order_by(
        "-weight", "pk"
    )
    made = answered(
        request,
        form,
        lambda said: split_proposed_theme(
            proposed=theme, codes=codes, actor=person, at=timezone.now(), **said
        ),
    )
    if made is not None:
        messages.success(request, _("The theme is split."))
        return redirect("themes:proposed", group.code, made.other_id)
    context = {
        "theme": theme,
        "form": form,
        "words": request.GET.get("words", ""),
        "named": request.GET.getlist("code"),
        "count": count,
        "sample": [(code, passage_url(code.passage)) for code in shown[:SAMPLE]],
        "cancel_url": place_of(theme),
        "crumbs": [*below(theme), Crumb(_("Split the theme"))],
    }
    status = 422 if form.errors else 200
    return render(request, "themes/proposed/split.html", context, status=status)


@group_page
def put_first(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Split a theme below another off it, once asked."""
    person, theme = actor(request), _open(request, group, pk)
    return ask_and_do(
        request,
        forms.Form(request.POST or None),
        lambda _said: raise_proposed_theme(proposed=theme, actor=person, at=timezone.now()),
        done=_("The theme stands on the first level."),
        to=place_of(theme),
        heading=_("Put the theme on the first level"),
        submit=_("Put on the first level"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
        intro=theme.name,
    )
