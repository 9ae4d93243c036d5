"""Minutes: drawn up, changed, approved; and the papers of a meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.decisions import policy
from dabir.stages.decisions.acts import approve_minutes, change_minutes, draft_minutes
from dabir.stages.decisions.queries import agenda_visible_to, minutes_visible_to
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import MinutesForm
from dabir.web.decisions.paper import agenda_pdf, minutes_pdf
from dabir.web.decisions.views import find_meeting, meeting_crumbs, url_of
from dabir.web.shared.pages import actor, find, group_page


@group_page
def draft(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Draw the minutes up, once asked."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    exists = minutes_visible_to(person).filter(meeting=found).exists()
    asked = Asked(
        _("Draw the minutes up again") if exists else _("Draw the minutes up"),
        _("Draw up"),
        _("The minutes are drawn up. Read them through and complete them."),
        policy.may_write_minutes(person, found),
        f"{url_of(found)}#minutes",
        _("What was written by hand is replaced.")
        if exists
        else _("They are made from attendance, agenda, decisions and action items."),
        danger=exists,
        asks=True,
    )

    def run() -> None:
        draft_minutes(meeting=found, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=meeting_crumbs(group, found))


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change the text of the minutes."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    minutes = minutes_visible_to(person).filter(meeting=found).first()
    if minutes is None:
        return redirect("decisions:draft_minutes", group.code, found.pk)
    form = MinutesForm(request.POST or None, initial={"text": minutes.text})
    asked = Asked(
        _("Change the minutes"),
        _("Save"),
        _("The minutes are saved."),
        policy.may_write_minutes(person, found),
        f"{url_of(found)}#minutes",
        text=_("A line that repeats an item's number and subject begins its part."),
    )

    def run() -> None:
        change_minutes(minutes=minutes, actor=person, at=timezone.now(), **form.cleaned_data)

    crumbs = meeting_crumbs(group, found)
    key = f"minutes-{minutes.pk}-{person.pk}"
    return ask(request, asked, run, form, crumbs=crumbs, draft_key=key)


@group_page
def approve(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Approve the minutes, once asked."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    minutes = find(minutes_visible_to(person), meeting=found)
    asked = Asked(
        _("Approve the minutes"),
        _("Approve"),
        _("The minutes are approved."),
        policy.may_approve_minutes(person, minutes),
        f"{url_of(found)}#minutes",
        _("Neither they nor anything else of the meeting changes after that."),
        asks=True,
    )

    def run() -> None:
        approve_minutes(minutes=minutes, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=meeting_crumbs(group, found))


@group_page
def agenda_paper(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The agenda on paper."""
    found = find_meeting(request.user, group, pk)
    items = list(agenda_visible_to(request.user).filter(meeting=found))
    return _as_pdf(agenda_pdf(found, items), f"agenda-{found.number}")


@group_page
def minutes_paper(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The minutes on paper."""
    found = find_meeting(request.user, group, pk)
    minutes = find(minutes_visible_to(request.user), meeting=found)
    return _as_pdf(minutes_pdf(minutes), f"minutes-{found.number}")


def _as_pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
