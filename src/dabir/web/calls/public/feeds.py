"""The Atom feed of open calls, in each language of the pages."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dabir.formats.feed_writing import MEDIA_TYPE, Feed, FeedEntry, write_feed
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.stages.calls import queries
from dabir.stages.calls.models import Call, Notice
from dabir.web.calls.public.remaining import show_change, show_deadline
from dabir.web.calls.public.sharing import short_url
from dabir.web.calls.zones import place_of

KEPT_SECONDS = 900


def feed_url(language: str) -> str:
    """Return the full address of the feed in a language."""
    return f"{settings.BASE_URL}{reverse('calls_feed')}?lang={language}"


@require_safe
def calls_feed(request: HttpRequest) -> HttpResponse:
    """The open calls with their notices, the last changed first; 304 where nothing changed.

    The language is the visitor's unless the address says it (`?lang=`), and never a person's own
    way of reading: a feed is read by programs, and kept by caches.
    """
    language = request.LANGUAGE_CODE
    with reading_as(Preferences.of_language(language)):
        data, changed = _written(language)
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer.headers["Last-Modified"] = http_date(int(changed.timestamp()))
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    if not request.user.is_authenticated:
        patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    conditional = get_conditional_response(
        request, last_modified=int(changed.timestamp()), response=answer
    )
    return conditional or answer


def _written(language: str) -> tuple[bytes, datetime]:
    now = timezone.now()
    calls = list(queries.open_calls(now).prefetch_related("notices"))
    changes = queries.last_changes(calls)
    # What closes leaves the feed, and that is a change of the feed.
    changed = max([queries.last_change_of_any(now), *(changes[call.pk].at for call in calls)])
    entries = [
        FeedEntry(
            key=f"urn:uuid:{call.address_id}",
            title=call.name,
            url=short_url(call),
            published=call.opens_at or changed,
            updated=changes[call.pk].at,
            author=call.group.name,
            category=str(call.get_kind_display()),
            text=_text(call),
        )
        for call in sorted(calls, key=lambda one: changes[one.pk].at, reverse=True)
    ]
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    feed = Feed(
        key=f"tag:{host},2026:calls:open:{language}",
        title=_("Dabir: open calls"),
        subtitle=_("Working groups ask here, in public, before they write."),
        language=language,
        url=settings.BASE_URL + reverse("public_calls"),
        own_url=feed_url(language),
        others={code: feed_url(code) for code, _n in settings.LANGUAGES if code != language},
        updated=changed,
        author=_("Dabir"),
        entries=entries,
    )
    return write_feed(feed), changed


def _text(call: Call) -> str:
    """Return what a feed says of a call: until when, its notices, what it is for."""
    until = _("Until %(moment)s, %(place)s time") % {
        "moment": show_deadline(call),
        "place": place_of(call.time_zone),
    }
    return "\n\n".join([until, *(_notice(call, one) for one in call.notices.all()), call.purpose])


def _notice(call: Call, notice: Notice) -> str:
    day = show_day(notice.at.astimezone(call.zone).date())
    moved = show_change(call, notice.closed_before, notice.closes_at)
    return " ".join(
        part for part in (f"{notice.get_kind_display()} ({day}):", notice.text, moved) if part
    )
