"""Who was asked in a call and who has been heard; the list of those who have not answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from dabir.chain.heard import Heard, Invited, Standing, heard_in
from dabir.formats.reports import Facts, Report, Table
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.calls import policy, queries
from dabir.stages.calls.models import Call
from dabir.web.calls.drafting.views import crumbs, page_of
from dabir.web.calls.public.remaining import show_deadline
from dabir.web.mandates.sheets import report_as_file
from dabir.web.shared.pages import find, group_page


def standing_words() -> dict[str, tuple[str, str]]:
    """Return how each standing is said, with the tone of its badge."""
    return {
        Standing.HEARD: (_("heard"), "good"),
        Standing.LATE: (_("answered late"), "wait"),
        Standing.WAITING: (_("not heard yet"), ""),
        Standing.OVERDUE: (_("not answered"), "bad"),
    }


def _found(request: HttpRequest, group: Group, pk: int) -> Call:
    policy.may_draft(request.user, group).require()
    return find(queries.published_to(request.user), group=group, pk=pk)


@group_page
def heard(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Invited bodies and groups, questions, axes and provinces: heard, late, not heard yet."""
    call = _found(request, group, pk)
    found = heard_in(call, request.user, timezone.now())
    words = standing_words()
    return render(
        request,
        "calls/heard/heard.html",
        {
            "call": call,
            "heard": found,
            "heard_bodies": len(found.bodies) - len(found.silent_bodies),
            "bodies": [(one, *words[one.standing]) for one in found.bodies],
            "invited_groups": [(one, *words[one.standing]) for one in found.groups],
            "lists": [
                (_("Axes"), found.axes),
                (_("Questions"), found.questions),
                (_("Provinces"), found.provinces),
            ],
            "may_remind": policy.may_remind(request.user, call),
            "crumbs": crumbs(group, page_of(call), (_("Who has been heard"), "")),
        },
    )


@group_page
def silent_file(request: HttpRequest, group: Group, pk: int, ending: str) -> HttpResponse:
    """The bodies that have not answered, with letters and reminders, as PDF or for Word."""
    call = _found(request, group, pk)
    found = heard_in(call, request.user, timezone.now())
    return report_as_file(silent_report(found), f"{call.code}-silent", ending)


def silent_report(found: Heard) -> Report:
    """Return the list of the bodies that have not answered, as the present reader reads."""
    call = found.call
    today = timezone.now().astimezone(call.zone).date()
    pairs = (
        (_("Asked by"), call.group.name),
        (_("Deadline"), show_deadline(call)),
        (_("Bodies asked"), show_digits(len(found.bodies))),
        (_("Not answered"), show_digits(len(found.silent_bodies))),
    )
    rows = tuple(_row(one, call) for one in found.silent_bodies)
    table = Table(
        columns=(_("Body"), _("Covering letter"), _("Reminders"), _("Last reminded")),
        rows=rows or ((_("Every body that was asked has answered."), "", "", ""),),
        widths=(2.4, 1.3, 1.6, 1.2),
    )
    from_right = get_language_bidi()
    return Report(
        language="fa" if from_right else "en",
        direction="rtl" if from_right else "ltr",
        title=_("Not answered: %(call)s") % {"call": call.name},
        subtitle=_("As of %(day)s") % {"day": show_day(today)},
        kicker=call.group.name,
        parts=(Facts(pairs=pairs), table),
        day=today,
    )


def _row(one: Invited, call: Call) -> tuple[str, str, str, str]:
    letter = one.invitation.letter
    reminded = one.invitation.reminded_at
    numbers = [show_digits(each.number) for each in one.reminders if each.number]
    count = show_digits(one.invitation.reminders)
    return (
        one.invitation.name,
        show_digits(letter.number) if letter is not None and letter.number else "—",
        f"{count} ({_(', ').join(numbers)})" if numbers else count,
        show_day(reminded.astimezone(call.zone).date()) if reminded is not None else "—",
    )
