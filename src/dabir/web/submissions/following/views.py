"""Behind the follow-up link: what was sent, what became of it, and its author's wishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import Altered, Missing
from dabir.foundation.files.sealing import Erased, Unsealable
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import (
    complete_submission,
    erase_submission,
    set_consents,
    withdraw_submission,
)
from dabir.stages.submissions.codes import read_secret
from dabir.stages.submissions.consents import ASKED_APART, PUBLICATIONS, PURPOSES
from dabir.stages.submissions.intake.arrivals import copy_of
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import Submission
from dabir.web.submissions.fates import fates_of
from dabir.web.submissions.reading import answers_of, passages_of
from dabir.web.submissions.secrets import not_taken_in, private, wrong_code
from dabir.web.submissions.uploads import FilesField


class CodeForm(forms.Form):
    """The follow-up code, typed from a printed receipt."""

    code = forms.CharField(
        label=gettext_lazy("Follow-up code"),
        max_length=80,
        help_text=gettext_lazy(
            "The 26 letters and digits on your receipt, or at the end of the link you were given. "
            "The receipt number alone opens nothing."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


class ConsentsForm(forms.Form):
    """A contributor's choices."""

    publication = forms.ChoiceField(
        label=gettext_lazy("May it be published?"),
        choices=list(PUBLICATIONS.items()),
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("What else do you agree to?"),
        choices=[(purpose, PURPOSES[purpose]) for purpose in ASKED_APART],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class CompleteForm(forms.Form):
    """What is added to a submission that was returned."""

    text = forms.CharField(
        label=gettext_lazy("What you add"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    attachments = FilesField(label=gettext_lazy("Files"), required=False)


class WithdrawForm(forms.Form):
    """Why somebody withdraws, if they want to say."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class EraseForm(forms.Form):
    """What is to be erased."""

    texts = forms.BooleanField(
        label=gettext_lazy("Erase the words that I wrote, too"),
        required=False,
        help_text=gettext_lazy(
            "What others have distilled from them stays; nobody can read any more what it rests on."
        ),
    )
    sure = forms.BooleanField(label=gettext_lazy("I know that this cannot be undone"))


def follow(request: HttpRequest) -> HttpResponse:
    """Type the code from a receipt."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"].strip().rstrip("/").rpartition("/")[2]
        secret = read_secret(typed)
        if queries.by_secret(secret) or queries.arrival_by_secret(secret):
            return redirect("follow_up", secret=secret)
        form.add_error("code", _("Nothing lies behind this code. Compare it with your receipt."))
        status = 404
    context = {"frame": "narrow", "form": form}
    return render(request, "submissions/follow.html", context, status=status)


def _chosen(submission: Submission) -> dict[str, Any]:
    given = submission.consents.filter(given=True, withdrawn_at__isnull=True)
    return {
        "publication": submission.publication,
        "purposes": list(given.values_list("purpose", flat=True)),
    }


@private
def follow_up(request: HttpRequest, secret: str) -> HttpResponse:
    """What was sent, its state, what became of each passage, who opened the identity and why."""
    found = queries.by_secret(secret)
    if found is None:
        return not_taken_in(request, secret)
    submission = queries.with_passages(Submission.objects.filter(pk=found.pk)).get()
    passages = passages_of(submission)
    told = queries.told(submission)
    context = {
        "frame": "narrow",
        "submission": submission,
        "call": submission.call,
        "secret": secret,
        "told": told,
        "contested": list(queries.contested_in(submission)),
        "answers": answers_of(
            submission,
            everything=True,
            dispositions=told,
            fates=fates_of(passages, request.user),
        ),
        "open_passages": len(passages) - len(told),
        "consents_form": ConsentsForm(initial=_chosen(submission)),
        "complete_form": CompleteForm(),
        "may_change": policy.may_change_publication(None, submission, secret),
        "may_withdraw": policy.may_withdraw(None, submission, secret),
        "may_complete": policy.may_complete(submission, secret),
        "words_left": any(answer.text for answer in submission.answers.all()),
        "has_sheet": any(answer.exhibit_id and answer.text for answer in submission.answers.all()),
    }
    return render(request, "submissions/follow_up.html", context)


@private
def copy(request: HttpRequest, secret: str) -> HttpResponse:
    """What was received, byte for byte as its fingerprint says: canonical JSON."""
    submission = queries.by_secret(secret)
    found = submission or queries.arrival_by_secret(secret)
    if found is None:
        return wrong_code(request)
    try:
        data = copy_of(found)
    except (Erased, Missing, Altered, Unsealable):
        reason = _("What was received was erased, or can no longer be read.")
        return render(request, "refused.html", {"reason": reason}, status=410)
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.receipt}.json"'
    return response


@private
def consents(request: HttpRequest, secret: str) -> HttpResponse:
    """Change what may be done with a submission."""
    submission = queries.by_secret(secret)
    if submission is None:
        return not_taken_in(request, secret)
    form = ConsentsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_consents(
            submission=submission,
            publication=form.cleaned_data["publication"],
            purposes=form.cleaned_data["purposes"],
            secret=secret,
            at=timezone.now(),
        )
        messages.success(request, _("Your choices hold from now on."))
    return redirect("follow_up", secret=secret)


@private
def complete(request: HttpRequest, secret: str) -> HttpResponse:
    """Add what the secretariat asked for."""
    submission = queries.by_secret(secret)
    if submission is None:
        return not_taken_in(request, secret)
    form = CompleteForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            complete_submission(
                submission=submission,
                answers=[AnswerDraft(form.cleaned_data["text"])],
                files=form.cleaned_data["attachments"],
                secret=secret,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. What you added has arrived."))
            return redirect("follow_up", secret=secret)
    verdict = policy.may_complete(submission, secret)
    return _ask(request, submission, secret, form, verdict=verdict, kind="complete")


@private
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """Withdraw a submission, once asked."""
    submission = queries.by_secret(secret)
    if submission is None:
        return not_taken_in(request, secret)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_submission(
            submission=submission,
            reason=form.cleaned_data["reason"],
            secret=secret,
            at=timezone.now(),
        )
        messages.success(request, _("What you sent is withdrawn."))
        return redirect("follow_up", secret=secret)
    verdict = policy.may_withdraw(None, submission, secret)
    return _ask(request, submission, secret, form, verdict=verdict, kind="withdraw")


@private
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase who sent it, and the words if so wished, once asked."""
    submission = queries.by_secret(secret)
    if submission is None:
        return not_taken_in(request, secret)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erase_submission(
            submission=submission,
            texts=form.cleaned_data["texts"],
            secret=secret,
            at=timezone.now(),
        )
        messages.success(request, _("It is erased."))
        return redirect("follow_up", secret=secret)
    verdict = policy.may_erase(None, submission, secret)
    return _ask(request, submission, secret, form, verdict=verdict, kind="erase")


def _ask(
    request: HttpRequest,
    submission: Submission,
    secret: str,
    form: forms.Form,
    *,
    verdict: Any,
    kind: str,
) -> HttpResponse:
    words = {
        "complete": (_("Complete what you sent"), submission.reason, _("Send")),
        "withdraw": (
            _("Withdraw what you sent"),
            _(
                "It is taken off the public pages at once and is no longer worked on. What was "
                "decided before stays in the record, without your name."
            ),
            _("Withdraw"),
        ),
        "erase": (
            _("Erase who I am"),
            _(
                "Your name, your address, your files and what was received are destroyed, in "
                "backups too. Nobody can write to you about this any more."
            ),
            _("Erase"),
        ),
    }[kind]
    context = {
        "frame": "narrow",
        "submission": submission,
        "secret": secret,
        "form": form,
        "verdict": verdict,
        "title": words[0],
        "text": words[1],
        "submit": words[2],
        "danger": kind == "erase",
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/ask.html", context, status=status)
