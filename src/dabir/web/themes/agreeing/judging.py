"""Coding in a round, blind to the others; and settling what they differ on, side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.submissions.queries import passages_visible_to, reads_everything
from dabir.stages.themes.acts import judge_passage, settle_passage
from dabir.stages.themes.models import CodingRound, Judgement, RoundPassage
from dabir.stages.themes.policy import may_judge, may_move_round
from dabir.stages.themes.queries.rounds import (
    compared_items,
    items_for,
    said_in,
    unsettled_items,
)
from dabir.web.shared.asking import Crumb, answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.agreeing.showing import sides_of, words_of
from dabir.web.themes.agreeing.views import mine, round_crumbs
from dabir.web.themes.coding.forms import CodesForm
from dabir.web.themes.coding.views import context_of, stances


def _way(group: Group, found: CodingRound) -> list[Crumb]:
    page = reverse("themes:coding_round", args=[group.code, found.pk])
    return round_crumbs(group, Crumb(str(found), page))


@group_page
def code(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The next passage of a round that the reader has not judged, or the one at ``?place=``."""
    person = actor(request)
    found = mine(request, group, pk)
    may_judge(person, found).require()
    items = list(items_for(found, person).values_list("pk", flat=True))
    judged = Judgement.objects.filter(item__round=found, by=person, settles=False)
    own = set(judged.values_list("item", flat=True))
    chosen = _chosen(request, items, own)
    if chosen is None:
        return redirect("themes:coding_round", group.code, pk)
    place = items.index(chosen)
    item = found.items.select_related(
        "passage__address", "passage__submission", "passage__answer__question"
    ).get(pk=chosen)
    said = judged.prefetch_related("marks").filter(item=chosen).first()
    form = CodesForm(
        request.POST or None,
        themes=list(found.themes.all()),
        chosen=said_in(said) if said else None,
    )
    made = answered(
        request,
        form,
        lambda given: judge_passage(
            item=item, choices=form.choices, note=given["note"], actor=person, at=timezone.now()
        ),
    )
    here = reverse("themes:code_in_round", args=[group.code, pk])
    if made is not None:
        messages.success(request, _("Noted. Nobody else sees it before all have handed in."))
        return redirect(f"{here}?after={place}")
    context = {
        "found": found,
        "item": item,
        "passage": item.passage,
        "context": context_of(item.passage, person, everything=reads_everything(person, group)),
        "form": form,
        "note": form.data.get("note", "") if form.is_bound else (said.note if said else ""),
        "said": said,
        "stances": stances(),
        "done": len(own),
        "total": len(items),
        "place": place,
        "skip_url": f"{here}?place={place + 1}" if place + 1 < len(items) else "",
        "back_url": f"{here}?place={place - 1}" if place else "",
        "crumbs": [*_way(group, found), Crumb(_("Code"))],
    }
    status = 422 if form.errors else 200
    return render(request, "themes/agreeing/code.html", context, status=status)


def _chosen(request: HttpRequest, items: list[int], own: set[int]) -> int | None:
    """Return the passage at a place, or the next that waits after one, or the first that waits."""
    typed = request.POST.get("place") or request.GET.get("place", "")
    if is_key(typed):
        return items[int(typed)] if int(typed) < len(items) else None
    after = request.GET.get("after", "")
    start = int(after) + 1 if is_key(after) else 0
    waiting = [item for item in (*items[start:], *items[:start]) if item not in own]
    return waiting[0] if waiting else None


@group_page
def settle(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """What the coders say of one passage, side by side, and what holds."""
    person = actor(request)
    found = mine(request, group, pk)
    may_move_round(person, found, "settle").require()
    chosen = find(found.items.filter(passage__in=passages_visible_to(person).values("pk")), pk=item)
    compared = next(iter(compared_items(found, among=[chosen.pk])), None)
    if compared is None:
        return redirect("themes:coding_round", group.code, pk)
    held = compared.settled or compared.judgements[0]
    form = CodesForm(request.POST or None, themes=list(found.themes.all()), chosen=said_in(held))
    made = answered(
        request,
        form,
        lambda given: settle_passage(
            item=chosen,
            choices=form.choices,
            reason=given["note"],
            actor=person,
            at=timezone.now(),
        ),
    )
    page = reverse("themes:coding_round", args=[group.code, pk])
    if made is not None:
        messages.success(request, _("It is settled."))
        following = _next_conflict(found, chosen)
        if following is None:
            return redirect(page)
        return redirect("themes:settle_in_round", group.code, pk, following)
    passage = compared.item.passage
    words = words_of([passage], person)[passage.pk]
    sides, settled = sides_of(compared)
    context = {
        "found": found,
        "item": chosen,
        "passage": compared.item.passage,
        "context": context_of(compared.item.passage, person, everything=True),
        "words": words,
        "sides": sides,
        "settled": settled,
        "agreed": compared.agreed,
        "form": form,
        "note": form.data.get("note", "")
        if form.is_bound
        else (compared.settled.note if compared.settled else ""),
        "stances": stances(),
        "back_url": page,
        "crumbs": [*_way(group, found), Crumb(_("Settle"))],
    }
    status = 422 if form.errors else 200
    return render(request, "themes/agreeing/settle.html", context, status=status)


def _next_conflict(found: CodingRound, item: RoundPassage) -> int | None:
    """Return the next passage that waits for a word, after this one, or the first of all."""
    waiting = unsettled_items(found).order_by("order").values_list("pk", flat=True)
    following = waiting.filter(order__gt=item.order).first()
    return following if following is not None else waiting.first()
