"""Tables of a group as files: PDF and DOCX for paper, XLSX and CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.formats.documents import Sheet
from dabir.formats.docx_writing import write_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reports import Report
from dabir.formats.sheet_writing import write_csv, write_xlsx
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import preferences, show_day

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
    "pdf": ("application/pdf", write_pdf),
    "docx": (DOCX, write_docx),
}
REPORT_WRITERS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "pdf": ("application/pdf", write_pdf),
    "docx": (DOCX, write_docx),
}


def group_sheet(
    group: Group,
    title: str,
    *,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    widths: Sequence[float],
    kept: int = 0,
) -> Sheet:
    """Return a table in the reader's language, with the group and today's day below its title.

    The first `kept` columns stay in view in a spreadsheet.
    """
    today = timezone.localdate()
    language = preferences().language
    return Sheet(
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        title=title,
        subtitle=_("%(group)s, as of %(day)s") % {"group": group.name, "day": show_day(today)},
        columns=tuple(columns),
        rows=tuple(rows),
        widths=tuple(widths),
        day=today,
        kept=kept,
    )


def as_file(sheet: Sheet, name: str, ending: str) -> HttpResponse:
    """Answer with a table as a download named after it and the day; 404 for an unknown ending."""
    if ending not in WRITERS:
        raise Http404
    media_type, write = WRITERS[ending]
    return _download(write(sheet), media_type, name, ending)


def report_as_file(report: Report, name: str, ending: str) -> HttpResponse:
    """Answer with a report as a download named after it and the day; 404 for an unknown ending."""
    if ending not in REPORT_WRITERS:
        raise Http404
    media_type, write = REPORT_WRITERS[ending]
    return _download(write(report), media_type, name, ending)


def _download(data: bytes, media_type: str, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    file_name = quote(f"{name}-{timezone.localdate().isoformat()}.{ending}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{file_name}"
    return response
