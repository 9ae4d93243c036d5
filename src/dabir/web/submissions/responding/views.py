"""The public pages of this stage: answering a call, the receipt, what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sizes import limit_in_megabytes
from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import save_draft, submit
from dabir.stages.submissions.acts.drafting import DRAFT_KEPT_FOR, read_draft
from dabir.stages.submissions.intake.arrivals import opened
from dabir.stages.submissions.models import Arrival
from dabir.stages.submissions.telling import follow_up_url
from dabir.web.shared.pages import find
from dabir.web.shared.rate_limits import NEW_DRAFTS, UNPROVEN_FILES, may_go_on
from dabir.web.submissions.confirming.views import hold, too_much_unproven
from dabir.web.submissions.responding.comments import MORE, clause_of
from dabir.web.submissions.responding.form import (
    PROOF,
    RespondForm,
    draft_url,
    typed,
    typed_before,
)
from dabir.web.submissions.responding.proof import prove
from dabir.web.submissions.secrets import private, wrong_code


def _form(request: HttpRequest, call: Call, *, files: bool = True, **kwargs: Any) -> RespondForm:
    sent = request.method == "POST" and MORE not in request.POST
    return RespondForm(
        request.POST if sent else None,
        request.FILES if sent and files else None,
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
        "draft_url": draft_url(request, call, secret),
        "limit": limit_in_megabytes(),
        "more": clause_of(request.POST.get(MORE, "")),
        "draft_days": DRAFT_KEPT_FOR.days,
    }
    return render(request, "submissions/respond.html", context, status=status)


def _send(form: RespondForm, draft: str) -> str:
    """Send a form that is in order; return the follow-up secret.

    A browser that did its work is named by that, so that each piece of work counts once.
    """
    now = timezone.now()
    receipt = submit(
        call=form.call,
        at=now,
        invitation=form.cleaned_data.get("invitation"),
        draft=draft,
        once=prove(form.data[PROOF], form.call, now).once,
        **form.sent(),
    )
    return receipt.secret


def _require(allowed: bool, reason: str) -> None:
    if not allowed:
        raise Refused(reason)


def _refusal_of_files(request: HttpRequest, call: Call) -> str:
    """Return why files are not even looked into: to look takes long, and anybody can send one."""
    now = timezone.now()
    if not request.FILES or "save" in request.POST:
        return ""
    if payload := request.POST.get(PROOF):
        try:
            prove(payload, call, now)
        except Refused as refusal:
            return str(refusal)
        return ""
    return "" if may_go_on(request, UNPROVEN_FILES, now) else too_much_unproven()


def _answer(request: HttpRequest, call: Call, secret: str = "") -> HttpResponse:
    """Save or send what was typed, or show the form."""
    draft = queries.draft_by_secret(secret) if secret else None
    if secret and (draft is None or draft.call_id != call.pk):
        return wrong_code(request)
    if request.method != "POST":
        kept = typed_before(read_draft(draft), secret) if draft else {}
        return _page(request, call, _form(request, call, initial=kept), secret=secret)
    if MORE in request.POST:
        kept = typed_before(typed(request.POST), secret)
        return _page(request, call, _form(request, call, initial=kept), secret=secret)
    refusal_of_files = _refusal_of_files(request, call)
    form = _form(request, call, files=not refusal_of_files and "save" not in request.POST)
    try:
        _require(not refusal_of_files, refusal_of_files)
        if "save" in request.POST:
            _require(
                bool(secret) or may_go_on(request, NEW_DRAFTS, timezone.now()),
                _("Too many drafts were begun from here. What you type is not saved."),
            )
            typed_now = typed(request.POST)
            secret = save_draft(call=call, content=typed_now, at=timezone.now(), secret=secret)
            messages.success(
                request, _("Saved. Keep the link below: it is the only way back to this draft.")
            )
            return redirect("respond_draft", code=call.code, secret=secret)
        if form.is_valid():
            if form.data.get(PROOF):
                return redirect("receipt", secret=_send(form, secret))
            if (answer := hold(request, form, secret)) is not None:
                return answer
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, call, form, secret=secret or form.kept_as, status=422)


@csrf_exempt  # nothing is borrowed: see the door
def respond(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a call: one page, with what happens to the answer said before it is sent."""
    call = find(calls.published_to(request.user), code=code)
    if call.kind == Call.Kind.INQUIRY:
        return redirect("official_reply", code=call.code)
    return _answer(request, call)


@csrf_exempt
@private
def respond_draft(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Go on with a draft that was saved for later."""
    call = find(calls.published_to(None), code=code)
    return _answer(request, call, secret)


@private
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt: number, moment, fingerprint, and the link that opens everything later.

    It is shown as soon as something has arrived, before it is taken in.
    """
    submission = queries.by_secret(secret)
    found = submission or queries.arrival_by_secret(secret)
    if found is None:
        return wrong_code(request)
    if isinstance(found, Arrival):
        mailed = bool(opened(found).contributor.email)
    else:
        mailed = found.address.mails.exists()
    context = {
        "frame": "narrow",
        "submission": found,
        "call": found.call,
        "secret": secret,
        "link": follow_up_url(secret),
        "mailed": mailed,
    }
    return render(request, "submissions/receipt.html", context)
