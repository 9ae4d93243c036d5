"""The page of counted deadlines: list, notification days, confirming all in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.calendar.queries import Practice, practice_of
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.mandates.acts import confirm_counted, set_notified
from dabir.stages.mandates.counting import Counted, begins_on, count
from dabir.stages.mandates.models import Duty, Mandate
from dabir.stages.mandates.policy import may_assign
from dabir.stages.mandates.queries import (
    OPEN_STATES,
    duties_visible_to,
    origin_known_to,
    visible_to,
)
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.tabs import tabs
from dabir.web.mandates.wording import rest_words, within_words
from dabir.web.shared.fields import DayField
from dabir.web.shared.pages import actor, find, group_page, is_key

MOST = 200
"""So many duties of a kind stand on the page; confirming some makes room for others."""


class NotifiedForm(forms.Form):
    """The day on which a mandate was notified."""

    notified_on = DayField(label=gettext_lazy("Day of notification"))


@dataclass(frozen=True, slots=True)
class Row:
    """A duty whose day can be counted, with what is to be said about it."""

    counted: Counted
    words: str
    note: str

    @property
    def duty(self) -> Duty:
        """The duty."""
        return self.counted.duty


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mandate whose day of notification is unknown, and how many deadlines wait for it."""

    mandate: Mandate
    count: int


def _words(duty: Duty) -> str:
    return duty.due_text or within_words(duty.within, duty.anchor, working=duty.working_days)


def _note(counted: Counted, practice: Practice) -> str:
    """Return what is to be known about the last day, or nothing."""
    why = rest_words(practice, counted.last)
    if not why:
        return ""
    if counted.due != counted.last:
        return _("Moved from %(day)s: %(name)s.") % {"day": show_day(counted.last), "name": why}
    return _("Nobody works on that day: %(name)s.") % {"name": why}


def _row(counted: Counted, practice: Practice) -> Row:
    return Row(counted, _words(counted.duty), _note(counted, practice))


@dataclass(slots=True)
class Lists:
    """What the page lists: to confirm, differing from what is set, waiting, for a person."""

    to_confirm: list[Row]
    differing: list[Row]
    waiting: list[Waiting]
    by_hand: list[Duty]


def _lists(request: HttpRequest, group: Group, practice: Practice) -> Lists:
    duties = (
        duties_visible_to(request.user)
        .filter(origin_known_to(request.user), group=group, state__in=OPEN_STATES)
        .exclude(within="")
        .select_related("clause__mandate", "group", "address")
        .order_by("pk")
    )
    lists = Lists([], [], [], [])
    unknown: dict[Mandate, int] = {}
    for duty in duties.filter(due_on__isnull=True)[: MOST * 2]:
        counted = count(duty, practice)
        mandate = duty.clause.mandate if duty.clause else None
        if counted is not None:
            lists.to_confirm.append(_row(counted, practice))
        elif mandate and duty.anchor == Duty.Anchor.NOTIFICATION and begins_on(duty) is None:
            unknown[mandate] = unknown.get(mandate, 0) + 1
        else:
            lists.by_hand.append(duty)
    lists.waiting = [Waiting(mandate, number) for mandate, number in unknown.items()]
    # Only counting tells which days differ: most were confirmed as they count.
    for duty in duties.filter(due_on__isnull=False):
        counted = count(duty, practice)
        if counted is not None and duty.due_on != counted.due:
            lists.differing.append(_row(counted, practice))
        if len(lists.differing) == MOST:
            break
    return lists


@dataclass(frozen=True, slots=True)
class Resting:
    """A duty that is due on a day on which nobody works."""

    duty: Duty
    why: str


def _resting(request: HttpRequest, group: Group, practice: Practice) -> list[Resting]:
    """Return the duties ahead whose day is a holiday or in the weekend."""
    ahead = duties_visible_to(request.user).filter(
        group=group, state__in=OPEN_STATES, due_on__gte=timezone.localdate()
    )
    named = [
        Resting(duty, rest_words(practice, duty.due_on))
        for duty in ahead.order_by("due_on", "pk")[:MOST]
    ]
    return [each for each in named if each.why]


@group_page
def deadlines(request: HttpRequest, group: Group) -> HttpResponse:
    """What is counted, for confirming; what waits for a day of notification; what a person sets."""
    practice = practice_of(group)
    lists = _lists(request, group, practice)
    context = {
        "tabs": tabs(group, "deadlines"),
        "practice": practice,
        "lists": lists,
        "resting": _resting(request, group, practice),
        "may_assign": may_assign(request.user, group),
    }
    return render(request, "mandates/deadlines/list.html", context)


@group_page
@require_POST
def confirm(request: HttpRequest, group: Group) -> HttpResponse:
    """Confirm the days that were chosen on the page, as they stood there."""
    here = redirect("mandates:deadlines", code=group.code)
    days: dict[int, date] = {}
    for key in request.POST.getlist("duty"):
        try:
            day = date.fromisoformat(request.POST.get(f"day-{key}", ""))
        except ValueError:
            continue
        if is_key(key):
            days[int(key)] = day
    # Nobody confirms by its number what they may not see.
    seen = duties_visible_to(request.user).filter(group=group, pk__in=days)
    known = set(seen.values_list("pk", flat=True))
    chosen = {pk: day for pk, day in days.items() if pk in known}
    try:
        done = confirm_counted(group=group, days=chosen, actor=actor(request), at=timezone.now())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return here
    said = ngettext("One day was confirmed.", "%(count)s days were confirmed.", len(done))
    messages.success(request, said % {"count": show_digits(len(done))})
    return here


@group_page
def notified(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Say on which day a mandate was notified."""
    may_assign(request.user, group).require()
    found = find(visible_to(request.user).filter(group=group), pk=pk)
    back = reverse("mandates:deadlines", args=[group.code])
    asking = Asking(
        title=_("Day of notification"),
        text=_("“%(name)s”: deadlines that count from it are proposed for confirming.")
        % {"name": found.name},
        submit=_("Save"),
        cancel_url=back,
        done=_("The day of notification is noted."),
        crumbs=[
            {"label": _("Deadlines"), "url": back},
            {"label": _("Day of notification")},
        ],
    )
    form = NotifiedForm(request.POST or None, initial={"notified_on": found.notified_on})

    def act(typed: dict[str, Any]) -> str:
        set_notified(mandate=found, actor=actor(request), at=timezone.now(), **typed)
        return back

    return ask(request, form, asking, act)
