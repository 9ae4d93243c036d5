"""The public pages of calls: no account is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.stages.calls import policy, queries
from dabir.stages.calls.models import Call
from dabir.web.calls.public.remaining import Remaining, remaining, show_deadline
from dabir.web.shared.context import stage_labels
from dabir.web.shared.pages import find

PAGE = 20
FRAME = {"frame": "public"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A call as the public pages list it."""

    call: Call
    url: str
    left: Remaining
    closes: str


def shown(call: Call, at: datetime) -> Shown:
    """Return a call with its public address and the time it has left."""
    url = reverse("public_call", args=[call.code])
    return Shown(call, url, remaining(call, at), show_deadline(call))


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
            "open_calls": open_now(now) if past.number == 1 else [],
            "past": [shown(call, now) for call in past],
            "page": past,
        }
        | FRAME,
    )


def front(request: HttpRequest) -> HttpResponse:
    """The public front page: what this place is, which calls are open, how a word travels."""
    context = {"open_calls": open_now(timezone.now()), "journey": journey()}
    return render(request, "start/public.html", context | FRAME)


def journey() -> list[dict[str, object]]:
    """Return the eight stages with what each does for a contribution, for the public."""
    labels = dict(stage_labels())
    notes = {
        "mandates": _("gives a working group its task"),
        "calls": _("the group asks, in public"),
        "submissions": _("what you write, with its receipt"),
        "themes": _("what many say is brought together"),
        "positions": _("is weighed against what others hold"),
        "texts": _("becomes a clause, word by word"),
        "decisions": _("is voted on in a meeting"),
        "issuances": _("is signed, numbered and sent"),
    }
    return [
        {"label": labels[key], "count": number, "note": note}
        for number, (key, note) in enumerate(notes.items(), start=1)
    ]


def _way_in(call: Call) -> str:
    name = "official_reply" if call.kind == Call.Kind.INQUIRY else "respond"
    return reverse(name, args=[call.code])


def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: what is asked, of whom, until when. An inquiry shows to whom it addresses only.

    A draft, an inquiry to others and a code that was never given all answer 404 alike.
    """
    found = find(queries.published_to(request.user), code=code)
    now = timezone.now()
    url = reverse("public_call", args=[found.code])
    return render(
        request,
        "calls/public.html",
        {
            "shown": shown(found, now),
            "call": found,
            "questions": queries.questions_visible_to(request.user).filter(call=found),
            "exhibits": queries.exhibits_visible_to(request.user).filter(call=found),
            "invitations": found.invitations.select_related("body"),
            "co_organisers": found.co_organisers.all(),
            "notices": found.notices.all(),
            "take_part": policy.may_submit(found, now),
            "way_in": _way_in(found),
            "address": request.build_absolute_uri(url),
            "clock": _clock_of(found),
        }
        | FRAME,
    )


def _clock_of(call: Call) -> str:
    """Name the place by whose clock the deadline passes."""
    places = {"Asia/Tehran": _("Tehran")}
    return places.get(call.time_zone, call.time_zone.rsplit("/", 1)[-1].replace("_", " "))
