"""Required outputs: begun from the draft that came, and handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.models import Group
from dabir.stages.mandates.queries import duties_visible_to
from dabir.stages.texts.acts import begin_text_from_output, hand_in_text
from dabir.stages.texts.models import Text
from dabir.stages.texts.policy import may_begin_output, may_hand_in
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.fields import NumberField
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.frame import crumbs, peeked, url


class BeginForm(forms.Form):
    """Which kind of text a required output is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of text"), choices=Text.Kind.choices)


class HandInForm(forms.Form):
    """What is said when a version is handed in."""

    text = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    percent = NumberField(
        label=gettext_lazy("Progress in percent"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=gettext_lazy("100 asks the secretariat to verify that the duty is done."),
    )
    obstacle = forms.CharField(
        label=gettext_lazy("What stands in the way"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@group_page
def begin(request: HttpRequest, group: Group, duty: int) -> HttpResponse:
    """Begin the text that a duty requires, from the draft that came with the mandate."""
    person = actor(request)
    output = find(duties_visible_to(person).filter(group=group), pk=duty)
    may_begin_output(person, output).require()
    form = BeginForm(request.POST or None, initial={"kind": Text.Kind.PAPER})

    def act(typed: dict[str, Any]) -> Text:
        return begin_text_from_output(
            duty=output, kind=typed["kind"], actor=person, at=timezone.now()
        )

    made = answered(request, form, act)
    if made is not None:
        messages.success(request, _("The text is begun; its version 0 is the draft that came."))
        return redirect(url("text", made))
    return ask(
        request,
        form,
        heading=_("Begin the required text"),
        submit=_("Begin"),
        cancel_url=reverse("mandates:duty", args=[group.code, output.pk]),
        intro=output.title or output.text,
    )


@group_page
def hand_in(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Hand the present version in for the output that the text is written for."""
    page = peeked(request, group, pk)
    person = actor(request)
    version = page.present()
    may_hand_in(person, version).require()
    form = HandInForm(request.POST or None)

    def act(typed: dict[str, Any]) -> object:
        return hand_in_text(version=version, actor=person, at=timezone.now(), **typed)

    if answered(request, form, act) is not None:
        messages.success(request, _("The text is handed in; the secretariat verifies it."))
        return redirect("mandates:duty", code=group.code, pk=page.text.duty_id)
    return ask(
        request,
        form,
        heading=_("Hand in %(version)s") % {"version": version.symbol},
        submit=_("Hand in"),
        cancel_url=url("text", page.text),
        crumbs=crumbs(page.text),
        intro=_("It goes in as a report, with its redline against the draft that came."),
    )
