"""Entering what came by letter, by e-mail or in a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sizes import limit_in_megabytes
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.calls import queries as calls
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts import enter_submission
from dabir.stages.submissions.telling import follow_up_url
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.entering.forms import EnterForm
from dabir.web.submissions.secrets import private


@group_page
def choose(request: HttpRequest, group: Group) -> HttpResponse:
    """Choose the call that it answers."""
    permits(request.user, policy.May.ENTER, group=group).require()
    context = {"calls": calls_with_submissions(request, group)}
    return render(request, "submissions/choose_call.html", context)


@private
@group_page
def enter(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Enter a submission to a call, for its author; the page shows its receipt once."""
    person = actor(request)
    permits(person, policy.May.ENTER, group=group).require()
    found = find(calls_with_submissions(request, group), pk=call)
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        call=found,
        questions=calls.questions_visible_to(person).filter(call=found),
        exhibits=calls.exhibits_visible_to(person).filter(call=found),
        reader=person,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            receipt = enter_submission(
                call=found,
                road=given["road"],
                received_at=min(form.received_at(), timezone.now()),
                body=given["body"],
                letter=given["letter"],
                invitation=given.get("invitation"),
                actor=person,
                at=timezone.now(),
                **form.sent(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is entered."))
            if given["email"]:
                return redirect("submissions:submission", code=group.code, pk=receipt.submission.pk)
            context = {
                "submission": receipt.submission,
                "call": found,
                "link": follow_up_url(receipt.secret),
            }
            return render(request, "submissions/entered.html", context)
    context = {"call": found, "form": form, "limit": limit_in_megabytes()}
    status = 422 if form.errors else 200
    return render(request, "submissions/enter.html", context, status=status)
