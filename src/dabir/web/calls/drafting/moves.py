"""The moves of a call's life, each with a page that asks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.calls import acts, policy, queries
from dabir.stages.calls.models import Call
from dabir.web.calls.drafting.move_forms import CorrectionForm, DeadlineForm, ReasonForm, WhyForm
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page

Do = Callable[[Call, Any, Person, datetime], object]


@dataclass(frozen=True, slots=True)
class Move:
    """One move: the button, what the page asks, what is said when it is done."""

    event: str
    button: Promise
    asks: Promise
    text: Promise
    done: Promise
    do: Do
    form: type[forms.Form] | None = None
    kind: str = "secondary"

    @property
    def danger(self) -> bool:
        """Whether it cannot be taken back."""
        return self.kind == "danger"


def _extend(call: Call, form: Any, who: Person, at: datetime) -> object:
    new, reason = form.moment(call.zone), form.cleaned_data["reason"]
    return acts.extend_deadline(call=call, closes_at=new, reason=reason, actor=who, at=at)


def _reopen(call: Call, form: Any, who: Person, at: datetime) -> object:
    new, reason = form.moment(call.zone), form.cleaned_data["reason"]
    return acts.reopen_call(call=call, closes_at=new, reason=reason, actor=who, at=at)


def _reason(form: Any) -> Any:
    return form.cleaned_data.get("reason", "")


MOVES = {
    "open": Move(
        "open",
        _("Open the call"),
        _("Open this call?"),
        _("It is published at once, and cannot be changed afterwards but by a notice beside it."),
        _("The call is open."),
        lambda call, _form, who, at: acts.open_call(call=call, actor=who, at=at),
        kind="",
    ),
    "extend": Move(
        "extend",
        _("Extend the deadline"),
        _("Extend the deadline"),
        _("Deadline and reason are published with the call; all who took part are told by mail."),
        _("The deadline is extended."),
        _extend,
        DeadlineForm,
    ),
    "correct": Move(
        "correct",
        _("Publish a correction"),
        _("Publish a correction"),
        _("A notice beside the call, with today's date. All who took part are told by mail."),
        _("The correction is published."),
        lambda call, form, who, at: acts.correct_call(
            call=call, text=form.cleaned_data["text"], actor=who, at=at
        ),
        CorrectionForm,
    ),
    "close": Move(
        "close",
        _("Close the call"),
        _("Close this call?"),
        _("No more submissions are taken. A call closes by itself when its deadline passes."),
        _("The call is closed."),
        lambda call, form, who, at: acts.close_call(
            call=call, reason=_reason(form), actor=who, at=at
        ),
        kind="danger",
    ),
    "reopen": Move(
        "reopen",
        _("Open it again"),
        _("Open this call again"),
        _("The new deadline and the reason are published with the call."),
        _("The call is open again."),
        _reopen,
        DeadlineForm,
    ),
    "conclude": Move(
        "conclude",
        _("Conclude the call"),
        _("Conclude this call?"),
        _("Do so when everybody who took part has been answered. It cannot be opened again."),
        _("The call is concluded."),
        lambda call, _form, who, at: acts.conclude_call(call=call, actor=who, at=at),
        kind="",
    ),
    "abandon": Move(
        "abandon",
        _("Give up the draft"),
        _("Give up this draft?"),
        _("It stays on record, and is never published."),
        _("The draft is given up."),
        lambda call, form, who, at: acts.abandon_call(
            call=call, reason=_reason(form), actor=who, at=at
        ),
        WhyForm,
        kind="danger",
    ),
}
LIFE_EVENT = {"correct": "extend"}


def _verdict(call: Call, reader: Reader, event: str, at: datetime) -> Verdict:
    if event == "open":
        return policy.may_open(reader, call, at)
    return policy.may_move(reader, call, LIFE_EVENT.get(event, event))


def moves_of(call: Call, reader: Reader, at: datetime) -> list[dict[str, Any]]:
    """Return the moves that apply to the call's state, each with whether it may be made now."""
    return [
        {
            "label": move.button,
            "url": reverse("calls:move", args=[call.group.code, call.pk, event]),
            "verdict": _verdict(call, reader, event, at),
            "kind": move.kind,
        }
        for event, move in MOVES.items()
        if call.LIFE.allows(call.state, LIFE_EVENT.get(event, event))
    ]


def _form(move: Move, call: Call, request: HttpRequest) -> forms.Form:
    """Return the move's form; one without fields where there is nothing to ask."""
    wanted = move.form or forms.Form
    if move.event == "close" and not policy.is_late(call, timezone.now()):
        wanted = ReasonForm
    return wanted(request.POST if request.method == "POST" else None)


@group_page
def move(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Ask whether the call shall make this move, and make it."""
    chosen = MOVES.get(event)
    if chosen is None:
        raise Http404
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    _verdict(call, request.user, event, timezone.now()).require()
    form = _form(chosen, call, request)
    made = answered(
        request, form, lambda _typed: chosen.do(call, form, actor(request), timezone.now())
    )
    if made is not None:
        messages.success(request, str(chosen.done))
        return redirect("calls:call", group.code, pk)
    return render(
        request,
        "calls/confirm.html",
        {
            "form": form,
            "title": chosen.asks,
            "text": chosen.text,
            "submit": chosen.button,
            "cancel_url": reverse("calls:call", args=[group.code, pk]),
            "danger": chosen.danger,
        },
    )
