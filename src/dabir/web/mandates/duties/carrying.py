"""What those who carry a duty do: acknowledge, decline, hand over, begin, ask for more time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_day
from dabir.stages.mandates.acts import (
    accept_duty,
    ask_extension,
    decline_duty,
    grant_extension,
    hand_over_duty,
    refuse_extension,
    start_duty,
    withdraw_extension,
)
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.policy import (
    may_answer_extension,
    may_ask_extension,
    may_decline,
    may_hand_over,
    parts_spoken_for,
    possible_receivers,
)
from dabir.stages.mandates.steps import Carrier, key_of
from dabir.web.mandates.asking import ask
from dabir.web.mandates.duties.forms import (
    DeclineForm,
    ExtensionForm,
    GrantForm,
    HandOverForm,
)
from dabir.web.mandates.duties.pages import (
    address_of,
    asking_about,
    duty_page,
    find_extension,
    may_open,
)
from dabir.web.mandates.forms import ReasonForm
from dabir.web.shared.pages import actor


@duty_page
@require_POST
def advance(request: HttpRequest, found: Duty, event: str) -> HttpResponse:
    """Acknowledge a duty, or begin it."""
    act = {"accept": accept_duty, "start": start_duty}[event]
    act(duty=found, actor=actor(request), at=timezone.now())
    return redirect(address_of(found))


def _spoken_for(person: Person, duty: Duty, *, responsible: bool = False) -> dict[str, Carrier]:
    return {
        key_of(one.carrier): one.carrier
        for one in parts_spoken_for(person, duty)
        if not responsible or one.part == Assignment.Part.RESPONSIBLE
    }


def _way_back(person: Person, duty: Duty) -> str:
    """Return the page of the duty, or the tray where the duty went out of the person's sight."""
    return address_of(duty) if may_open(person, duty) else reverse("tray")


@duty_page
def decline(request: HttpRequest, found: Duty) -> HttpResponse:
    """Say that a duty is not the task of a body or a committee."""
    person = actor(request)
    may_decline(person, found).require()
    mine = _spoken_for(person, found)
    form = DeclineForm(request.POST or None, carriers=mine)
    asking = asking_about(
        request,
        found,
        title=_("Decline the duty"),
        text=_("The duty goes back to the secretariat, which reads your reason."),
        done=_("The duty is declined."),
    )

    def act(typed: dict[str, Any]) -> str:
        decline_duty(
            duty=found,
            carrier=mine[typed["carrier"]],
            reason=typed["reason"],
            actor=person,
            at=timezone.now(),
        )
        return _way_back(person, found)

    return ask(request, form, asking, act)


@duty_page
def hand_over(request: HttpRequest, found: Duty) -> HttpResponse:
    """Hand a duty over within the division of labour."""
    person = actor(request)
    may_hand_over(person, found).require()
    mine = _spoken_for(person, found, responsible=True)
    receivers = {key_of(one): one for one in possible_receivers(found)}
    form = HandOverForm(request.POST or None, carriers=mine, receivers=receivers)
    asking = asking_about(
        request,
        found,
        title=_("Hand the duty over"),
        text=_("Whoever receives it has to acknowledge it anew. The secretariat is told."),
        done=_("The duty is handed over."),
    )

    def act(typed: dict[str, Any]) -> str:
        hand_over_duty(
            duty=found,
            carrier=mine[typed["carrier"]],
            to=receivers[typed["to"]],
            stays=typed["stays"],
            reason=typed["reason"],
            actor=person,
            at=timezone.now(),
        )
        return _way_back(person, found)

    return ask(request, form, asking, act)


@duty_page
def extend(request: HttpRequest, found: Duty) -> HttpResponse:
    """Ask for more time."""
    person = actor(request)
    may_ask_extension(person, found).require()
    day = show_day(found.due_on) if found.due_on else ""
    asking = asking_about(
        request,
        found,
        title=_("Ask for more time"),
        submit=_("Ask"),
        text=_("The present deadline is %(day)s. The secretariat answers.") % {"day": day},
        done=_("More time is asked for; the secretariat is told."),
    )

    def act(typed: dict[str, Any]) -> str:
        ask_extension(duty=found, **typed, actor=person, at=timezone.now())
        return address_of(found)

    return ask(request, ExtensionForm(request.POST or None), asking, act)


@duty_page
def grant(request: HttpRequest, found: Duty, extension: int) -> HttpResponse:
    """Grant more time, until the day that was asked for or another."""
    person = actor(request)
    asked = find_extension(person, found, extension)
    may_answer_extension(person, asked, "grant").require()
    asking = asking_about(
        request,
        found,
        title=_("Grant more time"),
        text=asked.reason,
        done=_("More time is granted; the deadline has moved."),
    )

    def act(typed: dict[str, Any]) -> str:
        grant_extension(extension=asked, **typed, actor=person, at=timezone.now())
        return address_of(found)

    form = GrantForm(request.POST or None, initial={"until": asked.until})
    return ask(request, form, asking, act)


@duty_page
def refuse(request: HttpRequest, found: Duty, extension: int) -> HttpResponse:
    """Refuse more time, saying why."""
    person = actor(request)
    asked = find_extension(person, found, extension)
    may_answer_extension(person, asked, "refuse").require()
    asking = asking_about(
        request,
        found,
        title=_("Refuse more time"),
        text=_("The deadline stays. Those who carry the duty will read your reason."),
        done=_("The answer is given: no more time."),
    )

    def act(typed: dict[str, Any]) -> str:
        refuse_extension(extension=asked, reason=typed["reason"], actor=person, at=timezone.now())
        return address_of(found)

    return ask(request, ReasonForm(request.POST or None), asking, act)


@duty_page
@require_POST
def withdraw(request: HttpRequest, found: Duty, extension: int) -> HttpResponse:
    """Take a request for more time back."""
    person = actor(request)
    asked = find_extension(person, found, extension)
    withdraw_extension(extension=asked, actor=person, at=timezone.now())
    return redirect(address_of(found))
