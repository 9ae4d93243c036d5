"""Considerations: the list, one with the passages behind it, adopting, dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.submissions.models import Redaction
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.acts import (
    add_dimension,
    adopt_consideration,
    order_dimensions,
    rename_dimension,
    set_aside_consideration,
    set_up_dimensions,
)
from dabir.stages.themes.models import Consideration, Support
from dabir.stages.themes.policy import may_change, may_distil, may_move
from dabir.stages.themes.queries import (
    considerations_visible_to,
    supports_visible_to,
    visible_to,
)
from dabir.stages.themes.quoting import Quote, quote
from dabir.web.shared.asking import Crumb, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.themes.distilling.forms import FilterForm, ReasonForm, label_of
from dabir.web.themes.naming.forms import NameForm
from dabir.web.themes.showing import crumbs, passage_url, tabs

PAGE = 30
TONES = {
    Consideration.State.PROPOSED: "wait",
    Consideration.State.ADOPTED: "good",
    Consideration.State.SET_ASIDE: "",
}
ICONS = {
    Consideration.Kind.CONSIDERATION: "themes",
    Consideration.Kind.PROPOSAL: "proposal",
    Consideration.Kind.RED_LINE: "danger",
    Consideration.Kind.REQUIREMENT: "demand",
    Consideration.Kind.OPPORTUNITY: "add",
    Consideration.Kind.THREAT: "warning",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A consideration as a list shows it, with the passages the reader may see behind it."""

    consideration: Consideration
    icon: str
    tone: str
    supporting: int
    opposing: int

    @property
    def red(self) -> bool:
        """Whether it is a red line."""
        return self.consideration.kind == Consideration.Kind.RED_LINE


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The considerations, by kind, dimension and state."""
    reader = actor(request)
    form = FilterForm(request.GET, group=group)
    found = considerations_visible_to(reader).filter(group=group).order_by("number")
    if form.is_valid():
        found = found.filter(**{name: value for name, value in form.cleaned_data.items() if value})
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts: dict[int, Any] = {
        row["consideration"]: row
        for row in supports_visible_to(reader)
        .filter(consideration__in=list(page.object_list))
        .order_by()
        .values("consideration")
        .annotate(
            supporting=Count("pk", filter=Q(opposes=False)),
            opposing=Count("pk", filter=Q(opposes=True)),
        )
    }
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "lines": [
            Line(
                one,
                ICONS[Consideration.Kind(one.kind)],
                TONES[Consideration.State(one.state)],
                counts.get(one.pk, {}).get("supporting", 0),
                counts.get(one.pk, {}).get("opposing", 0),
            )
            for one in page.object_list
        ],
        "tabs": tabs(request, group, "considerations"),
        "may_distil": offered(may_distil(reader, group)),
    }
    return render(request, "themes/distilling/considerations.html", context)


@dataclass(frozen=True, slots=True)
class Behind:
    """A passage behind a consideration, or against it, with its words marked."""

    support: Support
    quote: Quote
    url: str


@group_page
def page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One consideration: its words, and the passages that support and oppose it."""
    reader = actor(request)
    found = find(considerations_visible_to(reader).filter(group=group), pk=pk)
    everything = reads_everything(reader, group)
    supports = (
        supports_visible_to(reader)
        .filter(consideration=found)
        .select_related("passage__address", "passage__submission__call__group")
        .prefetch_related(
            Prefetch(
                "passage__redactions",
                Redaction.objects.filter(lifted_at__isnull=True),
                to_attr="holding_redactions",
            )
        )
    )
    behind = [
        Behind(one, quote(one, everything=everything), passage_url(one.passage)) for one in supports
    ]
    address = found.address
    named = address.confidentiality == Confidentiality.BODIES
    context = {
        "found": found,
        "icon_name": ICONS[Consideration.Kind(found.kind)],
        "tone": TONES[Consideration.State(found.state)],
        "red": found.kind == Consideration.Kind.RED_LINE,
        "readers": [str(body) for body in address.bodies.all()] if named else [],
        "theme": visible_to(reader).filter(considerations=found).first(),
        "supporting": [one for one in behind if not one.support.opposes],
        "opposing": [one for one in behind if one.support.opposes],
        "may_change": offered(may_change(reader, found)),
        "may_adopt": offered(may_move(reader, found, "adopt")),
        "may_set_aside": offered(may_move(reader, found, "set_aside")),
        "crumbs": below(group, found),
    }
    return render(request, "themes/distilling/consideration.html", context)


def below(group: Group, consideration: Consideration | None = None) -> list[Crumb]:
    """Return the way down to the considerations, or to one of them."""
    every = Crumb(_("Considerations"), reverse("themes:considerations", args=[group.code]))
    if consideration is None:
        return crumbs(group, every)
    place = reverse("themes:consideration", args=[group.code, consideration.pk])
    return crumbs(group, every, Crumb(label_of(consideration), place))


@group_page
def adopt(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Adopt a consideration: one press, as it can be set aside again."""
    person = actor(request)
    found = find(considerations_visible_to(person).filter(group=group), pk=pk)
    may_move(person, found, "adopt").require()
    if request.method == "POST":
        adopt_consideration(consideration=found, actor=person, at=timezone.now())
        messages.success(request, _("The consideration is adopted."))
    return redirect("themes:consideration", group.code, found.pk)


@group_page
def set_aside(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set a consideration aside, with the reason."""
    person = actor(request)
    found = find(considerations_visible_to(person).filter(group=group), pk=pk)
    may_move(person, found, "set_aside").require()
    form = ReasonForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: set_aside_consideration(
            consideration=found, actor=person, at=timezone.now(), **said
        ),
        done=_("The consideration is set aside."),
        to=reverse("themes:consideration", args=[group.code, found.pk]),
        heading=_("Set the consideration aside"),
        submit=_("Set aside"),
        cancel_url=reverse("themes:consideration", args=[group.code, found.pk]),
        crumbs=below(group, found),
        intro=found.text,
    )


@group_page
def dimensions(request: HttpRequest, group: Group) -> HttpResponse:
    """The dimensions of a group; an empty list is filled with the usual nine on request."""
    person = actor(request)
    may_distil(person, group).require()
    if request.method == "POST":
        set_up_dimensions(group=group, actor=person, at=timezone.now())
        messages.success(request, _("The usual dimensions are there."))
        return redirect("themes:dimensions", group.code)
    seen = considerations_visible_to(person).filter(group=group).order_by()
    counts = dict(seen.values_list("dimension").annotate(found=Count("pk")))
    context = {
        "dimensions": [(one, counts.get(one.pk, 0)) for one in group.dimensions.all()],
        "tabs": tabs(request, group, "dimensions"),
    }
    return render(request, "themes/distilling/dimensions.html", context)


@group_page
def new_dimension(request: HttpRequest, group: Group) -> HttpResponse:
    """Add a dimension."""
    person = actor(request)
    may_distil(person, group).require()
    form = NameForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: add_dimension(group=group, actor=person, at=timezone.now(), **said),
        done=_("The dimension is added."),
        to=reverse("themes:dimensions", args=[group.code]),
        heading=_("A new dimension"),
        submit=_("Add"),
        cancel_url=reverse("themes:dimensions", args=[group.code]),
        crumbs=crumbs(group),
    )


@group_page
def rename_one(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a dimension another name."""
    person = actor(request)
    may_distil(person, group).require()
    dimension = find(group.dimensions.all(), pk=pk)
    form = NameForm(request.POST or None, initial={"names": dimension.names})
    return ask_and_do(
        request,
        form,
        lambda said: rename_dimension(dimension=dimension, actor=person, at=timezone.now(), **said),
        done=_("The dimension is renamed."),
        to=reverse("themes:dimensions", args=[group.code]),
        heading=_("Rename the dimension"),
        submit=_("Save"),
        cancel_url=reverse("themes:dimensions", args=[group.code]),
        crumbs=crumbs(group),
    )


@require_POST
@group_page
def move_up(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put a dimension one place higher."""
    person = actor(request)
    may_distil(person, group).require()
    ordered = list(group.dimensions.all())
    place = [one.pk for one in ordered].index(find(group.dimensions.all(), pk=pk).pk)
    if place:
        ordered.insert(place - 1, ordered.pop(place))
        order_dimensions(group=group, dimensions=ordered, actor=person, at=timezone.now())
    return redirect("themes:dimensions", group.code)
