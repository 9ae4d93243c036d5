"""The secretariat's pages of comment sheets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.calls import queries as calls
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.acts.sheets import bound
from dabir.stages.submissions.intake.sheets import sheet_of
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.secrets import private
from dabir.web.submissions.sheets.files import answer_with, asked_language
from dabir.web.submissions.sheets.forms import EnterSheetForm, UploadSheetForm

SHOWN = 50
"""How many received sheets the page lists."""


@group_page
def sheets(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """The comment sheets of a call: to take away, and those that came."""
    permits(request.user, policy.May.ENTER, group=group).require()
    found = find(calls_with_submissions(request, group), pk=call)
    form = UploadSheetForm(request.POST or None, request.FILES or None)
    kept = answered(
        request,
        form,
        lambda typed: acts.keep_sheet(
            call=found,
            name=typed["file"].name,
            data=typed["file"].read(),
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if kept is not None:
        return redirect("submissions:sheet", group.code, kept.pk)
    received = queries.sheets_visible_to(request.user).filter(call=found)
    context = {
        "call": found,
        "form": form,
        "may_enter": policy.may_enter_sheets(request.user, found),
        "waiting": received.filter(submission__isnull=True, set_aside_at__isnull=True),
        "entered": received.filter(submission__isnull=False)[:SHOWN],
        "crumbs": _crumbs(group),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/sheets/sheets.html", context, status=status)


def _crumbs(group: Group, *more: tuple[str, str]) -> list[dict[str, str]]:
    steps = [(_("Submissions"), reverse("submissions:index", args=[group.code])), *more]
    return [{"label": label, "url": url} for label, url in steps]


@private
@group_page
def made_sheet(request: HttpRequest, group: Group, call: int, what: str, form: str) -> HttpResponse:
    """The sheet of a call as a file: with every comment and answer, for the secretariat."""
    permits(request.user, policy.May.ENTER, group=group).require()
    found = find(calls_with_submissions(request, group), pk=call)
    if what != "answers":
        raise Http404
    exhibits = list(calls.exhibits_visible_to(request.user).filter(call=found))
    language = asked_language(request)
    said = queries.said_on_clauses(request.user, found)
    with reading_as(Preferences.of_language(language)):
        sheet = sheet_of(
            found,
            exhibits,
            language=language,
            said=said,
            room=0,
            with_answers=True,
            with_receipts=True,
        )
    return answer_with(sheet, form, f"{found.code}-{what}")


@private
@group_page
def sheet(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One received sheet: what was read of it, row by row, and entering it for its author."""
    permits(request.user, policy.May.ENTER, group=group).require()
    found = find(queries.sheets_visible_to(request.user), call__group=group, pk=pk)
    if found.submission is not None:
        return redirect("submissions:submission", group.code, found.submission.pk)
    try:
        said = bound(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:sheets", group.code, found.call_id)
    sender = said.contributor
    form = EnterSheetForm(
        request.POST or None,
        call=found.call,
        reader=actor(request),
        initial={
            "received_on": timezone.localdate(),
            "name": sender.name,
            "organisation": sender.organisation,
            "email": sender.email,
        },
    )
    receipt = answered(
        request,
        form,
        lambda _typed: acts.enter_sheet(
            sheet=found,
            received_at=min(form.received_at(), timezone.now()),
            actor=actor(request),
            at=timezone.now(),
            **form.sent(),
        ),
    )
    if receipt is not None:
        messages.success(request, _("The sheet is entered."))
        return redirect("submissions:submission", group.code, receipt.submission.pk)
    here = reverse("submissions:sheets", args=[group.code, found.call_id])
    context = {
        "sheet": found,
        "said": said,
        "form": form,
        "crumbs": _crumbs(group, (_("Comment sheets"), here)),
        "cancel_url": here,
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/sheets/sheet.html", context, status=status)


@group_page
@require_POST
def aside(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set a sheet aside."""
    found = find(queries.sheets_visible_to(request.user), call__group=group, pk=pk)
    try:
        acts.set_sheet_aside(sheet=found, actor=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The sheet is set aside. Its file is kept."))
    return redirect("submissions:sheets", group.code, found.call_id)
