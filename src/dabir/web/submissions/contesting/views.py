"""Contesting a reading behind the follow-up link, and answering it on the secretariat's pages."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.models import Group
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import answer_contestation, contest_passage
from dabir.stages.submissions.acts.contesting import LONGEST
from dabir.stages.submissions.models import Contestation, Disposition, Passage
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.secrets import private, wrong_code

PAGE = 30


class ContestForm(forms.Form):
    """What is contested, and what was meant."""

    about = forms.ChoiceField(
        label=gettext_lazy("What was misunderstood?"),
        choices=Contestation.About.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What did you mean?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    """What a second person says to it."""

    result = forms.ChoiceField(
        label=pgettext_lazy("of a contestation", "Result"),
        choices=Contestation.Result.choices,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("The contributor reads it, with your name."),
    )


@private
def contest(request: HttpRequest, secret: str, pk: int) -> HttpResponse:
    """Say how a passage was misunderstood."""
    submission = queries.by_secret(secret)
    if submission is None:
        return wrong_code(request)
    passages = Passage.objects.filter(submission=submission)
    passage = passages.select_related("submission__call__group").filter(pk=pk).first()
    if passage is None:
        return wrong_code(request)
    verdict = policy.may_contest(passage, secret)
    form = ContestForm(request.POST if request.method == "POST" else None)
    made = answered(
        request,
        form,
        lambda said: contest_passage(passage=passage, secret=secret, at=timezone.now(), **said),
    )
    back = reverse("follow_up", args=[secret]) + f"#passage-{passage.pk}"
    if made is not None:
        messages.success(
            request, _("It has arrived. Somebody who has not read it so before answers you here.")
        )
        return redirect(back)
    context = {
        "frame": "narrow",
        "submission": submission,
        "passage": passage,
        "told": queries.told(submission).get(passage.pk),
        "secret": secret,
        "form": form,
        "verdict": verdict,
        "submit": _("Send"),
        "cancel_url": back,
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/contesting/contest.html", context, status=status)


def _require_secretariat(request: HttpRequest, group: Group) -> None:
    if not queries.reads_everything(request.user, group):
        raise Http404


@group_page
def contestations(request: HttpRequest, group: Group) -> HttpResponse:
    """What contributors contested: what waits for an answer, or what was answered."""
    _require_secretariat(request, group)
    states = Contestation.State
    state = states.ANSWERED if request.GET.get("state") == states.ANSWERED else states.OPEN
    found = queries.contestations(request.user, group).filter(state=state).order_by("-pk")
    before = request.GET.get("before", "")
    page = list((found.filter(pk__lt=before) if is_key(before) else found)[: PAGE + 1])
    context = {
        "contestations": page[:PAGE],
        "state": state,
        "newer_url": f"?state={state}" if before else "",
        "older_url": f"?state={state}&before={page[PAGE - 1].pk}" if len(page) > PAGE else "",
    }
    return render(request, "submissions/contesting/contestations.html", context)


@group_page
def contestation(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One contestation, beside what it contests; a second person answers it."""
    _require_secretariat(request, group)
    found: Contestation = find(queries.contestations(request.user, group), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    made = answered(
        request,
        form,
        lambda said: answer_contestation(
            contestation=found, actor=actor(request), at=timezone.now(), **said
        ),
    )
    if made is not None:
        messages.success(request, _("The contributor reads your answer behind their link."))
        return redirect("submissions:contestations", code=group.code)
    dispositions = Disposition.objects.filter(passage=found.passage, at__lte=found.at)
    context = {
        "contestation": found,
        "passage": found.passage,
        "submission": found.passage.submission,
        "disposition": dispositions.select_related("by").order_by("-at", "-pk").first(),
        "form": form,
        "verdict": policy.may_answer_contestation(request.user, found),
        "submit": _("Answer"),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/contesting/contestation.html", context, status=status)
