"""Nominations: noted as they come in, answered once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Group, Seat
from dabir.stages.mandates.acts import (
    accept_nomination,
    decline_nomination,
    nominate_member,
    withdraw_nomination,
)
from dabir.stages.mandates.models import Nomination
from dabir.stages.mandates.policy import may_decide_nomination, may_nominate
from dabir.stages.mandates.queries import nominations_visible_to
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.members.forms import AcceptNominationForm, NominationForm
from dabir.web.mandates.members.seats import crumbs, seat_url
from dabir.web.shared.pages import actor, find, group_page


def _page(group: Group, nomination: Nomination) -> str:
    return reverse("mandates:nomination", args=[group.code, nomination.pk])


@group_page
def nominate(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note whom a body nominates for its seat."""
    seat = find(Seat.objects.filter(group=group).select_related("body", "group"), pk=pk)
    may_nominate(request.user, seat).require()
    asking = Asking(
        title=_("Nomination by %(body)s") % {"body": seat.body},
        text=_("Somebody who is registered, or a new person whom the body names."),
        submit=_("Note the nomination"),
        cancel_url=seat_url(seat),
        done=_("The nomination waits for an answer."),
        crumbs=crumbs(group, {"label": str(seat.body), "url": seat_url(seat)}),
    )
    letters = letters_visible_to(request.user).filter(group=group, kind="incoming")
    form = NominationForm(request.POST or None, letters=letters)

    def act(typed: dict[str, Any]) -> str:
        made = nominate_member(seat=seat, actor=actor(request), at=timezone.now(), **typed)
        return _page(group, made)

    return ask(request, form, asking, act)


def _found(request: HttpRequest, group: Group, pk: int) -> Nomination:
    return find(nominations_visible_to(request.user).filter(seat__group=group), pk=pk)


@group_page
def nomination(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One nomination: who, for what, by what, and what became of it."""
    found = _found(request, group, pk)
    context = {
        "nomination": found,
        "seat_url": seat_url(found.seat),
        "verdicts": {
            event: may_decide_nomination(request.user, found, event)
            for event in ("accept", "decline", "withdraw")
        },
        "crumbs": crumbs(
            group,
            {"label": str(found.seat.body), "url": seat_url(found.seat)},
            {"label": found.name},
        ),
    }
    return render(request, "mandates/members/nomination.html", context)


@group_page
def accept(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Seat the nominee for a term."""
    found = _found(request, group, pk)
    may_decide_nomination(request.user, found, "accept").require()
    asking = Asking(
        title=_("Seat %(name)s") % {"name": found.name},
        text=""
        if found.person
        else _("The nominee is registered under the user name, and told by mail."),
        submit=_("Give the seat"),
        cancel_url=_page(group, found),
        done=_("The nominee has the seat."),
        crumbs=crumbs(group, {"label": found.name, "url": _page(group, found)}),
    )
    form = AcceptNominationForm(
        request.POST or None,
        initial={
            "since": found.since or timezone.localdate(),
            "until": found.until,
            "username": found.email.partition("@")[0],
        },
        registered=found.person is not None,
    )

    def act(typed: dict[str, Any]) -> str:
        accept_nomination(nomination=found, actor=actor(request), at=timezone.now(), **typed)
        return seat_url(found.seat)

    return ask(request, form, asking, act)


@group_page
def close(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Decline a nomination, or note that the body has taken it back."""
    found = _found(request, group, pk)
    may_decide_nomination(request.user, found, event).require()
    declines = event == "decline"
    asking = Asking(
        title=_("Decline the nomination") if declines else _("The body takes its nomination back"),
        submit=_("Decline") if declines else _("Note it"),
        cancel_url=_page(group, found),
        done=_("The nomination is declined.") if declines else _("The nomination is taken back."),
        danger=declines,
        crumbs=crumbs(group, {"label": found.name, "url": _page(group, found)}),
    )

    def act(typed: dict[str, Any]) -> str:
        by_event = {"decline": decline_nomination, "withdraw": withdraw_nomination}
        by_event[event](nomination=found, actor=actor(request), at=timezone.now(), **typed)
        return seat_url(found.seat)

    return ask(request, ReasonForm(request.POST or None), asking, act)
