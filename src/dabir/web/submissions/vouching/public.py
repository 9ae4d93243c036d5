"""Saying whether a submission is theirs: no account, only the link that was mailed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dabir.stages.submissions import queries
from dabir.stages.submissions.acts import answer_whether_theirs
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.models import Confirmation
from dabir.web.shared.asking import answered
from dabir.web.submissions.secrets import private, wrong_code


class VouchForm(forms.Form):
    """Yes or no, and what they want to add."""

    theirs = forms.ChoiceField(
        label=_("Is it yours?"),
        choices=[
            ("yes", _("Yes, it comes from us.")),
            ("no", _("No, we did not send this.")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What you want to add"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@private
def vouch(request: HttpRequest, secret: str) -> HttpResponse:
    """The words that were sent, the organisation they name, and the question."""
    found = queries.confirmation_by_secret(secret)
    if found is None:
        return wrong_code(request)
    submission = found.submission
    form = VouchForm(request.POST or None)
    done = answered(
        request,
        form,
        lambda typed: answer_whether_theirs(
            confirmation=found,
            secret=secret,
            theirs=typed["theirs"] == "yes",
            note=typed["note"],
            at=timezone.now(),
        ),
    )
    if done is not None:
        return redirect("vouch", secret=secret)
    waiting = queries.asks(found)
    sealed = unsealed(submission) if waiting else None
    context = {
        "frame": "narrow",
        "answered": found.answer in (Confirmation.Answer.OURS, Confirmation.Answer.NOT_OURS),
        "confirmation": found,
        "call": submission.call,
        "organisation": sealed.contributor.organisation if sealed else "",
        # Whoever denies it keeps no copy of what another person wrote.
        "passages": submission.passages.order_by("order") if waiting else [],
        "form": form,
        "waiting": waiting,
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/vouching/vouch.html", context, status=status)
