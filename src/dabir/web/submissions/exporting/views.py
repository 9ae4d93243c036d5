"""The secretariat takes away what was sent to a call."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dabir.foundation.files.keeping import pieces_of
from dabir.foundation.files.queries import visible_to as files_visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.work.models import Work
from dabir.stages.submissions import acts, policy
from dabir.stages.submissions.exports import EXPORT, Form, exports_made
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.secrets import private

SHOWN = 20


class ExportForm(forms.Form):
    """In which form it is taken away."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=[
            (Form.CSV, gettext_lazy("table (CSV), a row a submission")),
            (Form.XLSX, gettext_lazy("Excel workbook")),
            (Form.JSONL, gettext_lazy("JSON lines, with every passage and what became of it")),
            (Form.ZIP, gettext_lazy("everything, with the files that came (ZIP)")),
        ],
        widget=forms.RadioSelect,
        initial=Form.CSV,
    )


@group_page
def exports(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Ask for an export of a call; those that were made, for a week."""
    found = find(calls_with_submissions(request, group), pk=call)
    policy.may_export(request.user, found).require()
    form = ExportForm(request.POST or None)
    asked = answered(
        request,
        form,
        lambda typed: acts.ask_for_export(
            call=found,
            form=typed["form"],
            language=(get_language() or "fa")[:2],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if asked is not None:
        messages.success(request, _("It is being made. It will stand on this page."))
        return redirect("submissions:exports", group.code, found.pk)
    works = Work.objects.filter(name=EXPORT, group=group, arguments__call=found.pk)
    kept = {original.pk: original for original in exports_made()}
    context = {
        "call": found,
        "form": form,
        "exports": [
            (work, kept.get((work.result or {}).get("original", 0)))
            for work in works.order_by("-pk")[:SHOWN]
        ],
        "crumbs": [
            {"label": _("Submissions"), "url": reverse("submissions:index", args=[group.code])},
            {"label": _("Exports"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/exporting/exports.html", context, status=status)


@private
@group_page
def take(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take an export away, streamed."""
    mine = files_visible_to(request.user).filter(pk__in=exports_made(), address__group=group)
    original = find(mine.select_related("key"), pk=pk)
    response = StreamingHttpResponse(pieces_of(original), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(original.name)}"
    response["Content-Length"] = str(original.size)
    return cast("HttpResponse", response)  # Django's two kinds of response are siblings
