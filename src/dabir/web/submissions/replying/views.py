"""The one official reply of a body that an inquiry addresses."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sizes import limit_in_megabytes
from dabir.foundation.people.models import SECRETARIAT, Body, Person
from dabir.foundation.people.queries import bodies_of, roles_in
from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts import submit_official_reply
from dabir.stages.submissions.acts.signing import sign_official_reply
from dabir.stages.submissions.intake.contents import Receipt
from dabir.web.shared.pages import actor, find
from dabir.web.submissions.replying.form import ReplyForm


def _repliers(call: Call, person: Person) -> Any:
    addressed = Body.objects.filter(invitations__call=call).order_by("name_key")
    if roles_in(person, call.group) & SECRETARIAT:
        return addressed
    return addressed.filter(pk__in=bodies_of(person).values("pk"))


def _send(form: ReplyForm, call: Call, person: Person) -> Receipt:
    """Receive the reply and who signed it: both or neither."""
    given, now = form.sent(), timezone.now()
    with transaction.atomic():
        receipt = submit_official_reply(
            call=call,
            body=form.cleaned_data["body"],
            answers=given["answers"],
            files=given["files"],
            publication=given["publication"],
            consents=given["consents"],
            contributor=given["contributor"],
            actor=person,
            at=now,
        )
        sent = receipt.submission
        sign_official_reply(
            submission=sent,
            scan=sent.attachments.order_by("pk").last() if form.scans else None,
            actor=person,
            at=now,
            **form.signing(),
        )
    return receipt


@login_required
def official_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Reply officially to an inquiry, for a body one sits for."""
    person = actor(request)
    call = find(calls.published_to(person), code=code, kind=Call.Kind.INQUIRY)
    bodies = _repliers(call, person)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        call=call,
        questions=calls.questions_visible_to(person)
        .filter(call=call)
        .select_related("axis", "exhibit"),
        exhibits=calls.exhibits_visible_to(person).filter(call=call),
        bodies=bodies,
    )
    if request.method == "POST" and form.is_valid():
        try:
            receipt = _send(form, call, person)
            return redirect("receipt", secret=receipt.secret)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    only = bodies.first() if len(bodies) == 1 else None
    verdict = policy.may_reply_for(person, call, only, timezone.now()) if only else None
    context = {
        "frame": "public",
        "call": call,
        "form": form,
        "verdict": verdict,
        "limit": limit_in_megabytes(),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/replying/reply.html", context, status=status)
