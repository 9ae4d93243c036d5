"""The seats of bodies: who fills them, their terms, and the list of members as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group, Membership, Role, Seat
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.mandates.acts import ask_for_nominations, change_seat, renew_term
from dabir.stages.mandates.policy import may_manage_members, may_nominate
from dabir.stages.mandates.queries import SeatState, members, nominations_visible_to, seats_of
from dabir.web.mandates.asking import Asking, Crumb, ask
from dabir.web.mandates.members.forms import AskBodiesForm, RenewForm, SeatForm
from dabir.web.mandates.members.wording import TONES, condition_words
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.shared.pages import actor, find, group_page


def members_url(group: Group) -> str:
    """Return the page of a group's members."""
    return reverse("mandates:members", args=[group.code])


def seat_url(seat: Seat) -> str:
    """Return the page of a seat."""
    return reverse("mandates:seat", args=[seat.group.code, seat.pk])


def crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down to a page of this room."""
    return [
        {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
        {"label": _("Members"), "url": members_url(group)},
        *more,
    ]


@group_page
def seat(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One seat: who fills it, who filled it before, who is nominated for it."""
    found = find(Seat.objects.filter(group=group).select_related("body", "group"), pk=pk)
    terms = found.terms.select_related("person").order_by("-since", "-pk")
    nominations = nominations_visible_to(request.user).filter(seat=found)
    state = next((one for one in seats_of(group, request.user) if one.seat == found), None)
    context = {
        "seat": found,
        "state": state,
        "condition": condition_words(state.condition) if state else _("no longer stands"),
        "tone": TONES[state.condition] if state else "",
        "terms": terms,
        "today": timezone.localdate(),
        "nominations": nominations,
        "may_nominate": may_nominate(request.user, found),
        "may_manage": may_manage_members(request.user, group),
        "crumbs": crumbs(group, {"label": str(found.body)}),
    }
    return render(request, "mandates/members/seat.html", context)


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Say whether a seat votes, and until when it stands."""
    may_manage_members(request.user, group).require()
    found = find(Seat.objects.filter(group=group).select_related("body", "group"), pk=pk)
    asking = Asking(
        title=_("The seat of %(body)s") % {"body": found.body},
        text=_("When a seat ends, the terms of those who fill it end on the same day."),
        submit=_("Save"),
        cancel_url=seat_url(found),
        done=_("The seat is changed."),
        crumbs=crumbs(group, {"label": str(found.body), "url": seat_url(found)}),
    )

    def act(typed: dict[str, Any]) -> str:
        change_seat(seat=found, actor=actor(request), at=timezone.now(), **typed)
        return seat_url(found)

    form = SeatForm(request.POST or None, initial={"votes": found.votes, "until": found.until})
    return ask(request, form, asking, act)


@group_page
def renew(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give whoever fills a seat another term."""
    may_manage_members(request.user, group).require()
    term = find(Membership.objects.filter(group=group).select_related("person", "body"), pk=pk)
    address = seat_url(term.seat) if term.seat else members_url(group)
    name = str(term.person or term.body)
    asking = Asking(
        title=_("Renew the term of %(name)s") % {"name": name},
        text=_("The term that ended on %(day)s stays in the history of the seat.")
        % {"day": show_day(term.until)}
        if term.until
        else "",
        submit=_("Renew the term"),
        cancel_url=address,
        done=_("The term is renewed."),
        crumbs=crumbs(group, {"label": name}),
    )

    def act(typed: dict[str, Any]) -> str:
        renew_term(membership=term, actor=actor(request), at=timezone.now(), **typed)
        return address

    return ask(request, RenewForm(request.POST or None), asking, act)


@group_page
def ask_bodies(request: HttpRequest, group: Group) -> HttpResponse:
    """Draft the letters that ask bodies whom they send; vacant seats are chosen beforehand."""
    may_manage_members(request.user, group).require()
    states = seats_of(group, request.user)
    empty = [one.seat.body_id for one in states if one.principal is None and not one.nominations]
    asking = Asking(
        title=_("Ask bodies for their representatives"),
        text=_("A letter to each is drafted. You read, number and send them."),
        submit=_("Draft the letters"),
        cancel_url=members_url(group),
        done=_("The letters are drafted."),
        crumbs=crumbs(group, {"label": _("Ask bodies for their representatives")}),
    )
    form = AskBodiesForm(request.POST or None, initial={"bodies": empty})
    form.offer([one.seat.body for one in states])

    def act(typed: dict[str, Any]) -> str:
        ask_for_nominations(
            group=group, bodies=typed["bodies"], actor=actor(request), at=timezone.now()
        )
        return reverse("letters:index", args=[group.code])

    return ask(request, form, asking, act)


def _row(number: int, state: SeatState) -> tuple[str, ...]:
    holder = state.principal
    return (
        show_digits(number),
        str(state.seat.body),
        str(holder.person) if holder else "",
        _(", ").join(str(one) for one in state.alternates),
        show_day(holder.since) if holder and holder.since else "",
        show_day(holder.until) if holder and holder.until else "",
        _("votes") if state.seat.votes else _("observer"),
        condition_words(state.condition),
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The list of members as a file: seats by body, then those who come for no seat."""
    rows = [_row(number, one) for number, one in enumerate(seats_of(group, request.user), 1)]
    others = members(group).filter(seat=None)
    for number, one in enumerate(others, len(rows) + 1):
        rows.append(
            (
                show_digits(number),
                str(one.body or ""),
                str(one.person or ""),
                "",
                show_day(one.since) if one.since else "",
                show_day(one.until) if one.until else "",
                str(Role(one.role).label),
                "",
            )
        )
    sheet = group_sheet(
        group,
        _("Members"),
        columns=(
            _("Row"),
            _("Body"),
            _("Principal member"),
            _("Alternates"),
            _("Since"),
            _("Until"),
            _("Vote"),
            _("State"),
        ),
        rows=rows,
        widths=(0.5, 2.4, 1.8, 1.8, 1.1, 1.1, 0.8, 1.2),
    )
    return as_file(sheet, f"members-{group.code}", ending)
