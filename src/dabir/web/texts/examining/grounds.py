"""On which considerations the clauses rest, and which of them no clause uses."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import ground_clause, unground_clause
from dabir.stages.texts.models import Clause
from dabir.stages.texts.policy import may_ground
from dabir.stages.texts.queries import grounds_visible_to, reading
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import GroundForm
from dabir.web.texts.frame import Opened, crumbs, framed, opened, url


@group_page
def grounds(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Which clauses rest on nothing yet, and which adopted considerations no clause uses."""
    page = opened(request, group, pk)
    version = page.present()
    clauses = reading(version, request.user)
    used = {ground.consideration_id for each in clauses for ground in each.grounds_seen}
    adopted = considerations_visible_to(request.user).filter(
        group=group, state=Consideration.State.ADOPTED
    )
    by_consideration: dict[int, list[Clause]] = {}
    for each in clauses:
        for ground in each.grounds_seen:
            by_consideration.setdefault(ground.consideration_id, []).append(each)
    considerations = list(adopted)
    context = framed(page, "grounds", [(_("Grounds"), "")]) | {
        "version": version,
        "ungrounded": [each for each in clauses if not each.grounds_seen],
        "unused": [each for each in considerations if each.pk not in used],
        "used": [
            {"consideration": each, "clauses": by_consideration[each.pk]}
            for each in considerations
            if each.pk in used
        ],
        "grounded_count": sum(1 for each in clauses if each.grounds_seen),
        "clause_count": len(clauses),
    }
    return render(request, "texts/grounds.html", context)


def _clause_here(page: Opened, request: HttpRequest, uid: uuid.UUID) -> Clause:
    for each in reading(page.present(), request.user):
        if each.uid == uid:
            return each
    raise Http404


@group_page
def ground(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """Ground a clause in an adopted consideration."""
    page = opened(request, group, pk)
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
    page = opened(request, group, pk)
    person = actor(request)
    found = find(grounds_visible_to(person).filter(clause__uid=uid), pk=ground)
    may_ground(person, page.present()).require()
    if request.method == "POST":
        unground_clause(ground=found, actor=person, at=timezone.now())
        messages.success(request, _("The ground is taken back."))
    return redirect(url("clause", page.text, uid))
