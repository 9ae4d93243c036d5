"""How one group counts days and reminds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.calendar.acts import choose_calendar
from dabir.foundation.calendar.models import WEEKDAYS, GroupCalendar
from dabir.foundation.calendar.policy import may_choose
from dabir.foundation.calendar.queries import choosable, practice_of
from dabir.foundation.people.models import Group
from dabir.web.calendar.forms import PracticeForm
from dabir.web.shared.asking import Crumb, answered, ask
from dabir.web.shared.pages import actor, group_page


@group_page
def practice(request: HttpRequest, group: Group) -> HttpResponse:
    """What the group chose: its calendar, the rule of the last day, reminders, the digest."""
    found = practice_of(group)
    today = timezone.localdate()
    upcoming = found.calendar.holidays.filter(day__gte=today)[:8] if found.calendar else []
    context = {
        "practice": found,
        "inherited": found.choice is not None and found.choice.group_id != group.pk,
        "weekend": [WEEKDAYS[day] for day in sorted(found.working.weekend)],
        "digest_on": WEEKDAYS[found.digest_on],
        "upcoming": upcoming,
        "may_choose": may_choose(request.user, group),
    }
    return render(request, "calendar/practice.html", context)


@group_page
def choose(request: HttpRequest, group: Group) -> HttpResponse:
    """Decide how the group counts days and reminds."""
    may_choose(request.user, group).require()
    found = practice_of(group)
    initial = {
        "calendar": found.calendar,
        "rolls": found.rolls,
        "reminders": list(found.reminders),
        "digest_on": found.choice.digest_on if found.choice else None,
    }
    form = PracticeForm(request.POST or None, initial=initial, calendars=choosable(group))

    def act(typed: dict[str, Any]) -> GroupCalendar:
        return choose_calendar(group=group, actor=actor(request), at=timezone.now(), **typed)

    if answered(request, form, act) is not None:
        messages.success(request, _("From now on, days are counted in this way."))
        return redirect("group_calendar", code=group.code)
    here = reverse("group_calendar", args=[group.code])
    return ask(
        request,
        form,
        heading=_("Counting of days and reminders"),
        submit=_("Save"),
        cancel_url=here,
        crumbs=[Crumb(_("Calendar of the group"), here)],
    )
