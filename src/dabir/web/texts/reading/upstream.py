"""A version beside a higher-ranking document, in one line or side by side, and as a file."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.examining.beside_upstream import WRITERS, beside_upstream, write_beside
from dabir.stages.texts.policy import may_examine
from dabir.stages.texts.queries import documents_visible_to
from dabir.stages.texts.sentences import language_of_reader
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import find, group_page
from dabir.web.texts.frame import framed, peeked, url

PAGE = 50
"""Rows on one page: words are compared for these alone."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@group_page
def beside(request: HttpRequest, group: Group, pk: int, document: int) -> HttpResponse:
    """A version beside an upstream document: what both say, and what only one does."""
    page = peeked(request, group, pk)
    latest = page.present()
    version = page.version(request.GET.get("to") or str(latest.order))
    documents = list(documents_visible_to(request.user).filter(group=group))
    found = next((each for each in documents if each.pk == document), None)
    if found is None:
        raise Http404
    compared = beside_upstream(version, found, request.user, language_of_reader())
    show = request.GET.get("show", "")
    shows = [
        ("", _("everything"), len(compared.rows)),
        ("both", _("in both"), compared.counts["both"]),
        ("document", _("in the document alone"), compared.counts["document"]),
        ("draft", _("in the draft alone"), compared.counts["draft"]),
    ]
    if show not in {each[0] for each in shows}:
        raise Http404
    rows = [each for each in compared.rows if show in {"", each.side}]
    kept = {"to": version.order, "view": request.GET.get("view", "")}
    context = framed(
        page, "compare", [(_("Versions"), url("compare", page.text)), (str(found), "")]
    )
    context |= {
        "version": version,
        "document": found,
        "documents": documents,
        "compared": compared,
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "shows": shows,
        "show": show,
        "query": urlencode(kept | {"show": show}),
        "kept": urlencode(kept),
        "beside": request.GET.get("view") == "beside",
        "may_examine": offered(may_examine(request.user, page.text)) if version == latest else None,
    }
    return render(request, "texts/beside_upstream.html", context)


@group_page
def beside_file(  # noqa: PLR0917 (the parts of the address)
    request: HttpRequest, group: Group, pk: int, document: int, version: int, ending: str
) -> HttpResponse:
    """A version beside an upstream document as a file."""
    page = peeked(request, group, pk)
    found = find(documents_visible_to(request.user).filter(group=group), pk=document)
    if ending not in WRITERS:
        raise Http404
    compared = beside_upstream(page.version(str(version)), found, request.user, page.text.language)
    name = f"text-{page.text.pk}-{version}-document-{found.pk}.{ending}"
    response = HttpResponse(write_beside(compared, ending), content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
