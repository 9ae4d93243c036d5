"""Pages that settle a proposed theme: accepted, joined, made a consideration, set aside."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts import (
    accept_proposed_theme,
    distil_proposed_theme,
    join_proposed_theme,
    set_aside_proposed_theme,
)
from dabir.stages.themes.acts.proposing import BEHIND
from dabir.stages.themes.keeping import once, under
from dabir.web.shared.asking import ask_and_do
from dabir.web.shared.pages import actor, group_page
from dabir.web.themes.proposed.choosing import below, chosen, place_of, proposed_theme
from dabir.web.themes.proposed.forms import AcceptForm, DistilForm, JoinForm


@group_page
def accept(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make a proposed theme one of the group's."""
    person, theme = actor(request), proposed_theme(request, group, pk)
    policy.may_move_proposed(person, theme, "accept").require()
    form = AcceptForm(
        request.POST or None, group=group, reader=person, initial={"names": theme.names}
    )
    return ask_and_do(
        request,
        form,
        lambda said: accept_proposed_theme(
            proposed=theme,
            names=said["names"],
            axis=said["axis"],
            confidentiality=said["confidentiality"],
            actor=person,
            at=timezone.now(),
            **form.settled(),
        ),
        done=_("The theme is accepted."),
        to=place_of(theme),
        heading=_("Accept as a theme"),
        submit=_("Accept"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
    )


@group_page
def join(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a proposed theme for one that there is."""
    person, theme = actor(request), proposed_theme(request, group, pk)
    policy.may_move_proposed(person, theme, "accept").require()
    form = JoinForm(
        request.POST or None, group=group, reader=person, initial={"theme": theme.like_id}
    )
    return ask_and_do(
        request,
        form,
        lambda said: join_proposed_theme(
            proposed=theme,
            theme=said["theme"],
            actor=person,
            at=timezone.now(),
            **form.settled(),
        ),
        done=_("Its passages are proposed for that theme."),
        to=place_of(theme),
        heading=_("It is a theme that there is"),
        submit=_("Take it for this theme"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
    )


@group_page
def distil(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make a consideration out of a proposed theme, with the passages that the address names.

    Without any, all of its passages stand behind it, the heaviest first.
    """
    person, theme = actor(request), proposed_theme(request, group, pk)
    policy.may_decide(person, theme.run).require()
    codes = chosen(request, theme)
    if not codes.exists():
        codes = once(under([theme], below=False), theme)
    count = min(codes.count(), BEHIND)
    form = DistilForm(request.POST or None, group=group)
    names = ("texts", "kind", "dimension", "confidentiality")
    intro = ngettext(
        "%(count)s passage of “%(theme)s” stands behind it, the whole of it; words can be chosen"
        " on its page.",
        "%(count)s passages of “%(theme)s” stand behind it, each as a whole; words can be chosen"
        " on its page.",
        count,
    )
    return ask_and_do(
        request,
        form,
        lambda said: distil_proposed_theme(
            proposed=theme,
            codes=codes,
            actor=person,
            at=timezone.now(),
            **{name: said[name] for name in names},
        ),
        done=_("The consideration is noted; it is proposed until adopted."),
        to=lambda step: reverse("themes:consideration", args=[group.code, step.consideration_id]),
        heading=_("Make a consideration of it"),
        submit=_("Save the consideration"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
        intro=intro % {"count": show_digits(count), "theme": theme.name},
    )


@group_page
def set_aside(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set a proposed theme aside, once asked."""
    person, theme = actor(request), proposed_theme(request, group, pk)
    policy.may_move_proposed(person, theme, "set_aside").require()
    return ask_and_do(
        request,
        forms.Form(request.POST or None),
        lambda _said: set_aside_proposed_theme(proposed=theme, actor=person, at=timezone.now()),
        done=_("The theme is set aside."),
        to=reverse("themes:run", args=[group.code, theme.run_id]),
        heading=_("Set the theme aside"),
        submit=_("Set aside"),
        cancel_url=place_of(theme),
        crumbs=below(theme),
        intro=theme.name,
    )
