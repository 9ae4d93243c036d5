"""The public pages of calls: no account is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.preferences import show_moment
from dabir.stages.calls import policy, queries
from dabir.stages.calls.models import Call
from dabir.web.calls.remaining import Remaining, remaining
from dabir.web.shared.pages import find

PAGE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A call as the public pages list it."""

    call: Call
    url: str
    left: Remaining
    closes: str


def shown(call: Call, at: datetime) -> Shown:
    """Return a call with its public address and the time it has left."""
    closes = show_moment(call.closes_at, zone=call.time_zone) if call.closes_at else ""
    return Shown(call, reverse("public_call", args=[call.code]), remaining(call, at), closes)


def open_now(at: datetime) -> list[Shown]:
    """Return the calls that take submissions now, the nearest deadline first."""
    return [shown(call, at) for call in queries.open_calls(at)]


def calls(request: HttpRequest) -> HttpResponse:
    """Every public call: the open ones first, then those that have closed."""
    now = timezone.now()
    past = Paginator(queries.past_calls(now), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "calls/public_list.html",
        {
            "frame": "narrow",
            "open_calls": open_now(now) if past.number == 1 else [],
            "past": [shown(call, now) for call in past],
            "page": past,
        },
    )


def _respond_url(call: Call) -> str:
    try:
        return reverse("respond", args=[call.code])
    except NoReverseMatch:
        return ""


def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: what is asked, of whom, until when. An inquiry shows to whom it addresses only.

    A draft, an inquiry to others and a code that was never given all answer 404 alike.
    """
    found = find(queries.published_to(request.user), code=code)
    now = timezone.now()
    take_part: Verdict = policy.may_submit(found, now)
    return render(
        request,
        "calls/public.html",
        {
            "frame": "narrow",
            "shown": shown(found, now),
            "call": found,
            "questions": queries.questions_visible_to(request.user).filter(call=found),
            "exhibits": queries.exhibits_visible_to(request.user).filter(call=found),
            "invitations": found.invitations.select_related("body"),
            "co_organisers": found.co_organisers.all(),
            "notices": found.notices.all(),
            "take_part": take_part,
            "respond_url": _respond_url(found),
            "address": settings.BASE_URL + reverse("public_call", args=[found.code]),
        },
    )
