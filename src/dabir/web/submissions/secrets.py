"""Pages behind a secret link: kept out of caches, and silent about wrong ones."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from dabir.stages.submissions import queries
from dabir.web.shared.rate_limits import WRONG_CODES, may_go_on, too_often

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def private(view: View[P]) -> View[P]:
    """Keep a page behind a secret out of caches and search engines."""

    @functools.wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        return response

    return cast("View[P]", page)


def not_taken_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what waits behind a code that opens no submission yet; say so when nothing does."""
    arrival = queries.arrival_by_secret(secret)
    if arrival is None:
        return wrong_code(request)
    context = {"frame": "narrow", "arrival": arrival, "call": arrival.call, "secret": secret}
    return render(request, "submissions/arriving/waiting.html", context)


def wrong_code(request: HttpRequest) -> HttpResponse:
    """Say that nothing lies behind a code: the same for every wrong one, until there are too many.

    Codes that are right open as before, so that nobody can keep others from their own pages.
    """
    if not may_go_on(request, WRONG_CODES, timezone.now()):
        sentence = _(
            "Too many codes that open nothing were tried from here. Wait an hour; the right link"
            " opens at any time."
        )
        return too_often(request, sentence)
    return render(request, "submissions/wrong_code.html", {"frame": "narrow"}, status=404)
