"""Deciding at the desk: one proposal, chosen ones, all that are sure; and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.proposals.acts import (
    accept_confident,
    accept_proposal,
    accept_proposals,
    decline_proposal,
    decline_proposals,
    reopen_proposal,
)
from dabir.foundation.proposals.policy import may_confirm
from dabir.web.mandates.readings.desk import address, addresses, open_desk
from dabir.web.mandates.readings.finding import find_proposal, find_reading
from dabir.web.shared.pages import actor, group_page, is_key

ACTS = {"accept": accept_proposal, "decline": decline_proposal, "reopen": reopen_proposal}


@group_page
@require_POST
def decide(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Accept or decline one proposal, or take that back; htmx gets its card and the counts."""
    proposal = find_proposal(request, group, pk)
    proposal = ACTS[event](proposal=proposal, actor=actor(request), at=timezone.now())
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(address(request, proposal.reading, proposal.pk))
    found = find_reading(request, group, proposal.reading_id)
    desk = open_desk(request, found, at=proposal.pk)
    context = addresses(found) | {
        "reading": found,
        "desk": desk,
        "each": desk.card(proposal.pk),
        "query": desk.query(),
        "may_confirm": may_confirm(request.user, found),
    }
    return render(request, "mandates/readings/decided.html", context)


@group_page
@require_POST
def accept_sure(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Accept everything that the reader is sure of."""
    found = find_reading(request, group, pk)
    count = accept_confident(reading=found, actor=actor(request), at=timezone.now())
    messages.success(request, _("%(count)s proposals accepted.") % {"count": show_digits(count)})
    return redirect(address(request, found))


@group_page
@require_POST
def decide_chosen(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Accept or decline the proposals that were chosen."""
    found = find_reading(request, group, pk)
    chosen = [int(key) for key in request.POST.getlist("proposal") if is_key(key)]
    act = {"accept": accept_proposals, "decline": decline_proposals}[event]
    count = act(reading=found, proposals=chosen, actor=actor(request), at=timezone.now())
    said = {
        "accept": _("%(count)s proposals accepted."),
        "decline": _("%(count)s proposals declined."),
    }[event]
    messages.success(request, said % {"count": show_digits(count)})
    return redirect(address(request, found, chosen[0] if chosen else None))
