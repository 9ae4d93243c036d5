"""The public pages of this stage: answering a call, the receipt, what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sizes import limit_in_megabytes
from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import save_draft, submit
from dabir.stages.submissions.acts.drafting import read_draft
from dabir.stages.submissions.models import Draft
from dabir.stages.submissions.telling import follow_up_url
from dabir.web.shared.pages import find
from dabir.web.submissions.responding.form import RespondForm, typed, typed_before
from dabir.web.submissions.secrets import private, wrong_code


def _form(request: HttpRequest, call: Call, **kwargs: Any) -> RespondForm:
    return RespondForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        call=call,
        questions=calls.questions_visible_to(request.user).filter(call=call),
        exhibits=calls.exhibits_visible_to(request.user).filter(call=call),
        **kwargs,
    )


def _page(
    request: HttpRequest, call: Call, form: RespondForm, *, secret: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "frame": "narrow",
        "call": call,
        "form": form,
        "verdict": policy.may_submit(call, timezone.now()),
        "draft_url": request.build_absolute_uri(request.path) if secret else "",
        "limit": limit_in_megabytes(),
    }
    return render(request, "submissions/respond.html", context, status=status)


def _send(form: RespondForm, draft: Draft | None) -> str:
    """Send a form that is in order; return the follow-up secret."""
    given = form.cleaned_data
    invitation = given.get("invitation")

    def once() -> str:
        receipt = submit(
            call=form.call,
            at=timezone.now(),
            invitation=invitation,
            draft=draft,
            once=given.get("once", ""),
            **form.sent(),
        )
        return receipt.secret

    try:
        return once()
    except IntegrityError:
        # The same form was sent twice at the same moment; the other one has been received.
        return once()


def _answer(request: HttpRequest, call: Call, secret: str = "") -> HttpResponse:
    """Save or send what was typed, or show the form."""
    draft = queries.draft_by_secret(secret) if secret else None
    if secret and (draft is None or draft.call_id != call.pk):
        return wrong_code(request)
    if request.method != "POST":
        kept = typed_before(read_draft(draft), secret) if draft else {}
        return _page(request, call, _form(request, call, initial=kept), secret=secret)
    form = _form(request, call)
    try:
        if "save" in request.POST:
            typed_now = typed(request.POST)
            secret = save_draft(call=call, content=typed_now, at=timezone.now(), secret=secret)
            messages.success(
                request, _("Saved. Keep the link below: it is the only way back to this draft.")
            )
            return redirect("respond_draft", code=call.code, secret=secret)
        if form.is_valid():
            return redirect("receipt", secret=_send(form, draft))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, call, form, secret=secret, status=422)


def respond(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a call: one page, with what happens to the answer said before it is sent."""
    call = find(calls.published_to(request.user), code=code)
    if call.kind == Call.Kind.INQUIRY:
        return redirect("official_reply", code=call.code)
    return _answer(request, call)


@private
def respond_draft(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Go on with a draft that was saved for later."""
    call = find(calls.published_to(None), code=code)
    return _answer(request, call, secret)


@private
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt: number, moment, fingerprint, and the link that opens everything later."""
    submission = queries.by_secret(secret)
    if submission is None:
        return wrong_code(request)
    context = {
        "frame": "narrow",
        "submission": submission,
        "call": submission.call,
        "secret": secret,
        "link": follow_up_url(secret),
        "mailed": submission.address.mails.exists(),
    }
    return render(request, "submissions/receipt.html", context)
