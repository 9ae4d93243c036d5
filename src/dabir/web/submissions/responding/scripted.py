"""What the form's scripts ask for while somebody writes: a challenge to work on, and keeping."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls import queries as calls
from dabir.stages.submissions.acts.drafting import keep_draft as keep
from dabir.web.shared.pages import find
from dabir.web.shared.rate_limits import (
    CHALLENGES,
    NEW_DRAFTS,
    InProcess,
    may_go_on,
    who_asks,
)
from dabir.web.submissions.responding.form import draft_url, typed
from dabir.web.submissions.responding.proof import issue_challenge

_challenges = InProcess(CHALLENGES)


@never_cache
@require_safe
def challenge(request: HttpRequest, code: str) -> JsonResponse:
    """A challenge for one answer to this call: nothing is stored, and no cookie set."""
    now = timezone.now()
    if not _challenges.take(who_asks(request), now):
        return _too_often(_("The automatic check was begun too often from here."))
    call = find(calls.published_to(request.user), code=code)
    return JsonResponse(issue_challenge(call, now))


def _too_often(reason: str) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=429, headers={"Retry-After": "3600"})


@never_cache
@require_POST
def keep_draft(request: HttpRequest, code: str) -> JsonResponse:
    """Keep what somebody is typing; answers where the draft is found, and when it was kept."""
    call = find(calls.published_to(None), code=code)
    now, secret = timezone.now(), request.POST.get("draft", "")
    if not secret and not may_go_on(request, NEW_DRAFTS, now):
        return _too_often(_("Too many drafts were begun from here. What you type is not saved."))
    try:
        secret = keep(call=call, content=typed(request.POST), at=now, secret=secret)
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=409)
    return JsonResponse(
        {
            "secret": secret,
            "link": draft_url(request, call, secret),
            "at": show_digits(timezone.localtime(now).strftime("%H:%M")),
        }
    )
