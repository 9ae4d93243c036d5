"""Pages on which the words of a published call are corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.stages.calls import acts, policy, queries
from dabir.web.calls.drafting.views import form_page
from dabir.web.shared.asking import answered
from dabir.web.shared.fields import NamesFormField
from dabir.web.shared.pages import actor, find, group_page


class RewordForm(forms.Form):
    """New words, and the reason that is published with them."""

    words = NamesFormField(
        label=gettext_lazy("New words"),
        long=True,
        help_text=gettext_lazy("The words before stay readable beside them, struck out."),
    )
    reason = NamesFormField(
        label=gettext_lazy("Reason"),
        long=True,
        help_text=gettext_lazy("It is published with the change; best in both languages."),
    )


@group_page
def question(request: HttpRequest, group: Group, pk: int, question: int) -> HttpResponse:
    """Correct the words of a question of an open call."""
    asked = queries.questions_visible_to(request.user).filter(call__group=group, call=pk)
    found = find(asked.select_related("call__group", "call__address"), pk=question)
    policy.may_move(request.user, found.call, "extend").require()
    form = RewordForm(request.POST or None, initial={"words": found.prompts})

    def correct(typed: dict[str, Any]) -> object:
        return acts.correct_question(
            question=found,
            prompts=typed["words"],
            reason=typed["reason"],
            actor=actor(request),
            at=timezone.now(),
        )

    if answered(request, form, correct) is not None:
        messages.success(request, _("The correction is published."))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request,
        group,
        form,
        title=_("Correct the question"),
        submit=_("Publish the correction"),
        call=found.call,
    )


@group_page
def invitation(request: HttpRequest, group: Group, pk: int, invitation: int) -> HttpResponse:
    """Correct how an open call describes a group that it invites."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_move(request.user, call, "extend").require()
    found = find(call.invitations.filter(body__isnull=True), pk=invitation)
    form = RewordForm(request.POST or None, initial={"words": found.names})

    def correct(typed: dict[str, Any]) -> object:
        return acts.correct_invitation(
            invitation=found,
            names=typed["words"],
            reason=typed["reason"],
            actor=actor(request),
            at=timezone.now(),
        )

    if answered(request, form, correct) is not None:
        messages.success(request, _("The correction is published."))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request,
        group,
        form,
        title=_("Correct who is invited"),
        submit=_("Publish the correction"),
        call=call,
    )


@require_POST
@group_page
def received(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Decide whether the public page says how much has come."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    shown = request.POST.get("shown") == "yes"
    acts.show_received(call=call, shown=shown, actor=actor(request), at=timezone.now())
    said = (
        _("The public page says how much has been received.")
        if shown
        else _("The public page says nothing of what has been received.")
    )
    messages.success(request, said)
    return redirect("calls:call", group.code, pk)
