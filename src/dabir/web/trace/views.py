"""Where an item comes from and what became of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from dabir.chain.trace import LINKS_OF_A_PAGE, LINKS_OF_JSON, Trace, as_json, as_prov, heaps, trace
from dabir.chain.trace_picture import picture
from dabir.web.shared.context import stage_labels


def _find(request: HttpRequest, address: uuid.UUID, most: int = LINKS_OF_JSON) -> Trace:
    found = trace(address, request.user, most=most)
    if found is None:
        raise Http404
    return found


def trace_page(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """Both directions from one item, as far as the reader may see: a picture and two lists."""
    found = _find(request, address, LINKS_OF_A_PAGE)
    labels = dict(stage_labels())
    drawing = picture(found, right_to_left=translation.get_language_bidi())
    return render(
        request,
        "trace/trace.html",
        {
            "trace": found,
            "origins": heaps(found.origins),
            "outcomes": heaps(found.outcomes),
            "picture": drawing,
            "columns": [(column, labels.get(column.stage, "")) for column in drawing.columns],
            "stage": labels.get(found.item.kind.stage, ""),
        },
    )


def trace_json(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """The same trace as plain JSON."""
    return JsonResponse(as_json(_find(request, address)), json_dumps_params={"ensure_ascii": False})


def trace_prov(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """The same trace as W3C PROV-JSON."""
    found = as_prov(_find(request, address), settings.BASE_URL)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
