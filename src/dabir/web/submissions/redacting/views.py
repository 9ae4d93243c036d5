"""What waits to be left out: over the calls of a group, and in one submission, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import (
    accept_proposed_redaction,
    accept_sure_redactions,
    dismiss_proposed_redaction,
    reopen_proposed_redaction,
)
from dabir.stages.submissions.models import Passage, Redaction, RedactionProposal, Submission
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.desk.forms import RedactionForm
from dabir.web.submissions.redacting.reading import Examined

PAGE = 30
DECISIONS: dict[str, Callable[..., object]] = {
    "accept": accept_proposed_redaction,
    "dismiss": dismiss_proposed_redaction,
    "reopen": reopen_proposed_redaction,
}


def _require_secretariat(request: HttpRequest, group: Group) -> None:
    if not queries.reads_everything(request.user, group):
        raise Http404


def _find(request: HttpRequest, group: Group, pk: int) -> Submission:
    """Find a submission for its secretariat; to everybody else this work does not exist."""
    _require_secretariat(request, group)
    found: Submission = find(queries.of_group(request.user, group), pk=pk)
    return found


@group_page
def waiting(request: HttpRequest, group: Group) -> HttpResponse:
    """The submissions in which something waits to be decided, by call."""
    _require_secretariat(request, group)
    calls = queries.calls_waiting(request.user, group)
    found = queries.waiting_for_redaction(request.user, group)
    chosen = request.GET.get("call", "")
    if is_key(chosen):
        found = found.filter(call=int(chosen))
    before = request.GET.get("before", "")
    page = list((found.filter(pk__lt=before) if is_key(before) else found)[: PAGE + 1])
    rest = {"call": chosen} if is_key(chosen) else {}
    older = urlencode(rest | {"before": page[PAGE - 1].pk}) if len(page) > PAGE else ""
    context = {
        "calls": calls,
        "total": sum(count for _call, count in calls),
        "chosen": int(chosen) if is_key(chosen) else None,
        "waits": queries.what_waits(page[:PAGE]),
        "newer_url": f"?{urlencode(rest)}" if before else "",
        "older_url": f"?{older}" if older else "",
    }
    return render(request, "submissions/redacting/waiting.html", context)


@group_page
def sure_of_several(request: HttpRequest, group: Group) -> HttpResponse:
    """Leave out all that is sure in the submissions that were ticked."""
    _require_secretariat(request, group)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("submission") if is_key(key)]
        chosen = list(queries.of_group(request.user, group).filter(pk__in=keys[:PAGE]))
        _leave_out(request, chosen)
    return redirect("submissions:redacting", code=group.code)


def _leave_out(request: HttpRequest, submissions: list[Submission]) -> None:
    try:
        made = accept_sure_redactions(
            submissions=submissions, actor=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    words = ngettext(
        "%(shown)s stretch is left out for others.",
        "%(shown)s stretches are left out for others.",
        len(made),
    )
    messages.success(request, words % {"shown": show_digits(len(made))})


@group_page
def submission(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One submission: what is proposed to be left out, and what others read now, side by side."""
    found = _find(request, group, pk)
    examined = _examined(found)
    waits = [one for each in examined for one in each.waiting]
    following = queries.waiting_for_redaction(request.user, group).filter(call=found.call)
    context = {
        "submission": found,
        "examined": [each for each in examined if each.waiting],
        "settled": [each for each in examined if not each.waiting],
        "first": waits[0].proposal.pk if waits else None,
        "waiting": len(waits),
        "sure": sum(one.sure for one in waits),
        "may_redact": policy.may_redact(request.user, found),
        "next": following.exclude(pk=found.pk).first(),
    }
    return render(request, "submissions/redacting/submission.html", context)


def _examined(found: Submission) -> list[Examined]:
    holding = Redaction.objects.filter(lifted_at__isnull=True).order_by("start")
    passages = (
        Passage.objects.filter(submission=found)
        .order_by("order")
        .prefetch_related(
            Prefetch("redactions", holding, to_attr="holding_redactions"),
            Prefetch(
                "redaction_proposals",
                RedactionProposal.objects.order_by("start"),
                to_attr="all_proposals",
            ),
        )
    )
    loaded: Iterable[Any] = passages
    return [
        Examined(each, each.holding_redactions, each.all_proposals)
        for each in loaded
        if each.all_proposals or each.holding_redactions
    ]


@group_page
def sure(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Leave out all that is sure in one submission."""
    found = _find(request, group, pk)
    if request.method == "POST":
        _leave_out(request, [found])
    return redirect("submissions:redact_submission", code=group.code, pk=found.pk)


def _proposal(request: HttpRequest, group: Group, pk: int) -> RedactionProposal:
    _require_secretariat(request, group)
    seen = queries.of_group(request.user, group)
    proposals = RedactionProposal.objects.filter(submission__in=seen)
    found: RedactionProposal = find(proposals.select_related("submission", "passage"), pk=pk)
    return found


@group_page
def decide(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Leave out what is proposed, let it be read, or take back that it may be read."""
    found = _proposal(request, group, pk)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is not None:
        try:
            decision(proposal=found, actor=actor(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("submissions:redact_submission", code=group.code, pk=found.submission_id)


@group_page
def adjust(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Leave out another stretch than the proposed one, or on another ground."""
    found = _proposal(request, group, pk)
    policy.may_redact(request.user, found.submission).require()
    initial = {
        "words": found.passage.text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "ground": found.ground,
        "reason": found.get_kind_display(),
    }
    form = RedactionForm(
        request.POST if request.method == "POST" else None, passage=found.passage, initial=initial
    )
    back = reverse("submissions:redact_submission", args=[group.code, found.submission_id])
    made = answered(
        request,
        form,
        lambda given: accept_proposed_redaction(
            proposal=found,
            start=given["start"],
            end=given["end"],
            ground=given["ground"],
            reason=given["reason"],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Others do not read these words any more."))
        return redirect(back)
    context = {
        "submission": found.submission,
        "passage": found.passage,
        "form": form,
        "submit": _("Leave out for others"),
        "cancel_url": back,
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/redacting/adjust.html", context, status=status)
