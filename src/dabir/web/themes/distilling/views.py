"""Distilling considerations from passages, and choosing what stands behind them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries import passages_holding, passages_visible_to
from dabir.stages.themes.acts import (
    add_support,
    change_consideration,
    distil_consideration,
    remove_support,
)
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.policy import may_change, may_distil
from dabir.stages.themes.queries import considerations_visible_to, supports_visible_to
from dabir.web.shared.asking import answered, ask, ask_and_do
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.distilling.considerations import below
from dabir.web.themes.distilling.forms import ConsiderationForm, DistilForm, SupportForm
from dabir.web.themes.showing import passage_url

MOST = 20
"""How many passages are shown to choose from."""


def _passages(reader: Reader, group: Group, chosen: list[str]) -> list[Passage]:
    every = passages_visible_to(reader).filter(address__group=group)
    return list(every.filter(pk__in=[one for one in chosen if is_key(one)]).order_by("pk"))


@group_page
def distil(request: HttpRequest, group: Group) -> HttpResponse:
    """Distil a consideration from the passages named by ``?passage=``, as often as needed.

    Without any, passages are chosen first.
    """
    person = actor(request)
    may_distil(person, group).require()
    passages = _passages(person, group, request.GET.getlist("passage"))
    if not passages:
        return _choose(request, group, person, None)
    form = DistilForm(
        request.POST or None,
        group=group,
        reader=person,
        passages=passages,
        initial={"theme": request.GET.get("theme")},
    )
    names = ("texts", "kind", "dimension", "theme", "confidentiality", "bodies")
    return ask_and_do(
        request,
        form,
        lambda said: distil_consideration(
            group=group,
            evidence=form.evidence,
            actor=person,
            at=timezone.now(),
            **{name: said[name] for name in names},
        ),
        done=_("The consideration is noted; it is proposed until adopted."),
        to=lambda made: reverse("themes:consideration", args=[group.code, made.pk]),
        heading=_("A new consideration"),
        submit=_("Save the consideration"),
        cancel_url=reverse("themes:considerations", args=[group.code]),
        crumbs=below(group),
        draft_key=f"consideration-{group.code}-{person.pk}",
    )


def _choose(
    request: HttpRequest, group: Group, reader: Reader, consideration: Consideration | None
) -> HttpResponse:
    """Show passages to choose: those in which all the words stand, or the theme's."""
    words = request.GET.get("words", "")
    found = (
        passages_visible_to(reader)
        .filter(address__group=group, submission__state=Submission.State.ACCEPTED)
        .order_by("-pk")
    )
    found = passages_holding(found, group, words)
    if consideration is not None:
        found = found.exclude(supports__consideration=consideration)
        if not words.strip() and consideration.theme_id:
            found = found.filter(codes__theme=consideration.theme_id)
    context = {
        "words": words,
        "passages": [(one, passage_url(one)) for one in found[:MOST]],
        "consideration": consideration,
        "crumbs": below(group, consideration),
    }
    return render(request, "themes/distilling/choose.html", context)


def _consideration(request: HttpRequest, group: Group, pk: int) -> Consideration:
    person = actor(request)
    found = find(considerations_visible_to(person).filter(group=group), pk=pk)
    may_change(person, found).require()
    return found


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change a consideration's words, kind, place and readers."""
    person = actor(request)
    found = _consideration(request, group, pk)
    now = {name: getattr(found, name) for name in ("texts", "kind", "dimension", "theme")}
    form = ConsiderationForm(
        request.POST or None, group=group, reader=person, item=found, initial=now
    )
    return ask_and_do(
        request,
        form,
        lambda said: change_consideration(
            consideration=found, actor=person, at=timezone.now(), **said
        ),
        done=_("The consideration is changed."),
        to=reverse("themes:consideration", args=[group.code, found.pk]),
        heading=_("Change the consideration"),
        submit=_("Save"),
        cancel_url=reverse("themes:consideration", args=[group.code, found.pk]),
        crumbs=below(group, found),
    )


@group_page
def support(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put one more passage behind a consideration, or against it."""
    person = actor(request)
    found = _consideration(request, group, pk)
    passages = _passages(person, group, request.GET.getlist("passage")[:1])
    if not passages:
        return _choose(request, group, person, found)
    form = SupportForm(request.POST or None, passage=passages[0])
    done = answered(
        request,
        form,
        lambda _said: add_support(
            consideration=found, evidence=form.evidence[0], actor=person, at=timezone.now()
        ),
    )
    if done is not None:
        messages.success(request, _("The passage stands with the consideration."))
        return redirect("themes:consideration", group.code, found.pk)
    return ask(
        request,
        form,
        heading=_("The words that bear on it"),
        submit=_("Add the passage"),
        cancel_url=reverse("themes:consideration", args=[group.code, found.pk]),
        crumbs=below(group, found),
        intro=found.text,
    )


@group_page
def remove(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a passage from a consideration."""
    if request.method != "POST":
        raise Http404
    person = actor(request)
    seen = supports_visible_to(person).filter(consideration__group=group)
    one = find(seen.select_related("consideration__group"), pk=pk)
    may_change(person, one.consideration).require()
    remove_support(support=one, actor=person, at=timezone.now())
    messages.success(request, _("The passage no longer stands with the consideration."))
    return redirect("themes:consideration", group.code, one.consideration_id)
