"""The amendments of a text: some a page, filtered, and where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.domain.drafting.amendments import names
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.compiling.meeting import kept_meetings
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.compiling.meetings import Citations, citations, cited, shown_meetings
from dabir.web.texts.forms import FilterForm, choose_among, offer
from dabir.web.texts.frame import framed, peeked

AMENDMENTS = 50
"""How many amendments stand on a page."""

MEETINGS = 6
"""How many places where amendments meet are shown above the list; the compilation has all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: an amendment, the clauses it concerns, whether it meets others.

    `above` is the number of the amendment that it amends, where the reader may see that one.
    """

    amendment: Amendment
    places: str
    hard: bool
    above: int | None


@group_page
def index(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The amendments of a text, filtered, and which of them meet."""
    page = peeked(request, group, pk)
    present = page.present()
    met = kept_meetings(present, request.user)
    seen = amendments_visible_to(request.user).filter(text=page.text).order_by("number")
    form = _filter_form(request, citations([present.pk], request.user), seen)
    chosen = form.cleaned_data if form.is_valid() else {}
    meeting = {number for each in met for number in each.numbers}
    hard = {number for each in met if each.hard for number in each.numbers}
    wanted = _filtered(seen, chosen, meeting)
    paged = Paginator(wanted, AMENDMENTS).get_page(request.GET.get("page"))
    shown = list(paged.object_list)
    called = citations([present.pk, *(each.base_id for each in shown)], request.user)
    query = request.GET.copy()
    query.pop("page", None)
    context = framed(page, "amendments", [(_("Amendments"), "")]) | {
        "form": form,
        "listed": list(_listed(shown, called, hard, _above(shown, seen))),
        "page": paged,
        "query": query.urlencode(),
        "filtered": any(chosen.values()),
        "meetings": shown_meetings(met[:MEETINGS], present, request.user, called),
        "meeting_count": len(met),
        "meetings_left": max(len(met) - MEETINGS, 0),
        "may_propose": offered(may_propose(request.user, page.text)),
    }
    return render(request, "texts/amendments.html", context)


def _above(shown: Iterable[Amendment], seen: QuerySet[Amendment]) -> dict[int, int]:
    """Return the numbers of the amendments that some of those shown amend, by their keys."""
    keys = {each.amends_id for each in shown if each.amends_id is not None}
    return dict(seen.filter(pk__in=keys).values_list("pk", "number")) if keys else {}


def _listed(
    amendments: Iterable[Amendment], called: Citations, hard: set[int], above: Mapping[int, int]
) -> Iterator[Listed]:
    for amendment in amendments:
        clauses = [uid for each in placed(amendment) for uid in sorted(names(each.operation))]
        yield Listed(
            amendment,
            cited(clauses, amendment.base_id, called),
            amendment.number in hard,
            above.get(amendment.amends_id or 0),
        )


def _filtered(
    seen: QuerySet[Amendment], chosen: Mapping[str, object], meeting: set[int]
) -> QuerySet[Amendment]:
    found = seen
    if chosen.get("state"):
        found = found.filter(state=chosen["state"])
    body = chosen.get("body")
    if isinstance(body, Body):
        found = found.filter(proposer=body)
    if chosen.get("clause"):
        found = about_clause(found, str(chosen["clause"]))
    if chosen.get("conflicts"):
        found = found.filter(number__in=meeting, amends=None)
    return found


def about_clause(seen: QuerySet[Amendment], uid: str) -> QuerySet[Amendment]:
    """Return those amendments of which an operation is about the clause `uid`.

    Operations are kept as plain data; each names its clause.
    """
    return seen.annotate(written=Cast("operations", TextField())).filter(
        written__contains=f'"clause": "{uid}"'
    )


def _filter_form(request: HttpRequest, called: Citations, seen: QuerySet[Amendment]) -> FilterForm:
    form = FilterForm(request.GET)
    everything = ("", _("all"))
    counted = dict(seen.order_by().values_list("state").annotate(amount=Count("pk", distinct=True)))
    states = [
        (state, _("%(state)s (%(number)s)") % {"state": label, "number": show_digits(amount)})
        for state, label in Amendment.State.choices
        if (amount := counted.get(state)) or state == request.GET.get("state")
    ]
    choose_among(form, "state", [everything, *states])
    named = ((uid, words) for (_version, uid), words in called.items())
    choose_among(form, "clause", [everything, *named])
    bodies = Body.objects.filter(pk__in=seen.order_by().values("proposer"))
    offer(form, "body", bodies, empty=_("all"))
    return form
