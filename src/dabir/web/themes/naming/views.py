"""Themes: the tree, one theme with its passages, naming, moving and merging."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.acts import merge_themes, move_theme, name_theme, rename_theme
from dabir.stages.themes.models import Code, Stance, Theme
from dabir.stages.themes.policy import may_code, may_distil
from dabir.stages.themes.queries import (
    codes_visible_to,
    considerations_visible_to,
    visible_to,
)
from dabir.stages.themes.tree import Stances, standing, tree
from dabir.web.shared.asking import Crumb, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.naming.forms import MergeForm, NameForm, PlaceForm, ThemeForm
from dabir.web.themes.showing import Shown, bar, crumbs, passage_url, shown, tabs

PAGE = 25


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The tree of themes, with how passages stand to each."""
    reader = actor(request)
    axes = {axis.pk: axis for axis in axes_visible_to(reader).filter(group=group)}
    branches = [
        {
            "branch": branch,
            "bar": bar(branch.stances),
            "axis": axes.get(branch.theme.axis_id) if branch.theme.axis_id else None,
            "children": [{"branch": child, "bar": bar(child.stances)} for child in branch.children],
        }
        for branch in tree(reader, group)
    ]
    context = {
        "branches": branches,
        "tabs": tabs(request, group, "index"),
        "may_code": offered(may_code(reader, group)),
    }
    return render(request, "themes/naming/index.html", context)


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage under a theme, as the reader may read it."""

    code: Code
    passage: Passage
    words: str
    url: str
    stance: Shown


@group_page
def theme_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One theme: its passages, by stance, and the considerations distilled from them."""
    reader = actor(request)
    every = visible_to(reader).filter(group=group)
    found = find(every.select_related("address", "merged_into"), pk=pk)
    if found.merged_into_id is not None and every.filter(pk=found.merged_into_id).exists():
        return redirect("themes:theme", group.code, found.merged_into_id)
    stance = request.GET.get("stance", "")
    codes = (
        codes_visible_to(reader)
        .filter(theme=found, passage__submission__state=Submission.State.ACCEPTED)
        .select_related("passage__address", "passage__submission__call__group")
        .order_by("-pk")
    )
    if stance in Stance.values:
        codes = codes.filter(stance=stance)
    if is_key(request.GET.get("before", "")):
        codes = codes.filter(pk__lt=request.GET["before"])
    listed = list(codes[: PAGE + 1])
    everything = reads_everything(reader, group)
    stances = standing(reader, group).get(found.pk, Stances({}))
    older = ""
    if len(listed) > PAGE:
        older = f"?before={listed[PAGE - 1].pk}" + (f"&stance={stance}" if stance else "")
    context = {
        "found": found,
        "parent": every.filter(children=found).first(),
        "children": every.filter(parent=found, merged_into__isnull=True),
        "axis": axes_visible_to(reader).filter(themes=found).first(),
        "bar": bar(stances),
        "total": stances.total,
        "stance": stance,
        "passages": [
            Coded(
                code,
                code.passage,
                code.passage.text if everything else code.passage.shown,
                passage_url(code.passage),
                shown(code.stance),
            )
            for code in listed[:PAGE]
        ],
        "older_url": older,
        "newer_url": "." if request.GET.get("before") else "",
        "considerations": considerations_visible_to(reader).filter(theme=found),
        "may_code": offered(may_code(reader, group)),
        "may_distil": offered(may_distil(reader, group)),
        "crumbs": crumbs(group, Crumb(found.name)),
    }
    return render(request, "themes/naming/theme.html", context)


@group_page
def new_theme(request: HttpRequest, group: Group) -> HttpResponse:
    """Name a theme."""
    person = actor(request)
    may_code(person, group).require()
    form = ThemeForm(request.POST or None, group=group, reader=person)
    names = ("names", "parent", "axis", "confidentiality")
    return ask_and_do(
        request,
        form,
        lambda said: name_theme(
            group=group,
            actor=person,
            at=timezone.now(),
            **{name: said[name] for name in names},
        ),
        done=_("The theme is named."),
        to=reverse("themes:index", args=[group.code]),
        heading=_("A new theme"),
        submit=_("Save the theme"),
        cancel_url=reverse("themes:index", args=[group.code]),
        crumbs=crumbs(group),
    )


def _theme(request: HttpRequest, group: Group, pk: int) -> Theme:
    may_code(actor(request), group).require()
    return find(visible_to(actor(request)).filter(group=group), pk=pk)


def _below(group: Group, theme: Theme) -> list[Crumb]:
    return crumbs(group, Crumb(theme.name, reverse("themes:theme", args=[group.code, theme.pk])))


@group_page
def rename(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a theme other names."""
    person = actor(request)
    theme = _theme(request, group, pk)
    form = NameForm(request.POST or None, initial={"names": theme.names})
    return ask_and_do(
        request,
        form,
        lambda said: rename_theme(theme=theme, actor=person, at=timezone.now(), **said),
        done=_("The theme is renamed."),
        to=reverse("themes:theme", args=[group.code, theme.pk]),
        heading=_("Rename the theme"),
        submit=_("Save"),
        cancel_url=reverse("themes:theme", args=[group.code, theme.pk]),
        crumbs=_below(group, theme),
    )


@group_page
def move(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put a theme under another, or on another axis."""
    person = actor(request)
    theme = _theme(request, group, pk)
    form = PlaceForm(request.POST or None, group=group, reader=person, theme=theme)
    return ask_and_do(
        request,
        form,
        lambda said: move_theme(theme=theme, actor=person, at=timezone.now(), **said),
        done=_("The theme is moved."),
        to=reverse("themes:theme", args=[group.code, theme.pk]),
        heading=_("Move the theme"),
        submit=_("Save"),
        cancel_url=reverse("themes:theme", args=[group.code, theme.pk]),
        crumbs=_below(group, theme),
    )


@group_page
def merge(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Merge a theme into another, once asked."""
    person = actor(request)
    theme = _theme(request, group, pk)
    form = MergeForm(request.POST or None, group=group, reader=person, theme=theme)
    return ask_and_do(
        request,
        form,
        lambda said: merge_themes(theme=theme, actor=person, at=timezone.now(), **said),
        done=_("The themes are merged."),
        to=lambda into: reverse("themes:theme", args=[group.code, into.pk]),
        heading=_("Merge the theme"),
        submit=_("Merge"),
        cancel_url=reverse("themes:theme", args=[group.code, theme.pk]),
        crumbs=_below(group, theme),
        intro=_("Its passages and considerations move there; this cannot be undone."),
        danger=True,
    )
