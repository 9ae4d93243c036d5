"""You said, we did: what was answered to a call, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.stages.calls import queries as calls
from dabir.stages.submissions import queries
from dabir.web.shared.pages import find


def answers(request: HttpRequest, code: str) -> HttpResponse:
    """What many said to a call, what was done, and why; groups under five are not counted."""
    call = find(calls.published_to(None), code=code)
    return render(
        request,
        "submissions/answering/public.html",
        {
            "frame": "narrow",
            "call": call,
            "answers": queries.answers_to_all(call),
            "outcomes": queries.outcomes_told(call),
        },
    )
