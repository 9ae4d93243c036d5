"""Giving other systems tokens, and taking them back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.stages.calls.models import Call
from dabir.stages.submissions import acts, policy, queries
from dabir.web.shared.asking import answered
from dabir.web.shared.fields import model_field
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.secrets import private


class TokenForm(forms.Form):
    """For which system, and for which call."""

    name = forms.CharField(
        label=gettext_lazy("Which system"),
        max_length=80,
        help_text=gettext_lazy("As “portal of the city”, so that you know it again."),
    )
    call = forms.ModelChoiceField(
        Call.objects.none(),
        label=gettext_lazy("Only for the call"),
        required=False,
        empty_label=gettext_lazy("every call of the group"),
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "call").queryset = calls


@private
@group_page
def tokens(request: HttpRequest, group: Group) -> HttpResponse:
    """The tokens of a group; a new one is shown once, on the answer to its making."""
    policy.may_give_tokens(request.user, group).require()
    form = TokenForm(request.POST or None, calls=calls_with_submissions(request, group))
    given = answered(
        request,
        form,
        lambda typed: acts.give_token(
            group=group,
            name=typed["name"],
            call=typed["call"],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    context = {
        "form": form if given is None else TokenForm(calls=calls_with_submissions(request, group)),
        "secret": given[1] if given else "",
        "tokens": queries.tokens_of(request.user, group),
        "document": request.build_absolute_uri(reverse("api:openapi_json")),
        "crumbs": [
            {"label": _("Submissions"), "url": reverse("submissions:index", args=[group.code])},
            {"label": _("Other systems"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/tokens/tokens.html", context, status=status)


@group_page
@require_POST
def revoke(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a token back."""
    found = find(queries.tokens_of(request.user, group), pk=pk)
    try:
        acts.revoke_token(token=found, actor=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The token is taken back: it opens nothing any more."))
    return redirect("submissions:tokens", group.code)
