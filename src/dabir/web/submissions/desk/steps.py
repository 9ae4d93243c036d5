"""What is done with one submission after a page has asked: each step is one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused, Verdict
from dabir.foundation.people.models import Group
from dabir.stages.mandates.acts import nominate_member
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.models import Reason, Submission
from dabir.web.shared.asking import Crumb, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.forms import (
    AdmitForm,
    PublishForm,
    ReasonForm,
    ReplyTextForm,
    SeatNominationForm,
    TextsForm,
)
from dabir.web.submissions.reasons.forms import OfferingForm
from dabir.web.submissions.secrets import private


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its words, its form, who may take it, and its act."""

    title: str
    text: str
    submit: str
    done: str
    verdict: Verdict
    act: Callable[..., Any]
    form: Callable[..., forms.Form] = forms.Form
    danger: bool = False


def _steps(request: HttpRequest, found: Submission) -> dict[str, Step]:
    person = request.user
    offering = partial(partial, OfferingForm, group=found.call.group, language=found.language)
    unwaited = policy.nothing_sure_waits(found)
    return {
        "accept": Step(
            _("Accept the submission"),
            _("It answers the call and will be worked through, passage by passage."),
            _("Accept"),
            _("The submission is accepted."),
            policy.may_decide(person, found, "accept"),
            acts.accept_submission,
        ),
        "decline": Step(
            _("Decline the submission"),
            _("For what does not answer the call, or is nothing but insult."),
            _("Decline"),
            _("The submission is declined, and its author told why."),
            policy.may_decide(person, found, "decline"),
            acts.decline_submission,
            offering(use=Reason.Use.DECLINE),
            danger=True,
        ),
        "return": Step(
            _("Return it for completion"),
            _("Say what is missing. The author completes it behind the follow-up link."),
            _("Return"),
            _("The submission is returned."),
            policy.may_decide(person, found, "return"),
            acts.return_submission,
            offering(use=Reason.Use.RETURN),
        ),
        "withdraw": Step(
            _("Withdraw on the author's word"),
            _("It comes off the public pages at once. What rests on it stays in the record."),
            _("Withdraw"),
            _("The submission is withdrawn."),
            policy.may_withdraw(person, found),
            acts.withdraw_submission,
            ReasonForm,
            danger=True,
        ),
        "publish": Step(
            _("Publish the submission"),
            " ".join(
                (
                    _("Everybody reads it, as its author allowed, without what is redacted."),
                    str(unwaited.reason or ""),
                )
            ).strip(),
            _("Publish"),
            _("The submission is published."),
            policy.may_publish(person, found),
            acts.publish_submission,
            forms.Form if unwaited else PublishForm,
        ),
        "tell": Step(
            _("Tell the author"),
            _("The author reads the outcomes behind the follow-up link; a mail says so."),
            _("Tell"),
            _("The author is told."),
            policy.may_tell(person, found.call),
            acts.tell_contributor,
        ),
        "write": Step(
            _("Write to the author"),
            "",
            _("Send"),
            _("Your words wait behind the follow-up link."),
            policy.may_tell(person, found.call),
            acts.write_to_contributor,
            ReplyTextForm,
        ),
        "erase": Step(
            _("Erase on the author's word"),
            _("Who sent it, its files and what was received are destroyed, in backups too."),
            _("Erase"),
            _("It is erased."),
            policy.may_erase(person, found),
            acts.erase_submission,
            TextsForm,
            danger=True,
        ),
    }


def _find(request: HttpRequest, group: Group, pk: int) -> Submission:
    """Find a submission for its secretariat; to everybody else its steps do not exist."""
    if not queries.reads_everything(request.user, group):
        raise Http404
    return find(queries.of_group(request.user, group).select_related("key", "body"), pk=pk)


@group_page
def step(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Take one step with a submission, once asked."""
    found = _find(request, group, pk)
    chosen = _steps(request, found).get(event)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        given = form.cleaned_data if form.fields else {}
        try:
            chosen.act(submission=found, actor=actor(request), at=timezone.now(), **given)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, chosen.done)
        return redirect("submissions:submission", code=group.code, pk=found.pk)
    context = {
        "submission": found,
        "step": chosen,
        "form": form if form.fields else None,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "submissions/step.html", context, status=status)


@private
@group_page
def identity(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Open who sent it, for a reason that the author will read; shown on this page alone."""
    found = _find(request, group, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    contributor = None
    if request.method == "POST" and form.is_valid():
        contributor = acts.open_identity(
            submission=found,
            reason=form.cleaned_data["reason"],
            actor=actor(request),
            at=timezone.now(),
        )
    context = {
        "submission": found,
        "form": form,
        "contributor": contributor,
        "verdict": policy.may_open_identity(request.user, found),
    }
    return render(request, "submissions/identity.html", context)


@group_page
def admit(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a nominee a seat in the group or one of its committees."""
    found = _find(request, group, pk)
    verdict = policy.may_admit(request.user, found)
    form = AdmitForm(request.POST if request.method == "POST" else None, group=found.call.group)
    if request.method == "POST" and form.is_valid():
        try:
            acts.admit_nominee(
                submission=found, actor=actor(request), at=timezone.now(), **form.seat()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The seat is given."))
            return redirect("submissions:submission", code=group.code, pk=found.pk)
    context = {"submission": found, "form": form, "verdict": verdict}
    status = 422 if form.errors else 200
    return render(request, "submissions/admit.html", context, status=status)


@group_page
def nominate(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note that an expression of interest nominates somebody for the seat of a body."""
    found = _find(request, group, pk)
    policy.may_admit(request.user, found).require()
    form = SeatNominationForm(request.POST or None, group=found.call.group)
    back = reverse("submissions:submission", args=[group.code, found.pk])
    return ask_and_do(
        request,
        form,
        lambda said: nominate_member(origin=found, actor=actor(request), at=timezone.now(), **said),
        done=_("The nomination waits for an answer, at the seat."),
        to=lambda made: reverse("mandates:nomination", args=[made.seat.group.code, made.pk]),
        heading=_("Nominate for a seat"),
        submit=_("Note the nomination"),
        cancel_url=back,
        crumbs=[Crumb(_("Submissions"), reverse("submissions:index", args=[group.code]))],
        intro=_("The name leaves the sealed identity and is seen by the secretariat."),
    )
