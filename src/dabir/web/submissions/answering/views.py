"""The secretariat answers many passages at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.work.models import Work
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.acts.answering import MOST, work_key
from dabir.stages.submissions.models import AnswerBatch
from dabir.stages.themes.queries import visible_to as themes_visible_to
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.answering.choosing import chosen_by
from dabir.web.submissions.answering.forms import BatchForm, NarrowForm
from dabir.web.submissions.desk.views import calls_with_submissions

PAGE = 100
SAMPLE = 10
MOVES: dict[str, Callable[..., AnswerBatch]] = {
    "preview": acts.preview_answer_batch,
    "send": acts.send_answer_batch,
    "drop": acts.drop_answer_batch,
}


def _crumbs(group: Group, *more: tuple[str, str]) -> list[dict[str, str]]:
    steps = [
        (_("Submissions"), reverse("submissions:index", args=[group.code])),
        (_("Outcomes"), reverse("submissions:outcomes", args=[group.code])),
        *more,
    ]
    return [{"label": label, "url": url} for label, url in steps]


def _above(group: Group) -> tuple[str, str]:
    return (_("Answers to many"), reverse("submissions:batches", args=[group.code]))


@group_page
def batches(request: HttpRequest, group: Group) -> HttpResponse:
    """The answers to many: drafts, those being sent, those that were sent."""
    permits(request.user, policy.May.DISPOSE, group=group).require()
    context = {
        "batches": queries.batches_of(request.user, group)[:PAGE],
        "calls": calls_with_submissions(request, group),
        "crumbs": _crumbs(group, (_above(group)[0], "")),
    }
    return render(request, "submissions/answering/batches.html", context)


@group_page
def new(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Draft one answer to the open passages of a call that the address narrows down to."""
    found = find(calls_with_submissions(request, group), pk=call)
    policy.may_answer_in_batches(request.user, found).require()
    chosen = chosen_by(request, found)
    form = BatchForm(request.POST or None)

    def draft(typed: dict[str, Any]) -> AnswerBatch:
        now = timezone.now()
        made = acts.draft_answer_batch(
            call=found,
            passages=chosen.passages,
            selected=chosen.words,
            actor=actor(request),
            at=now,
            **typed,
        )
        return acts.preview_answer_batch(batch=made, actor=actor(request), at=now)

    made = answered(request, form, draft)
    if made is not None:
        if chosen.passages.count() > MOST:
            said = _(
                "A batch answers at most %(count)s passages. Once it is sent, choose the others in"
                " the same way, and answer them in a further batch."
            )
            messages.info(request, said % {"count": show_digits(MOST)})
        return redirect("submissions:batch", group.code, made.pk)
    count = chosen.passages.count()
    context = {
        "call": found,
        "chosen": chosen,
        "count": count,
        "narrow": NarrowForm(
            request.GET, call=found, themes=themes_visible_to(request.user).filter(group=group)
        ),
        "sample": chosen.passages.order_by("pk")[:SAMPLE],
        "form": form,
        "title": _("Answer many at once"),
        "submit": _("Go on to the preview"),
        "cancel_url": _above(group)[1],
        "crumbs": _crumbs(group, _above(group), (_("Answer many at once"), "")),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/answering/write.html", context, status=status)


@group_page
def edit(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change what an answer says before it is sent."""
    found = find(queries.batches_of(request.user, group), pk=pk)
    policy.may_move_batch(request.user, found, "change").require()
    form = BatchForm(request.POST or None, initial=BatchForm.as_typed(found))

    def change(typed: dict[str, Any]) -> AnswerBatch:
        now = timezone.now()
        changed = acts.change_answer_batch(batch=found, actor=actor(request), at=now, **typed)
        return acts.preview_answer_batch(batch=changed, actor=actor(request), at=now)

    if answered(request, form, change) is not None:
        return redirect("submissions:batch", group.code, found.pk)
    here = reverse("submissions:batch", args=[group.code, found.pk])
    context = {
        "call": found.call,
        "form": form,
        "title": _("Change the answer"),
        "submit": _("Go on to the preview"),
        "cancel_url": here,
        "crumbs": _crumbs(group, _above(group), (_("Change the answer"), "")),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/answering/write.html", context, status=status)


@group_page
def batch(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One answer to many: as its receivers will read it, then how far it is sent."""
    found = find(queries.batches_of(request.user, group), pk=pk)
    work = Work.objects.filter(key=work_key(found)).first()
    context = {
        "batch": found,
        "preview": queries.preview_of(found),
        "may": {
            event: policy.may_move_batch(request.user, found, event)
            for event in ("change", "preview", "send", "drop")
        },
        "done": found.answers.filter(done=True).count(),
        "work": work,
        "crumbs": _crumbs(group, _above(group), (str(found), "")),
    }
    return render(request, "submissions/answering/batch.html", context)


@group_page
@require_POST
def move(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Preview a batch anew, send it, or give it up."""
    act = MOVES.get(event)
    if act is None:
        raise Http404
    found = find(queries.batches_of(request.user, group), pk=pk)
    try:
        moved = act(batch=found, actor=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(event, moved))
    return redirect("submissions:batch", group.code, found.pk)


def _said(event: str, moved: AnswerBatch) -> str:
    if event == "send":
        return _("It is being sent. This page says how far it is.")
    if event == "drop":
        return _("The answer is given up. Nobody was told anything.")
    return _("It answers %(count)s passages as things stand.") % {
        "count": show_digits(moved.passages)
    }
