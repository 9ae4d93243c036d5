"""What happens when: a picture of time, and the same as lists."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dabir.chain.timeline import LANES, WINDOWS, LaneKey, lane_labels, timeline
from dabir.chain.timeline_picture import KEY, Words, specification
from dabir.foundation.people.models import Group
from dabir.web.chain.drawing import drawn
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.shared.pages import actor, group_page

MOST = 30
"""How many things of a kind the picture shows; the lists show all."""


def picture_words() -> Words:
    """Return what a picture of time says itself."""
    return Words(_("Time picture"), _("today"), _("+%(count)s more"))


def _lanes(request: HttpRequest) -> tuple[LaneKey, ...]:
    chosen = request.GET.get("only", "")
    if not chosen:
        return LANES
    found = tuple(lane for lane in LANES if lane == chosen)
    if not found:
        raise Http404
    return found


@group_page
def timeline_page(request: HttpRequest, group: Group) -> HttpResponse:
    """Duties, calls, meetings, mandates and issuances in time."""
    window = request.GET.get("window", "near")
    if window not in WINDOWS:
        raise Http404
    lanes = _lanes(request)
    shown = timeline(actor(request), group, timezone.localdate(), window=window, lanes=lanes)
    picture: SafeString | str = ""
    if shown:
        picture = drawn(specification(shown.at_most(MOST), picture_words(), ink="currentColor"))
    address = reverse("timeline", args=[group.code])
    only = request.GET.get("only", "")
    windows = ((_("around today")), _("a year each way"), _("everything"))
    context: dict[str, Any] = {
        "timeline": shown,
        "picture": picture,
        "windows": [
            Tab(label, f"{address}?window={key}&only={only}", key == window)
            for key, label in zip(WINDOWS, windows, strict=True)
        ],
        "kinds": lane_labels().items(),
        "only": only,
        "window": window,
        "tabs": tabs(group, "timeline"),
        "key": [
            (KEY["due"], _("deadline of a duty, end of a call")),
            (KEY["done"], _("done, closed")),
            (KEY["late"], _("overdue")),
            (KEY["point"], _("mandate, meeting, issuance")),
        ],
    }
    return render(request, "chain/timeline.html", context)
