"""Handing out kept files, byte for byte, to those who may see them."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.foundation.files.keeping import Altered, Missing, read_original
from dabir.foundation.files.queries import visible_to
from dabir.foundation.files.sealing import Erased, Unsealable
from dabir.web.shared.pages import find


def download(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """One original, always as a download: what somebody sent is never run in our pages."""
    original = find(visible_to(request.user).select_related("key"), address=address)
    try:
        data = read_original(original)
    except Erased:
        reason = _("This file was erased at its sender's request.")
        return render(request, "refused.html", {"reason": reason}, status=410)
    except (Missing, Altered, Unsealable):
        reason = _("This file can no longer be read as it was received. Tell the administrator.")
        return render(request, "refused.html", {"reason": reason}, status=500)
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(original.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
