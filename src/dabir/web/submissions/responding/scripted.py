"""What the form's scripts ask for while somebody writes: a challenge to work on."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dabir.stages.calls import queries as calls
from dabir.web.shared.pages import find
from dabir.web.submissions.responding.proof import issue_challenge


@never_cache
@require_safe
def challenge(request: HttpRequest, code: str) -> JsonResponse:
    """A challenge for one answer to this call: nothing is stored, and no cookie set."""
    call = find(calls.published_to(request.user), code=code)
    return JsonResponse(issue_challenge(call, timezone.now()))
