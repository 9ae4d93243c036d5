"""Meetings: the list, a meeting, and what is done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.decisions import policy
from dabir.stages.decisions.acts import (
    begin_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
    convene_meeting,
    invite_guest,
    mark_attendance,
    plan_meeting,
)
from dabir.stages.decisions.follow_up import followed_under
from dabir.stages.decisions.models import AgendaItem, Meeting
from dabir.stages.decisions.queries import agenda_of, minutes_visible_to, visible_to
from dabir.stages.decisions.roll import call_roll
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import AttendanceForm, GuestForm, MeetingForm, ReasonForm
from dabir.web.shared.pages import actor, find, group_page


def tabs(group: Group, current: str) -> list[dict[str, Any]]:
    """Return the pages of this stage."""
    pages = (
        ("index", _("Meetings")),
        ("book", _("Decisions")),
        ("actions", _("Action items")),
        ("submittals", _("Submittals")),
    )
    return [
        {
            "url": reverse(f"decisions:{name}", args=[group.code]),
            "label": label,
            "current": name == current,
        }
        for name, label in pages
    ]


def meeting_crumbs(group: Group, meeting: Meeting | None = None) -> list[dict[str, str]]:
    """Return the way back from a page of this stage."""
    crumbs = [{"url": reverse("decisions:index", args=[group.code]), "label": _("Meetings")}]
    if meeting is not None:
        crumbs.append({"url": url_of(meeting), "label": meeting.name})
    return crumbs


def url_of(meeting: Meeting) -> str:
    """Return the page of a meeting."""
    return reverse("decisions:meeting", args=[meeting.group.code, meeting.pk])


def find_meeting(reader: Reader, group: Group, pk: int) -> Meeting:
    """Return a meeting of the group that the reader may see, or answer 404."""
    return find(visible_to(reader).select_related("chair", "recorder"), group=group, pk=pk)


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's meetings: those to come, then those held."""
    now = timezone.now()
    meetings = list(visible_to(request.user).filter(group=group).order_by("-begins_at"))
    over = (Meeting.State.CLOSED, Meeting.State.MINUTED, Meeting.State.CANCELLED)
    coming = [one for one in meetings if one.state not in over]
    context = {
        "tabs": tabs(group, "index"),
        "coming": sorted(coming, key=lambda one: one.begins_at),
        "held": [one for one in meetings if one.state in over],
        "may_hold": policy.may_hold(request.user, group),
        "now": now,
    }
    return render(request, "decisions/index.html", context)


@group_page
def meeting(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One meeting: agenda, attendance and quorum, decisions, action items, minutes."""
    reader = request.user
    found = find_meeting(reader, group, pk)
    roll = call_roll(found)
    minutes = minutes_visible_to(reader).filter(meeting=found).first()
    hold = policy.may_hold(reader, group)
    context = {
        "meeting": found,
        "crumbs": meeting_crumbs(group),
        "agenda": [
            {
                "item": item,
                "followed": followed_under(item, reader)
                if item.kind == AgendaItem.Kind.FOLLOW_UP
                else None,
            }
            for item in agenda_of(found, reader)
        ],
        "may_remove": found.state in {Meeting.State.PLANNED, Meeting.State.CONVENED},
        "roll": roll,
        "quorate": policy.quorum_verdict(roll.quorum),
        "marked": any(seat.presence for seat in roll.seats),
        "minutes": minutes,
        "invitations": found.invitations.select_related("person").prefetch_related("items"),
        "hold": hold,
        "may_change_agenda": policy.may_change_agenda(reader, found),
        "may_mark": policy.may_mark(reader, found),
        "may_decide": policy.may_decide(reader, found) if hold else hold,
        "may_note": policy.may_note_action(reader, found),
        "may_write": policy.may_write_minutes(reader, found),
        "may_approve": policy.may_approve_minutes(reader, minutes) if minutes else None,
        "steps": _next_steps(reader, found) if hold else [],
    }
    return render(request, "decisions/meeting.html", context)


def _next_steps(reader: Reader, found: Meeting) -> list[dict[str, Any]]:
    labels = {
        "convene": _("Convene the meeting"),
        "begin": _("Begin the meeting"),
        "close": _("Close the meeting"),
        "cancel": _("Cancel the meeting"),
    }
    return [
        {
            "label": label,
            "url": reverse("decisions:step", args=[found.group.code, found.pk, event]),
            "verdict": policy.may_move(reader, found, event),
            "kind": "danger" if event == "cancel" else "",
        }
        for event, label in labels.items()
        if found.LIFE.allows(found.state, event)
    ]


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Plan a meeting."""
    person = actor(request)
    form = MeetingForm(request.POST or None, group=group)
    asked = Asked(
        _("Plan a meeting"),
        _("Plan"),
        _("The meeting is planned. Its agenda comes next."),
        policy.may_hold(person, group),
        reverse("decisions:index", args=[group.code]),
    )

    def run() -> str:
        made = plan_meeting(group=group, actor=person, at=timezone.now(), **form.details())
        return url_of(made)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group))


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change when and where a meeting is held."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    form = MeetingForm(request.POST or None, group=group, meeting=found)
    asked = Asked(
        _("Change the meeting"),
        _("Save"),
        _("The meeting is changed."),
        policy.may_change_agenda(person, found),
        url_of(found),
    )
    run = partial(change_meeting, meeting=found, actor=person, at=timezone.now())
    return ask(
        request, asked, lambda: run(**form.details()), form, crumbs=meeting_crumbs(group, found)
    )


@group_page
def attendance(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Mark who is present."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    form = AttendanceForm(request.POST or None, roll=call_roll(found))
    asked = Asked(
        _("Mark attendance"),
        _("Save"),
        _("Attendance is noted."),
        policy.may_mark(person, found),
        url_of(found),
        text=_("An alternate who is present sits in for the principal of the same body."),
    )

    def run() -> None:
        mark_attendance(meeting=found, presences=form.presences(), actor=person, at=timezone.now())

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


@group_page
def guests(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Invite a guest."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    form = GuestForm(request.POST or None, meeting=found)
    asked = Asked(
        _("Invite a guest"),
        _("Invite"),
        _("The guest is invited."),
        policy.may_change_agenda(person, found),
        url_of(found),
        text=_(
            "Once the meeting is convened, a guest sees these items and what they deal with, until"
            " the day of the meeting has passed. A guest may speak and has no vote."
        ),
    )

    def run() -> None:
        invite_guest(meeting=found, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


def _steps(person: Person, found: Meeting) -> dict[str, tuple[Asked, Any, type[forms.Form] | None]]:
    def asked(event: str, title: str, text: str, done: str, *, danger: bool = False) -> Asked:
        verdict = policy.may_move(person, found, event)
        return Asked(title, title, done, verdict, url_of(found), text, danger=danger, asks=True)

    return {
        "convene": (
            asked(
                "convene",
                _("Convene the meeting"),
                _("Members and guests are told by mail, and guests see their papers."),
                _("The meeting is convened."),
            ),
            convene_meeting,
            None,
        ),
        "begin": (
            asked(
                "begin",
                _("Begin the meeting"),
                _("From now on it can decide, once it has a quorum."),
                _("The meeting is in session."),
            ),
            begin_meeting,
            None,
        ),
        "close": (
            asked(
                "close",
                _("Close the meeting"),
                _("It takes no more decisions; its minutes are written and approved."),
                _("The meeting is closed."),
            ),
            close_meeting,
            None,
        ),
        "cancel": (
            asked(
                "cancel",
                _("Cancel the meeting"),
                _("Those who were told of it are told that it will not be held."),
                _("The meeting is cancelled."),
                danger=True,
            ),
            cancel_meeting,
            ReasonForm,
        ),
    }


@group_page
def step(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Convene, begin, close or cancel a meeting, once asked."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    if event not in Meeting.LIFE.moves or event not in (steps := _steps(person, found)):
        raise Http404
    asked, act, form_class = steps[event]
    form = form_class(request.POST or None) if form_class else None

    def run() -> None:
        said = form.cleaned_data if form else {}
        act(meeting=found, actor=person, at=timezone.now(), **said)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))
