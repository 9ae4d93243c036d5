"""On which considerations the clauses rest, and which of them no clause uses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.acts import ground_clause, unground_clause
from dabir.stages.texts.models import Clause, Likeness, Version
from dabir.stages.texts.policy import may_ground
from dabir.stages.texts.queries import clauses_visible_to, grounds_visible_to, reading
from dabir.stages.texts.queries.examining import (
    likenesses_visible_to,
    passage_grounds_visible_to,
)
from dabir.stages.themes.models import Consideration, Dimension
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import GroundForm, offer
from dabir.web.texts.frame import Opened, crumbs, framed, peeked, url

TOGETHER = 12
"""How many lines a part of the page has where all parts are shown."""

ALONE = 50
"""How many lines a page of one part has."""

HEADINGS = {
    "ungrounded": gettext_lazy("Clauses that rest on nothing yet"),
    "unused": gettext_lazy("Considerations that no clause uses"),
    "used": gettext_lazy("What rests on what"),
}


class GroundsFilterForm(forms.Form):
    """Which considerations to show, and which clauses."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of consideration"),
        choices=[("", gettext_lazy("all")), *Consideration.Kind.choices],
        required=False,
    )
    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=gettext_lazy("Dimension"), required=False
    )
    proposed = forms.BooleanField(
        label=gettext_lazy("only clauses with proposed links"), required=False
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A clause, with how many links are proposed for it, or a consideration with its clauses."""

    item: Any
    links: int = 0
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: how many there are, and those that are shown."""

    key: str
    heading: str
    count: int
    lines: list[Line]

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@group_page
def grounds(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Which clauses rest on nothing yet, and which adopted considerations no clause uses."""
    page = peeked(request, group, pk)
    version = page.present()
    reader = request.user
    form = GroundsFilterForm(request.GET)
    offer(form, "dimension", Dimension.objects.filter(group=group), empty=_("all"))
    chosen = form.cleaned_data if form.is_valid() else {}
    clauses = _clauses(version, reader)
    clause_count = clauses.count()
    ungrounded = clauses.filter(grounded=False)
    bare = ungrounded.count()
    links = likenesses_visible_to(reader).filter(
        clause__version=version, state=Likeness.State.PROPOSED
    )
    if chosen.get("proposed"):
        ungrounded = ungrounded.filter(pk__in=links.order_by().values("clause"))
    used = grounds_visible_to(reader).filter(clause__version=version).order_by()
    adopted = _considerations(reader, group, chosen)
    parts: dict[str, QuerySet[Any]] = {
        "ungrounded": ungrounded,
        "unused": adopted.exclude(pk__in=used.values("consideration")),
        "used": adopted.filter(pk__in=used.values("consideration")),
    }
    alone = request.GET.get("part", "")
    alone = alone if alone in parts else ""
    paged = Paginator(parts[alone], ALONE).get_page(request.GET.get("page")) if alone else None
    sections = []
    for key, found in parts.items():
        if alone and key != alone:
            continue
        items = list(paged.object_list if paged is not None else found[:TOGETHER])
        count = paged.paginator.count if paged is not None else found.count()
        if key == "ungrounded":
            lines = _with_links(items, links)
        elif key == "used":
            lines = _with_clauses(items, version, reader)
        else:
            lines = [Line(each) for each in items]
        sections.append(Section(key, str(HEADINGS[key]), count, lines))
    query = request.GET.copy()
    query.pop("page", None)
    context = framed(page, "grounds", [(_("Grounds"), "")]) | {
        "version": version,
        "form": form,
        "filtered": any(chosen.values()),
        "sections": sections,
        "alone": alone,
        "page": paged,
        "query": query.urlencode(),
        "link_count": links.count(),
        "grounded_count": clause_count - bare,
        "clause_count": clause_count,
    }
    return render(request, "texts/grounds.html", context)


def _clauses(version: Version, reader: Reader) -> QuerySet[Any]:
    """Return the clauses of a version in order; `grounded` says whether one rests on anything."""
    on_considerations = grounds_visible_to(reader).filter(clause=OuterRef("pk"))
    on_passages = passage_grounds_visible_to(reader).filter(clause=OuterRef("pk"))
    return (
        clauses_visible_to(reader)
        .filter(version=version)
        .annotate(grounded=Exists(on_considerations) | Exists(on_passages))
        .order_by("order")
    )


def _considerations(
    reader: Reader, group: Group, chosen: Mapping[str, Any]
) -> QuerySet[Consideration]:
    found = considerations_visible_to(reader).filter(group=group, state=Consideration.State.ADOPTED)
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("dimension"):
        found = found.filter(dimension=chosen["dimension"])
    return found


def _with_clauses(
    considerations: Sequence[Consideration], version: Version, reader: Reader
) -> list[Line]:
    """Return considerations with the clauses that rest on each; one query."""
    found: dict[int, list[Clause]] = {}
    grounds = (
        grounds_visible_to(reader)
        .filter(clause__version=version, consideration__in=considerations)
        .select_related("clause")
        .order_by("clause__order")
    )
    for ground in grounds if considerations else ():
        found.setdefault(ground.consideration_id, []).append(ground.clause)
    return [Line(each, clauses=tuple(found.get(each.pk, ()))) for each in considerations]


def _with_links(clauses: Sequence[Clause], links: QuerySet[Likeness]) -> list[Line]:
    """Return clauses with how many links are proposed for each; one query."""
    rows = links.filter(clause__in=[each.pk for each in clauses]).order_by()
    counted = dict(rows.values_list("clause").annotate(amount=Count("pk", distinct=True)))
    return [Line(each, links=counted.get(each.pk, 0)) for each in clauses]


def _clause_here(page: Opened, request: HttpRequest, uid: uuid.UUID) -> Clause:
    for each in reading(page.present(), request.user):
        if each.uid == uid:
            return each
    raise Http404


@group_page
def ground(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """Ground a clause in an adopted consideration."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = _clause_here(page, request, uid)
    may_ground(person, page.present()).require()
    held = {each.consideration_id for each in found.grounds_seen}
    form = GroundForm(
        request.POST or None,
        considerations=considerations_visible_to(person)
        .filter(group=group, state=Consideration.State.ADOPTED)
        .exclude(pk__in=held),
        initial={"consideration": request.GET.get("consideration")},
    )
    if answered(
        request,
        form,
        lambda typed: ground_clause(
            clause=found, consideration=typed["consideration"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The ground is noted."))
        return redirect(url("clause", page.text, uid))
    return ask(
        request,
        form,
        heading=_("Ground %(clause)s in a consideration") % {"clause": found.label},
        submit=_("Note the ground"),
        cancel_url=url("clause", page.text, uid),
        crumbs=crumbs(page.text, (found.label, url("clause", page.text, uid))),
    )


@group_page
def unground(
    request: HttpRequest, group: Group, pk: int, uid: uuid.UUID, ground: int
) -> HttpResponse:
    """Take a consideration from under a clause."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(grounds_visible_to(person).filter(clause__uid=uid), pk=ground)
    may_ground(person, page.present()).require()
    if request.method == "POST":
        unground_clause(ground=found, actor=person, at=timezone.now())
        messages.success(request, _("The ground is taken back."))
    return redirect(url("clause", page.text, uid))
