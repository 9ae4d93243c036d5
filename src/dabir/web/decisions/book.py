"""The decision book, one decision, and the follow-up of action items."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.decisions import policy
from dabir.stages.decisions.acts import conclude_text, make_duty
from dabir.stages.decisions.minutes_text import sit_for, tally_sentence
from dabir.stages.decisions.models import Decision
from dabir.stages.decisions.queries import (
    actions_visible_to,
    decisions_visible_to,
    latest_action_items,
    submittals_visible_to,
)
from dabir.stages.texts.queries import amendments_visible_to
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.views import meeting_crumbs, tabs, url_of
from dabir.web.shared.pages import actor, find, group_page, is_key

PAGE = 30


@group_page
def book(request: HttpRequest, group: Group) -> HttpResponse:
    """All decisions, the latest first; ``?show=resolutions`` those a higher body approved."""
    show = request.GET.get("show", "")
    decisions = decisions_visible_to(request.user).filter(meeting__group=group)
    resolved = Q(submittals__state="approved")
    if show == "resolutions":
        decisions = decisions.filter(resolved).distinct()
    elif show in Decision.Outcome.values:
        decisions = decisions.filter(outcome=show)
    before = request.GET.get("before", "")
    if is_key(before):
        decisions = decisions.filter(pk__lt=before)
    shown = list(decisions.order_by("-pk").prefetch_related("submittals")[: PAGE + 1])
    older = f"?show={show}&before={shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    choices = (
        ("", _("All")),
        ("adopted", _("Adopted")),
        ("rejected", _("Not adopted")),
        ("resolutions", _("Resolutions")),
    )
    context = {
        "tabs": tabs(group, "book"),
        "decisions": [(one, tally_sentence(one)) for one in shown[:PAGE]],
        "filters": [
            {"url": f"?show={key}", "label": label, "current": key == show}
            for key, label in choices
        ],
        "older_url": older,
        "newer_url": f"?show={show}" if before else "",
    }
    return render(request, "decisions/book.html", context)


@group_page
def decision(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One decision: its words, its votes, what it is on and what follows from it."""
    reader = request.user
    found = find(decisions_visible_to(reader), meeting__group=group, pk=pk)
    context = {
        "decision": found,
        "sentence": tally_sentence(found),
        "crumbs": meeting_crumbs(group, found.meeting),
        "amendments": amendments_visible_to(reader).filter(decisions=found),
        "actions": actions_visible_to(reader).filter(decision=found),
        "submittals": submittals_visible_to(reader).filter(decision=found),
        "ballots": _ballots(found),
        "may_conclude": policy.may_conclude(reader, found) if _concludes(found) else None,
    }
    return render(request, "decisions/decision.html", context)


def _concludes(found: Decision) -> bool:
    """Whether this decision could be the last word on a text: no body stands above the group."""
    adopted = found.outcome == Decision.Outcome.ADOPTED and found.version is not None
    return adopted and found.meeting.group.higher_body_id is None


def _ballots(found: Decision) -> list[tuple[str, list[str]]]:
    by_choice: dict[str, list[str]] = {}
    for ballot in found.ballots.select_related("membership__person", "membership__body"):
        by_choice.setdefault(ballot.get_choice_display(), []).append(sit_for(ballot.membership))
    return list(by_choice.items())


@group_page
def conclude(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Approve a text by the group's own decision, once asked."""
    person = actor(request)
    found = find(decisions_visible_to(person), meeting__group=group, pk=pk)
    asked = Asked(
        _("Approve the text by this decision"),
        _("Approve"),
        _("The text is approved and can be issued."),
        policy.may_conclude(person, found),
        reverse("decisions:decision", args=[group.code, found.pk]),
        _("No body stands above the group: its decision is final."),
        asks=True,
    )

    def run() -> None:
        conclude_text(decision=found, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=meeting_crumbs(group, found.meeting))


@group_page
def actions(request: HttpRequest, group: Group) -> HttpResponse:
    """The follow-up of resolutions: who does what until when, and how far it is."""
    reader = request.user
    today = group.day(timezone.now())
    found = list(latest_action_items(reader, group))
    context: dict[str, Any] = {
        "tabs": tabs(group, "actions"),
        "actions": found,
        "today": today,
        "hold": policy.may_hold(reader, group),
    }
    return render(request, "decisions/actions.html", context)


@group_page
def duty(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make a duty of an action item, once asked."""
    person = actor(request)
    found = find(actions_visible_to(person), item__meeting__group=group, pk=pk)
    asked = Asked(
        _("Make it a duty"),
        _("Make it a duty"),
        _("It is a duty now: it is carried, reported on and followed up."),
        policy.may_task(person, found),
        f"{url_of(found.item.meeting)}#action-{found.pk}",
        found.text,
        asks=True,
    )

    def run() -> None:
        make_duty(action=found, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=meeting_crumbs(group, found.item.meeting))
