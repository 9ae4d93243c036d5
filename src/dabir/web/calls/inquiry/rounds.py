"""Pages of an inquiry's form by axis and element, of its rounds, and of these side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.chain.rounds import bodies_in, said_by
from dabir.foundation.people.models import Group
from dabir.stages.calls import acts, policy, queries
from dabir.web.calls.drafting.views import crumbs, form_page, page_of
from dabir.web.calls.inquiry.forms import NextRoundForm, TableForm
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key


@group_page
def form(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Lay out the form of a draft inquiry by axis and element."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_lay_out(request.user, call).require()
    table = TableForm(request.POST or None, call=call, reader=request.user)
    made = answered(
        request,
        table,
        lambda typed: acts.lay_out_form(
            call=call,
            axes=list(typed["axes"]),
            elements=typed["elements"],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("The form is laid out."))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request,
        group,
        table,
        title=_("Form by axis and element"),
        submit=_("Lay out the form"),
        call=call,
    )


@group_page
def begin(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Draft the next round of an inquiry."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_begin_next_round(request.user, call).require()
    first = {"code": f"{call.code[:36]}-{call.round_number + 1}"}
    asked = NextRoundForm(request.POST or None, initial=first)
    made = answered(
        request,
        asked,
        lambda typed: acts.begin_next_round(
            call=call,
            code=typed["code"],
            closes_at=typed["closes_on"],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(
            request, _("The next round is drafted: its form and its addressees are copied.")
        )
        return redirect("calls:call", group.code, made.pk)
    return form_page(
        request, group, asked, title=_("Next round"), submit=_("Draft the next round"), call=call
    )


@group_page
def side_by_side(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The rounds of an inquiry: who answered in each, and one body's answers beside each other."""
    policy.may_draft(request.user, group).require()
    call = find(queries.published_to(request.user), group=group, pk=pk)
    rounds = [
        one
        for one in queries.rounds_of(call, request.user) or [call]
        if one.state in queries.PUBLISHED
    ]
    bodies = bodies_in(rounds, request.user)
    wanted = request.GET.get("body", "")
    body = None
    if is_key(wanted):
        body = next((one.body for one in bodies if one.body.pk == int(wanted)), None)
    return render(
        request,
        "calls/inquiry/rounds.html",
        {
            "call": call,
            "rounds": rounds,
            "bodies": bodies,
            "body": body,
            "said": said_by(body, rounds, request.user) if body is not None else [],
            "here": reverse("calls:rounds", args=[group.code, pk]),
            "crumbs": crumbs(group, page_of(call), (_("Rounds side by side"), "")),
        },
    )
