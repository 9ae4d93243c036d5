"""Submittals to higher bodies, and their answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.decisions import policy
from dabir.stages.decisions.acts import approve_submittal, return_submittal, submit_version
from dabir.stages.decisions.models import Submittal
from dabir.stages.decisions.queries import decisions_visible_to, submittals_visible_to
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import ApprovalForm, ReturnForm, SubmitForm
from dabir.web.decisions.views import tabs
from dabir.web.shared.pages import actor, find, group_page


def _crumbs(group: Group) -> list[dict[str, str]]:
    return [{"url": reverse("decisions:submittals", args=[group.code]), "label": _("Submittals")}]


def _find(reader: Reader, group: Group, pk: int) -> Submittal:
    return find(submittals_visible_to(reader), text__group=group, pk=pk)


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """What was handed to higher bodies, the latest first."""
    context = {
        "tabs": tabs(group, "submittals"),
        "submittals": submittals_visible_to(request.user).filter(text__group=group),
        "may_hold": policy.may_hold(request.user, group),
    }
    return render(request, "decisions/submittals.html", context)


@group_page
def submittal(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One submittal with its answer."""
    reader = request.user
    found = _find(reader, group, pk)
    letters = letters_visible_to(reader)
    context = {
        "submittal": found,
        "crumbs": _crumbs(group),
        "letter": letters.filter(pk=found.letter_id or 0).first(),
        "answer_letter": letters.filter(pk=found.answer_letter_id or 0).first(),
        "decision": decisions_visible_to(reader).filter(pk=found.decision_id or 0).first(),
        "may_approve": policy.may_answer(reader, found, "approve"),
        "may_return": policy.may_answer(reader, found, "return"),
        "awaited": found.state == Submittal.State.AWAITED,
    }
    return render(request, "decisions/submittal.html", context)


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Hand a version to the higher body."""
    person = actor(request)
    form = SubmitForm(request.POST or None, group=group, reader=person)
    asked = Asked(
        _("Submit a version"),
        _("Submit"),
        _("The version is with the higher body."),
        policy.may_hold(person, group),
        reverse("decisions:submittals", args=[group.code]),
        text=_("The text rests until the higher body has answered."),
    )

    def run() -> str:
        made = submit_version(actor=person, at=timezone.now(), **form.cleaned_data)
        return reverse("decisions:submittal", args=[group.code, made.pk])

    return ask(request, asked, run, form, crumbs=_crumbs(group))


@group_page
def answer(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Enter the higher body's answer."""
    person = actor(request)
    found = _find(person, group, pk)
    back = reverse("decisions:submittal", args=[group.code, found.pk])
    verdict = policy.may_answer(person, found, event) if event in found.LIFE.moves else None
    if verdict is None:
        raise Http404
    form: forms.Form
    if event == "approve":
        form = ApprovalForm(request.POST or None, group=group, reader=person)
        title, done = _("The higher body approved"), _("The approval is entered.")
    else:
        form = ReturnForm(request.POST or None, group=group, reader=person)
        title, done = _("The higher body returned it"), _("The text is in drafting again.")

    def run() -> None:
        act: Any = approve_submittal if event == "approve" else return_submittal
        act(submittal=found, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(
        request, Asked(title, _("Enter"), done, verdict, back), run, form, crumbs=_crumbs(group)
    )
