"""What the form's scripts ask for while somebody writes: a challenge to work on, and keeping."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls import queries as calls
from dabir.stages.submissions.acts.drafting import keep_draft as keep
from dabir.web.shared.pages import find
from dabir.web.submissions.responding.form import typed
from dabir.web.submissions.responding.proof import issue_challenge


@never_cache
@require_safe
def challenge(request: HttpRequest, code: str) -> JsonResponse:
    """A challenge for one answer to this call: nothing is stored, and no cookie set."""
    call = find(calls.published_to(request.user), code=code)
    return JsonResponse(issue_challenge(call, timezone.now()))


@never_cache
@require_POST
def keep_draft(request: HttpRequest, code: str) -> JsonResponse:
    """Keep what somebody is typing; answers where the draft is found, and when it was kept."""
    call = find(calls.published_to(None), code=code)
    now = timezone.now()
    try:
        content = typed(request.POST)
        secret = keep(call=call, content=content, at=now, secret=request.POST.get("draft", ""))
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=409)
    return JsonResponse(
        {
            "secret": secret,
            "link": request.build_absolute_uri(reverse("respond_draft", args=[call.code, secret])),
            "at": show_digits(timezone.localtime(now).strftime("%H:%M")),
        }
    )
