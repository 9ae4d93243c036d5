"""Texts and their redlines as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from dabir.foundation.people.models import Group
from dabir.stages.texts.redlining import WRITERS, write_redline
from dabir.web.shared.pages import group_page
from dabir.web.texts.frame import opened

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@group_page
def redline_file(
    request: HttpRequest, group: Group, pk: int, *, before: int, after: int, ending: str
) -> HttpResponse:
    """The redline of two versions as a file."""
    page = opened(request, group, pk)
    if ending not in WRITERS:
        raise Http404
    old, new = page.version(str(before)), page.version(str(after))
    response = HttpResponse(write_redline(old, new, ending), content_type=MEDIA_TYPES[ending])
    name = quote(f"redline-{page.text.pk}-{before}-{after}.{ending}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
