"""Demands on other bodies, followed until they are settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.issuances import policy
from dabir.stages.issuances.acts import (
    drop_demand,
    find_insufficient,
    raise_demand,
    reply_to_demand,
    send_demand,
    settle_demand,
)
from dabir.stages.issuances.models import Demand
from dabir.stages.issuances.queries import AWAITED, demands_visible_to, replies_visible_to
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import ReasonForm
from dabir.web.issuances.forms import (
    DemandForm,
    InsufficientForm,
    NoteForm,
    ReplyForm,
    SendForm,
)
from dabir.web.issuances.views import crumbs_of, find_issuance, tabs
from dabir.web.shared.pages import actor, find, group_page


def _url_of(found: Demand) -> str:
    return reverse("issuances:demand", args=[found.issuance.group.code, found.pk])


def _find(reader: Reader, group: Group, pk: int) -> Demand:
    return find(demands_visible_to(reader), issuance__group=group, pk=pk)


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """All demands, those due first at the top."""
    today = group.day(timezone.now())
    demands = demands_visible_to(request.user).filter(issuance__group=group)
    context = {
        "tabs": tabs(group, "demands"),
        "demands": demands,
        "awaited": AWAITED,
        "today": today,
    }
    return render(request, "issuances/demands.html", context)


@group_page
def demand(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One demand with its replies."""
    reader = request.user
    found = _find(reader, group, pk)
    today = group.day(timezone.now())
    labels = {
        "send": _("Send it"),
        "answer": _("Enter the reply"),
        "settle": _("The reply suffices"),
        "find_insufficient": _("The reply does not suffice"),
        "drop": _("Give it up"),
    }
    context = {
        "demand": found,
        "crumbs": _crumbs(group),
        "letter": letters_visible_to(reader).filter(pk=found.letter_id or 0).first(),
        "replies": replies_visible_to(reader).filter(demand=found),
        "overdue": found.state in AWAITED and found.reply_by < today,
        "steps": [
            {
                "label": label,
                "url": reverse("issuances:demand_step", args=[group.code, found.pk, event]),
                "kind": {"drop": "danger", "find_insufficient": "secondary"}.get(event, ""),
                "verdict": _verdict(reader, found, event),
            }
            for event, label in labels.items()
            if found.LIFE.allows(found.state, event)
        ],
    }
    return render(request, "issuances/demand.html", context)


def _crumbs(group: Group) -> list[dict[str, str]]:
    return [{"url": reverse("issuances:demands", args=[group.code]), "label": _("Demands")}]


def _verdict(reader: Reader, found: Demand, event: str) -> Verdict:
    if event == "answer":
        return policy.may_reply(reader, found)
    return policy.may_pursue(reader, found, event)


@group_page
def new(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Raise a demand that rests on an issued document."""
    person = actor(request)
    issuance = find_issuance(person, group, pk)
    form = DemandForm(request.POST or None, issuance=issuance, reader=person)
    asked = Asked(
        _("Raise a demand"),
        _("Save"),
        _("The demand is saved. It can be sent now."),
        policy.may_demand(person, issuance),
        reverse("issuances:demands", args=[group.code]),
    )

    def run() -> str:
        given = form.cleaned_data
        return _url_of(raise_demand(issuance=issuance, actor=person, at=timezone.now(), **given))

    return ask(request, asked, run, form, crumbs=crumbs_of(group, issuance))


def _asked(
    person: Person, group: Group, found: Demand, event: str, given: Any
) -> tuple[Asked, Any, forms.Form] | None:
    verdict, back = _verdict(person, found, event), _url_of(found)
    match event:
        case "send":
            form: forms.Form = SendForm(given, group=group, reader=person, letter=found.letter_id)
            asked = Asked(_("Send the demand"), _("Send"), _("It is sent."), verdict, back)
            return asked, send_demand, form
        case "answer":
            form = ReplyForm(given, group=group, reader=person)
            asked = Asked(_("Enter a reply"), _("Enter"), _("It is entered."), verdict, back)
            return asked, reply_to_demand, form
        case "settle":
            asked = Asked(
                _("Settle the demand"),
                pgettext("a demand", "Settle"),
                pgettext("a demand", "It is settled."),
                verdict,
                back,
            )
            return asked, settle_demand, NoteForm(given)
        case "find_insufficient":
            asked = Asked(
                _("Find the reply insufficient"),
                _("Save"),
                _("Another reply is awaited."),
                verdict,
                back,
            )
            return asked, find_insufficient, InsufficientForm(given)
        case "drop":
            asked = Asked(
                _("Give the demand up"),
                _("Give up"),
                _("It is given up."),
                verdict,
                back,
                danger=True,
            )
            return asked, drop_demand, ReasonForm(given)
    return None


@group_page
def step(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Send a demand, enter a reply, weigh it, settle or drop the demand."""
    person = actor(request)
    found = _find(person, group, pk)
    if event not in found.LIFE.moves:
        raise Http404
    prepared = _asked(person, group, found, event, request.POST or None)
    if prepared is None:
        raise Http404
    asked, act, form = prepared

    def run() -> None:
        act(demand=found, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=_crumbs(group))
