"""Referrals of any item, and the tray they arrive in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.chain.tray import tray_of
from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.letters.acts import (
    finish_referral,
    read_referral,
    recall_referral,
    refer,
    return_referral,
)
from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.policy import may_act_on, may_recall, may_refer, may_show
from dabir.foundation.letters.queries import referral_tree, referrals_visible_to
from dabir.foundation.people.models import Person
from dabir.foundation.trace.kinds import Named, named
from dabir.foundation.trace.queries import visible_to
from dabir.web.letters.forms import OutcomeForm, ReasonForm, ReferForm
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, is_key


@login_required
def tray(request: HttpRequest) -> HttpResponse:
    """What was referred to me, what I owe, what I must read, what I wait for."""
    today = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return render(request, "letters/tray.html", {"tray": tray_of(actor(request), today)})


@login_required
def refer_item(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """Refer an item of any kind; ``?parent=`` hands a referral on."""
    person = actor(request)
    item = find(visible_to(person).select_related("group"), pk=address)
    shown: Named | None = named([item.pk], person).get(item.pk)
    request.group = item.group  # type: ignore[attr-defined]
    verdict = may_refer(person, item)
    parent = _parent(request, person, address)
    form = ReferForm(
        request.POST or None,
        group=item.group,
        reader=person,
        may_show=bool(may_show(person, item)),
    )
    made = answered(
        request,
        form,
        lambda said: refer(item=item, actor=person, at=timezone.now(), parent=parent, **said),
    )
    if made is not None:
        messages.success(request, _("It is referred."))
        return redirect(shown.url if shown else "tray")
    context = {
        "item": shown,
        "form": form,
        "verdict": verdict,
        "parent": parent,
        "tree": referral_tree(item, person),
    }
    return render(request, "letters/refer.html", context)


def _parent(request: HttpRequest, person: Person, address: uuid.UUID) -> Referral | None:
    given = request.GET.get("parent", "")
    if not is_key(given):
        return None
    return find(Referral.objects.filter(to=person, item=address), pk=int(given))


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a referral goes on, as its page asks for it."""

    title: str
    text: str
    submit: str
    done: str
    verdict: Verdict
    form: type[forms.Form] | None
    act: Callable[..., Any]
    takes: str = ""


def _endings(person: Person, referral: Referral) -> dict[str, Ending]:
    return {
        "read": Ending(
            _("I have read it"),
            _("Who referred it to you sees that you have read it."),
            _("I have read it"),
            _("Noted as read."),
            may_act_on(person, referral, "read"),
            None,
            read_referral,
        ),
        "finish": Ending(
            _("Finish the referral"),
            _("Who referred it to you is told."),
            _("Finish"),
            _("The referral is finished."),
            may_act_on(person, referral, "finish"),
            OutcomeForm,
            finish_referral,
            "outcome",
        ),
        "return": Ending(
            _("Give the referral back"),
            _("Who referred it to you is told, with your reason."),
            _("Give back"),
            _("The referral is given back."),
            may_act_on(person, referral, "return"),
            ReasonForm,
            return_referral,
            "reason",
        ),
        "recall": Ending(
            _("Take the referral back"),
            _("It leaves the other person's tray."),
            _("Take back"),
            _("The referral is taken back."),
            may_recall(person, referral),
            None,
            recall_referral,
        ),
    }


@login_required
def end(request: HttpRequest, pk: int, event: str) -> HttpResponse:
    """Read, finish, give back or take back a referral, once asked."""
    person = actor(request)
    referrals = referrals_visible_to(person).select_related("item__group")
    referral = find(referrals, pk=pk)
    ending = _endings(person, referral).get(event)
    if ending is None:
        raise Http404
    request.group = referral.item.group  # type: ignore[attr-defined]
    form = ending.form(request.POST or None) if ending.form else None
    if request.method == "POST" and (form is None or form.is_valid()):
        said = {ending.takes: form.cleaned_data["outcome"]} if form else {}
        ending.act(referral=referral, actor=person, at=timezone.now(), **said)
        messages.success(request, ending.done)
        return redirect("tray")
    context = {
        "referral": referral,
        "item": named([referral.item_id], person).get(referral.item_id),
        "ending": ending,
        "form": form,
    }
    return render(request, "letters/end.html", context)
