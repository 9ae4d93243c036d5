"""The public pages of calls: no account is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.stages.calls import policy, queries
from dabir.stages.calls.models import Call, Notice
from dabir.stages.submissions.queries import address_of
from dabir.stages.submissions.received import received_for
from dabir.web.calls.public.asked import (
    asked_singly,
    form_of,
    invited_with_words,
    rewordings_of,
)
from dabir.web.calls.public.feeds import feed_url
from dabir.web.calls.public.remaining import (
    Remaining,
    by_own_clock,
    remaining,
    show_change,
    show_deadline,
    show_opening,
)
from dabir.web.calls.public.sharing import code_picture, short_url, short_words
from dabir.web.calls.public.wordings import said, untranslated
from dabir.web.calls.zones import clock_of
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
            "feeds": feeds(),
        }
        | FRAME,
    )


def feeds() -> list[tuple[str, str]]:
    """Return the languages and addresses of the feed of open calls."""
    return [(code, feed_url(code)) for code, _name in settings.LANGUAGES]


def front(request: HttpRequest) -> HttpResponse:
    """The public front page: what this place is, which calls are open, how a word travels."""
    context = {
        "open_calls": open_now(timezone.now()),
        "journey": journey(),
        "feeds": feeds(),
    }
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


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with how it moved the deadline, in words."""

    notice: Notice
    moved: str


def notices_of(call: Call) -> list[Told]:
    """Return the notices of a call, the last first."""
    return [
        Told(notice, show_change(call, notice.closed_before, notice.closes_at))
        for notice in call.notices.all()
    ]


def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: what is asked, of whom, until when. An inquiry shows to whom it addresses only.

    A draft, an inquiry to others and a code that was never given all answer 404 alike.
    """
    found = find(queries.published_to(request.user), code=code)
    context = content_of(request, found)
    public = found.address.confidentiality == "public"
    address = settings.BASE_URL + reverse("public_call", args=[found.code])
    context |= {
        "public": public,
        "address": address,
        "languages": [code for code, _name in settings.LANGUAGES],
        "picture": settings.BASE_URL
        + reverse("call_picture_file", args=[found.code, request.LANGUAGE_CODE]),
        "feeds": feeds(),
        "received": received_for(found) if public else None,
    }
    return render(request, "calls/public.html", context | FRAME)


def content_of(request: HttpRequest, found: Call) -> dict[str, Any]:
    """Return what the page of a call says, on the screen as on paper."""
    now = timezone.now()
    questions = list(
        queries.questions_visible_to(request.user)
        .filter(call=found)
        .select_related("axis", "exhibit")
    )
    exhibits = list(queries.exhibits_visible_to(request.user).filter(call=found))
    notices = notices_of(found)
    rewordings = rewordings_of(found) if notices else []
    return {
        "shown": shown(found, now),
        "call": found,
        "purpose": said(found.purposes),
        "asked": asked_singly(questions, rewordings),
        "form": form_of(found, questions),
        "exhibits": exhibits,
        "invited": invited_with_words(found.invitations.select_related("body"), rewordings),
        "co_organisers": list(found.co_organisers.all()),
        "notices": notices,
        "untranslated": untranslated(found, questions, exhibits, [one.notice for one in notices]),
        "take_part": policy.may_submit(found, now),
        "way_in": _way_in(found),
        "mail_address": address_of(found),
        "clock": clock_of(found),
        "own_clock": by_own_clock(found),
        "opens": show_opening(found) if found.opens_at and found.opens_at > now else "",
        "short_url": short_url(found),
        "short_words": short_words(found),
        "code_picture": code_picture(found),
    }
