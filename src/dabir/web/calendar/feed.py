"""A calendar feed, as calendar programs fetch it: no session, no cookie, a secret address."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from dabir.chain.calendar_feed import calendar_of
from dabir.foundation.calendar.queries import feed_at

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a secret address; 304 where the program has it as it is.

    An address that never was and one that was revoked answer alike, after the same one query.
    """
    feed = feed_at(secret)
    if feed is None:
        return HttpResponseNotFound("", content_type="text/plain; charset=utf-8")
    data = calendar_of(feed, timezone.now())
    etag = quote_etag(hashlib.sha256(data).hexdigest())
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="dabir.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer
