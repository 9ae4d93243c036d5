"""What is published of the answers to a call, as open data: redacted, named only where agreed."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.formats.row_writing import csv_lines, json_lines
from dabir.foundation.people.preferences import preferences, reading_as
from dabir.stages.calls import queries as calls
from dabir.stages.submissions import queries
from dabir.stages.submissions.queries.exporting import columns_of, in_slices, object_of, row_of
from dabir.web.shared.pages import find
from dabir.web.shared.rate_limits import OPEN_DATA, may_go_on, too_often

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}


def published_rows(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Every published submission to a call, streamed."""
    if form not in TYPES:
        raise Http404
    call = find(calls.published_to(None), code=code)
    if not may_go_on(request, OPEN_DATA, timezone.now()):
        return too_often(request, _("This was asked for too often from here. Try again later."))
    published = queries.visible_to(None).filter(call=call)
    columns, reader = columns_of(call), preferences()

    def pieces() -> Iterator[bytes]:
        # What streams comes after the request, so the reader's language is put in force again.
        with reading_as(reader):
            sent = in_slices(published)
            if form == "csv":
                rows = (row_of(one, columns, everything=False) for one in sent)
                yield from csv_lines(columns.names, rows)
            else:
                yield from json_lines(object_of(one, everything=False) for one in sent)

    response = StreamingHttpResponse(pieces(), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{call.code}.{form}"'
    return response
