"""The secretariat asks whether submissions are really from whom they name."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.acts.vouching import draw_to_ask
from dabir.stages.submissions.models import Confirmation
from dabir.web.shared.asking import Crumb, answered, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.views import calls_with_submissions

PAGE = 200
MOST = 500
SEED_BYTES = 4


class AddressForm(forms.Form):
    """Where an organisation is asked."""

    to = forms.EmailField(
        label=gettext_lazy("Address of the organisation"),
        required=False,
        help_text=gettext_lazy(
            "One that you know from elsewhere, never the one that came with the submission. "
            "Left empty for a person: they are asked at their own address."
        ),
    )


class SampleForm(forms.Form):
    """How many are asked."""

    most = forms.IntegerField(
        label=gettext_lazy("How many at most"), min_value=1, max_value=MOST, initial=30
    )


@group_page
def ask(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Ask about one submission."""
    found = find(queries.of_group(request.user, group), pk=pk)
    policy.may_ask_whether_theirs(request.user, found).require()
    back = reverse("submissions:submission", args=[group.code, found.pk])
    return ask_and_do(
        request,
        AddressForm(request.POST or None),
        lambda typed: acts.ask_whether_theirs(
            submission=found, to=typed["to"], actor=actor(request), at=timezone.now()
        ),
        done=_("They are asked. The answer will stand beside the submission."),
        to=back,
        heading=_("Ask whether it is really theirs"),
        submit=pgettext("somebody", "Ask"),
        cancel_url=back,
        crumbs=[
            Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])),
            Crumb(found.receipt, back),
        ],
        intro=_("They read the words, and the organisation that is named; its sender reads that"
                " you asked. What they deny comes off the public pages at once."),
    )  # fmt: skip


@group_page
def confirmations(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Who was asked about the submissions to a call, and asking a sample of organisations."""
    found = find(calls_with_submissions(request, group), pk=call)
    policy.may_vouch(request.user, found).require()
    form = SampleForm(request.POST or None)

    def draw(typed: dict[str, Any]) -> list[Confirmation]:
        by, seed = actor(request), secrets.token_hex(SEED_BYTES)
        drawn = draw_to_ask(call=found, actor=by, seed=seed, most=typed["most"])
        return acts.ask_some_whether_theirs(
            call=found, drawn=drawn, seed=seed, actor=by, at=timezone.now()
        )

    asked = answered(request, form, draw)
    if asked is not None:
        said = ngettext(
            "%(count)s organisation is asked.", "%(count)s organisations are asked.", len(asked)
        )
        messages.success(request, said % {"count": show_digits(len(asked))})
        return redirect("submissions:confirmations", group.code, found.pk)
    listed = queries.confirmations_of(found)
    counts = dict(listed.order_by().values_list("answer").annotate(count=Count("pk")))
    context = {
        "call": found,
        "form": form,
        "confirmations": listed[:PAGE],
        "counts": [(label, counts.get(value, 0)) for value, label in Confirmation.Answer.choices],
        "crumbs": [
            {"label": _("Submissions"), "url": reverse("submissions:index", args=[group.code])},
            {"label": _("Confirmations"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/vouching/confirmations.html", context, status=status)
