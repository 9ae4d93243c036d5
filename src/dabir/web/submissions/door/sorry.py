"""The page for when the database does not take what was sent: all that was typed, given back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict

from dabir.web.submissions.responding.form import NOT_KEPT

TRY_AGAIN_SECONDS = 30
_LONG = ("question-", "why-", "comment-", "wording-", "reason-", "free")


def not_kept(request: HttpRequest, data: MultiValueDict[str, str] | QueryDict) -> HttpResponse:
    """Say that it could not be kept, with what was typed and a button that sends it again.

    Nothing of the page is read from the database.
    """
    context = {
        "frame": "narrow",
        "fields": [
            (name, value)
            for name, values in data.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ],
        "words": [
            value
            for name, values in data.lists()
            for value in values
            if name.startswith(_LONG) and name not in NOT_KEPT and value.strip()
        ],
        "address": request.path,
    }
    page = render(request, "submissions/arriving/not_kept.html", context, status=503)
    page.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
    add_never_cache_headers(page)
    return page
