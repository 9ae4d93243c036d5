"""Texts, compilations and redlines as files, and the page from which they are taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.domain.drafting import Inexpressible, Unfit
from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.files.keeping import Altered, Missing
from dabir.foundation.files.sealing import Unsealable
from dabir.foundation.people.models import Group
from dabir.stages.texts.files.as_it_came import original_of
from dabir.stages.texts.files.going_out import (
    COMPILATION_ENDINGS,
    VERSION_ENDINGS,
    Outgoing,
    Shape,
    write_between,
    write_compiled,
    write_version,
)
from dabir.stages.texts.files.redlining import WRITERS, write_redline
from dabir.stages.texts.models import Wording
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.sentences import why_unfit
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.files.forms import BetweenForm, CompiledForm, VersionForm
from dabir.web.texts.files.receiving import listed
from dabir.web.texts.frame import Opened, framed, opened, peeked

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/akn+xml",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
LABELS = {
    "docx": "Word",
    "pdf": "PDF",
    "xml": "Akoma Ntoso",
    "html": "HTML",
    "md": "Markdown",
    "json": "JSON",
}
"""What the forms of a file are called, in every language."""


@group_page
def exchange(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The files of a text: what can be taken away, and what came back."""
    page = peeked(request, group, pk)
    latest = page.present()
    offer = _offered(request, page)
    last = max(latest.order - 1, 0)
    context = framed(page, "exchange", [(_("Files"), "")]) | {
        "version_form": VersionForm(**offer, initial={"version": latest.order}),
        "compiled_form": CompiledForm(**offer, initial={"version": latest.order}),
        "between_form": BetweenForm(
            **offer,
            initial={"before": last, "after": latest.order},
        )
        if len(page.versions) > 1
        else None,
        "has_original": offer["has_original"],
        "received": listed(request, page),
        "may_send": offered(may_propose(request.user, page.text)),
        "version_endings": [(each, LABELS[each]) for each in VERSION_ENDINGS],
        "compiled_endings": [(each, LABELS[each]) for each in COMPILATION_ENDINGS],
    }
    return render(request, "texts/files/exchange.html", context)


@group_page
def version_file(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A version as a file."""
    page = peeked(request, group, pk)
    form = VersionForm(request.GET, **_offered(request, page))
    if not form.is_valid():
        raise Http404
    ending = request.GET.get("ending", "")
    if ending not in VERSION_ENDINGS:
        raise Http404
    version = page.version(form.cleaned_data["version"])
    shape = Shape(
        languages=form.codes(page.text.language),
        line_numbers=form.cleaned_data["lines"],
        layout=form.wanted_layout(),
    )
    return _written(request, lambda: write_version(version, request.user, ending, shape), ending)


@group_page
def compiled_file(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What the reader may see of what is proposed to a version, as a file."""
    page = peeked(request, group, pk)
    form = CompiledForm(request.GET, **_offered(request, page))
    ending = request.GET.get("ending", "")
    if not form.is_valid() or ending not in COMPILATION_ENDINGS:
        raise Http404
    shape = Shape(
        languages=form.codes(page.text.language),
        line_numbers=form.cleaned_data["lines"],
        contests=form.cleaned_data["contests"],
        layout=form.wanted_layout(),
    )
    version = page.version(form.cleaned_data["version"])
    try:
        return _written(
            request, lambda: write_compiled(version, request.user, ending, shape), ending
        )
    except Unfit as error:
        raise NotNow(why_unfit(error)) from error


@group_page
def between_file(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One version as tracked changes to another."""
    page = peeked(request, group, pk)
    form = BetweenForm(request.GET, **_offered(request, page))
    if not form.is_valid():
        raise Http404
    before = page.version(form.cleaned_data["before"])
    after = page.version(form.cleaned_data["after"])
    if request.GET.get("ending") == "pdf":
        name = f"redline-{page.text.pk}-{before.order}-{after.order}.pdf"
        return _handed(Outgoing(name, write_redline(before, after, "pdf", request.user)), "pdf")
    shape = Shape(languages=form.codes(page.text.language), layout=form.wanted_layout())
    try:
        return _written(request, lambda: write_between(before, after, request.user, shape), "docx")
    except Inexpressible as error:
        raise NotNow(
            _("A clause became one of another kind between them, which Word cannot track.")
        ) from error


@group_page
def redline_file(
    request: HttpRequest, group: Group, pk: int, *, before: int, after: int, ending: str
) -> HttpResponse:
    """The redline of two versions as a file."""
    page = opened(request, group, pk)
    if ending not in WRITERS:
        raise Http404
    old, new = page.version(str(before)), page.version(str(after))
    name = f"redline-{page.text.pk}-{before}-{after}.{ending}"
    return _handed(Outgoing(name, write_redline(old, new, ending, request.user)), ending)


def _offered(request: HttpRequest, page: Opened) -> dict[str, Any]:
    """Return what the forms of a text's files offer to the reader."""
    return {
        "versions": page.versions,
        "languages": _languages(page),
        "has_original": original_of(page.text, request.user) is not None,
    }


def _languages(page: Opened) -> list[str]:
    """Return the languages of a text, its own first."""
    own = page.text.language
    met = Wording.objects.filter(clause__version__in=page.versions).order_by()
    return [own, *sorted({*met.values_list("language", flat=True).distinct()} - {own})]


def _written(request: HttpRequest, write: Callable[[], Outgoing], ending: str) -> HttpResponse:
    """Hand a file out, or say that the original it would be laid out as is not what came."""
    try:
        return _handed(write(), ending)
    except (Missing, Altered, Unsealable):
        reason = _(
            "The file that this text was made of can no longer be read as it was received. Tell "
            "the administrator. The text can be had in the layout of all files from here."
        )
        return render(request, "refused.html", {"reason": reason}, status=500)


def _handed(file: Outgoing, ending: str) -> HttpResponse:
    response = HttpResponse(file.data, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
