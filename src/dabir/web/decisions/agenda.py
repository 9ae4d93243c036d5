"""The agenda of a meeting: its items, votes, action items and what was said."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group, Person
from dabir.stages.decisions import policy
from dabir.stages.decisions.acts import (
    add_agenda_item,
    change_agenda,
    change_agenda_item,
    decide,
    note_action,
    note_discussion,
    note_follow_up,
    remove_agenda_item,
)
from dabir.stages.decisions.models import AgendaItem, Meeting
from dabir.stages.decisions.queries import agenda_visible_to
from dabir.stages.decisions.roll import call_roll
from dabir.stages.mandates.queries import duties_visible_to
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import ActionForm, AgendaItemForm, DecideForm, DiscussionForm
from dabir.web.decisions.views import find_meeting, meeting_crumbs, url_of
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.templatetags.reader import shortened


def _find_item(person: Person, found: Meeting, pk: int) -> AgendaItem:
    return find(agenda_visible_to(person), meeting=found, pk=pk)


@group_page
def new(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    form = AgendaItemForm(request.POST or None, group=group, reader=person)
    asked = Asked(
        _("Add an item to the agenda"),
        _("Add"),
        _("The item is on the agenda."),
        policy.may_change_agenda(person, found),
        url_of(found),
    )

    def run() -> None:
        add_agenda_item(meeting=found, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


@group_page
def change(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """Change an item of the agenda."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    form = AgendaItemForm(request.POST or None, group=group, reader=person, item=chosen)
    asked = Asked(
        _("Change the item"),
        _("Save"),
        _("The item is changed."),
        policy.may_change_agenda(person, found),
        url_of(found),
    )

    def run() -> None:
        change_agenda_item(item=chosen, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


@require_POST
@group_page
def move(request: HttpRequest, group: Group, pk: int, item: int, way: str) -> HttpResponse:
    """Move an item one place up or down."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    if way not in {"up", "down"}:
        raise Http404
    order = list(found.agenda.all())
    place = order.index(chosen)
    target = place + (-1 if way == "up" else 1)
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        change_agenda(meeting=found, order=order, actor=person, at=timezone.now())
        messages.success(request, _("The agenda is in another order."))
    return redirect(f"{url_of(found)}#item-{chosen.pk}")


@group_page
def vote(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """Put a proposal to the vote."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    form = DecideForm(request.POST or None, item=chosen, reader=person)
    asked = Asked(
        _("Decide: %(item)s") % {"item": chosen.name},
        _("Keep the decision"),
        _("The decision is kept."),
        policy.may_decide(person, found),
        f"{url_of(found)}#item-{chosen.pk}",
    )

    def run() -> None:
        decide(item=chosen, actor=person, at=timezone.now(), **form.details())

    crumbs = meeting_crumbs(group, found)
    return ask(request, asked, run, form, crumbs=crumbs, roll=call_roll(found))


@group_page
def action(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """Note an action item."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    form = ActionForm(request.POST or None, item=chosen, reader=person)
    asked = Asked(
        _("Note an action item"),
        _("Note the action"),
        _("The action item is noted."),
        policy.may_note_action(person, found),
        f"{url_of(found)}#item-{chosen.pk}",
    )

    def run() -> None:
        note_action(item=chosen, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


@group_page
def discussion(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """Note what was said on an item."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    form = DiscussionForm(request.POST or None, initial={"discussion": chosen.discussion})
    asked = Asked(
        _("Note what was said: %(item)s") % {"item": chosen.name},
        _("Save"),
        _("The discussion is noted."),
        policy.may_note_action(person, found),
        f"{url_of(found)}#item-{chosen.pk}",
    )

    def run() -> None:
        note_discussion(item=chosen, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))


@group_page
def remove(request: HttpRequest, group: Group, pk: int, item: int) -> HttpResponse:
    """Take an item off the agenda, once asked."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    asked = Asked(
        _("Take off the agenda: %(item)s") % {"item": chosen.name},
        _("Take off"),
        _("The item is off the agenda."),
        policy.may_remove_item(person, chosen),
        url_of(found),
        text=_("The items after it move up."),
        danger=True,
        asks=True,
    )

    def run() -> None:
        remove_agenda_item(item=chosen, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=meeting_crumbs(group, found))


@group_page
def followed(request: HttpRequest, group: Group, pk: int, item: int, duty: int) -> HttpResponse:
    """Note what was said of a duty under the follow-up of resolutions."""
    person = actor(request)
    found = find_meeting(person, group, pk)
    chosen = _find_item(person, found, item)
    one = find(duties_visible_to(person), pk=duty)
    kept = chosen.followed.filter(duty=one).first()
    form = DiscussionForm(request.POST or None, initial={"discussion": kept.said if kept else ""})
    asked = Asked(
        _("Note what was said: %(item)s") % {"item": shortened(one.title or one.text, 80)},
        _("Save"),
        _("What was said of the duty is noted."),
        policy.may_note_action(person, found),
        f"{url_of(found)}#item-{chosen.pk}",
    )

    def run() -> None:
        note_follow_up(
            item=chosen,
            duty=one,
            said=form.cleaned_data["discussion"],
            actor=person,
            at=timezone.now(),
        )

    return ask(request, asked, run, form, crumbs=meeting_crumbs(group, found))
