"""What carries a call further: its short address, its picture, its code, its day in a calendar."""

from __future__ import annotations

import hashlib
import io
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dabir.formats.calendar_writing import Event, write_calendar
from dabir.formats.cards import Card, write_card
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.calls import queries
from dabir.stages.calls.models import Call
from dabir.web.calls.public.remaining import show_deadline
from dabir.web.calls.zones import place_of
from dabir.web.shared.pages import find

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
KEPT_SECONDS = 3600


def short_url(call: Call) -> str:
    """Return the full short address of a call, as it is printed."""
    return settings.BASE_URL + reverse("short_call", args=[call.code])


def short_words(call: Call) -> str:
    """Return the short address as people say it: without the scheme, and no slash at its end."""
    host = urlsplit(settings.BASE_URL).netloc
    return f"{host}{reverse('short_call', args=[call.code])}".rstrip("/")


def code_picture(call: Call) -> SafeString:
    """Return the short address as a QR code: an SVG that may stand inside a page."""
    drawn = io.BytesIO()
    segno.make(short_url(call), error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, svgclass="scan",
        lineclass=None, light="#ffffff", dark="#000000",
    )  # fmt: skip
    # Drawn here from an address of ours; nothing that a person wrote is in it.
    return mark_safe(drawn.getvalue().decode())  # noqa: S308


@require_safe
def short_call(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short address to the call's page; to whoever may not see it, 404."""
    call = find(queries.published_to(request.user), code=code)
    query = request.META.get("QUERY_STRING", "")
    page = reverse("public_call", args=[call.code])
    return redirect(f"{page}?{query}" if query else page)


def _public(code: str) -> Call:
    """Return a call that everybody may see: what is kept by caches is never an inquiry's."""
    return find(queries.published_to(None), code=code)


def _kept(request: HttpRequest, data: bytes, media_type: str, name: str) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(data).hexdigest())
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["ETag"] = etag
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_safe
def picture_file(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The picture of a call, in one of the page's languages, for networks and messengers."""
    if language not in LANGUAGES:
        raise Http404
    call = _public(code)
    with reading_as(Preferences.of_language(language)):
        data = write_card(card_of(call))
    return _kept(request, data, "image/png", f"{call.code}-{language}.png")


def card_of(call: Call) -> Card:
    """Return what the picture of a call says, as the present reader reads."""
    closes = show_deadline(call)
    lead = ""
    if closes:
        lead = _("Until %(moment)s, %(place)s time") % {
            "moment": closes,
            "place": place_of(call.time_zone),
        }
    if call.state != Call.State.OPEN:
        lead = _("This call has closed")
    from_right = get_language_bidi()
    return Card(
        language="fa" if from_right else "en",
        direction="rtl" if from_right else "ltr",
        title=call.name,
        kicker=str(call.get_kind_display()),
        lead=lead,
        foot=call.group.name,
        address=short_words(call),
    )


@require_safe
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """A call's deadline, to put into one's own calendar."""
    call = _public(code)
    data = write_calendar(call.name, events_of([call]), language=request.LANGUAGE_CODE)
    return _kept(request, data, "text/calendar; charset=utf-8", f"{call.code}.ics")


@require_safe
def deadlines_file(request: HttpRequest) -> HttpResponse:
    """The deadlines of all public calls, for calendar programs that subscribe."""
    calls = queries.public_calls().filter(closes_at__isnull=False).order_by("-closes_at")[:500]
    data = write_calendar(
        _("Deadlines of calls"), events_of(list(calls)), language=request.LANGUAGE_CODE
    )
    return _kept(request, data, "text/calendar; charset=utf-8", "calls.ics")


def events_of(calls: list[Call]) -> list[Event]:
    """Return the deadlines of calls as calendar entries that stay the same ones when moved."""
    host = urlsplit(settings.BASE_URL).hostname or "dabir"
    changed = queries.last_changes(calls)
    return [
        Event(
            uid=f"{call.address_id}@{host}",
            title=_("Deadline: %(call)s") % {"call": call.name},
            begins=call.closes_at,
            changed=changed[call.pk].at,
            revision=changed[call.pk].count,
            zone=call.time_zone,
            text=call.purpose,
            url=short_url(call),
        )
        for call in calls
        if call.closes_at is not None
    ]
