"""The table of concordance as a page, and as XLSX, DOCX and PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day
from dabir.stages.texts.examining.concordance import Concordance, Entry, concordance
from dabir.stages.texts.models import Clause, UpstreamClause, Version
from dabir.stages.texts.policy import may_examine
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.frame import Opened, framed, peeked, url


@group_page
def table(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Each clause of the draft beside the upstream clauses, or the other way round."""
    page = peeked(request, group, pk)
    version = _version(request, page)
    trail = [(_("Examination"), url("examination", page.text)), (_("Table of concordance"), "")]
    context = framed(page, "examination", trail) | {
        "version": version,
        "query": _query(request, page, version),
        "concordance": concordance(version, request.user),
        "by_document": request.GET.get("by") == "document",
        "may_examine": offered(may_examine(request.user, page.text)),
    }
    return render(request, "texts/examining/concordance.html", context)


def _version(request: HttpRequest, page: Opened) -> Version:
    chosen = request.GET.get("version", "")
    return page.version(chosen) if chosen else page.present()


def _query(request: HttpRequest, page: Opened, version: Version) -> str:
    """Return what the addresses of the files ask for: this version, in this direction."""
    asked = {"by": "document"} if request.GET.get("by") == "document" else {}
    if version != page.latest:
        asked["version"] = str(version.order)
    return f"?{urlencode(asked)}" if asked else ""


@group_page
def table_file(request: HttpRequest, group: Group, pk: int, ending: str) -> HttpResponse:
    """The table of concordance as a file; only what the reader may see."""
    page = peeked(request, group, pk)
    version = _version(request, page)
    found = concordance(version, request.user)
    by_document = request.GET.get("by") == "document"
    columns = (_("Clause of the draft"), _("Its words"), _("Upstream clause"), _("Its words"))
    if by_document:
        columns = (*columns[2:], *columns[:2])
    sheet = group_sheet(
        group,
        _("Concordance: %(text)s, %(version)s") % {"text": page.text.name, "version": version},
        columns=(*columns, _("Found"), _("What was found"), _("Noted")),
        rows=list(_rows(found, by_document=by_document)),
        widths=(1, 2, 1.2, 2, 0.8, 2, 0.8),
        kept=1,
    )
    return as_file(sheet, f"concordance-{page.text.pk}", ending)


def _rows(found: Concordance, *, by_document: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    if not by_document:
        for clause, entries in found.clauses:
            rows += [
                (*_ours(clause), *_theirs(each.upstream), *_said(each)) for each in entries
            ] or [(*_ours(clause), "—", "", "", "", "")]
        return rows
    for _document, clauses in found.documents:
        for upstream, entries in clauses:
            rows += [
                (*_theirs(upstream), *_ours(each.clause), *_said(each)) for each in entries
            ] or [(*_theirs(upstream), "—", "", "", "", "")]
    return rows


def _ours(clause: Clause) -> tuple[str, str]:
    return clause.label, clause.text or clause.heading


def _theirs(upstream: UpstreamClause) -> tuple[str, str]:
    named = _("%(document)s, %(clause)s") % {
        "document": upstream.document.name,
        "clause": upstream.label,
    }
    return named, upstream.text


def _said(entry: Entry) -> tuple[str, str, str]:
    finding = entry.finding
    outcome = str(finding.get_outcome_display())
    if entry.stale:
        outcome = _("%(outcome)s (the clause has changed since)") % {"outcome": outcome}
    return (
        outcome,
        finding.note,
        _("%(person)s, %(day)s")
        % {
            "person": finding.by,
            "day": show_day(timezone.localdate(finding.at)),
        },
    )
