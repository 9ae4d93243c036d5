"""Codes are taken away as files that a worker makes."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dabir.foundation.files.keeping import pieces_of
from dabir.foundation.files.queries import visible_to as files_visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.themes.acts import ask_for_codes
from dabir.stages.themes.exporting import EXPORT, Form, coding_exports_made
from dabir.stages.themes.policy import may_name_coders, may_take_codes
from dabir.web.shared.asking import Crumb, answered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.secrets import private
from dabir.web.themes.choosing import choice
from dabir.web.themes.showing import crumbs

SHOWN = 20


class CodesExportForm(forms.Form):
    """Which codes, in which form, and whether coders are named."""

    call = forms.ModelChoiceField(Call.objects.none(), label=gettext_lazy("Codes on the call"))
    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=[
            (Form.CSV, gettext_lazy("table (CSV), a row a code")),
            (Form.XLSX, gettext_lazy("Excel workbook, a row a code")),
            (
                Form.QDPX,
                gettext_lazy("REFI-QDA project (QDPX): for ATLAS.ti, MAXQDA, NVivo, QualCoder"),
            ),
            (Form.QDC, gettext_lazy("REFI-QDA codebook (QDC): the themes alone")),
            (
                Form.DNA,
                gettext_lazy("Discourse Network Analyzer (DNA 3): who agrees with which theme"),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Form.CSV,
    )
    named = forms.BooleanField(
        label=gettext_lazy("With the names of those who coded"),
        help_text=gettext_lazy("Otherwise they are numbered."),
        required=False,
    )

    def __init__(self, *args: Any, group: Group, reader: Reader) -> None:
        super().__init__(*args)
        calls = calls_visible_to(reader).filter(group=group).exclude(kind=Call.Kind.INTEREST)
        choice(self, "call").queryset = calls
        if not may_name_coders(reader, group):
            del self.fields["named"]


@group_page
def exports(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask for an export of codes; those that were made, for a week."""
    person = actor(request)
    may_take_codes(person, group).require()
    form = CodesExportForm(request.POST or None, group=group, reader=person)
    asked = answered(
        request,
        form,
        lambda typed: ask_for_codes(
            call=typed["call"],
            form=typed["form"],
            named=typed.get("named", False),
            language=(get_language() or "fa")[:2],
            actor=person,
            at=timezone.now(),
        ),
    )
    if asked is not None:
        messages.success(request, _("It is being made. It will stand on this page."))
        return redirect("themes:coding_exports", group.code)
    works = Work.objects.filter(name=EXPORT, group=group, asked_by=person)
    kept = {original.pk: original for original in coding_exports_made()}
    calls = {call.pk: call for call in calls_visible_to(person).filter(group=group)}
    context = {
        "form": form,
        "exports": [
            (
                work,
                calls[work.arguments["call"]],
                kept.get((work.result or {}).get("original", 0)),
            )
            for work in works.order_by("-pk")[:SHOWN]
            if work.arguments["call"] in calls
        ],
        "crumbs": crumbs(group, Crumb(_("Take the codes away"))),
    }
    status = 422 if form.errors else 200
    return render(request, "themes/exporting/exports.html", context, status=status)


@private
@group_page
def take(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take an export of codes away, streamed."""
    made = files_visible_to(request.user).filter(pk__in=coding_exports_made(), address__group=group)
    original = find(made.select_related("key"), pk=pk)
    response = StreamingHttpResponse(pieces_of(original), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(original.name)}"
    response["Content-Length"] = str(original.size)
    return cast("HttpResponse", response)  # Django's two kinds of response are siblings
