"""The one official reply of a body that an inquiry addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sizes import limit_in_megabytes
from dabir.foundation.people.models import SECRETARIAT, Body, Person
from dabir.foundation.people.queries import bodies_of, roles_in
from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.acts import submit_official_reply
from dabir.web.shared.pages import actor, find
from dabir.web.submissions.responding.form import RespondForm


class ReplyForm(RespondForm):
    """A reply that binds the body, not a person."""

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sector", "invitation", "province", "organisation"):
            self.fields.pop(name, None)
        self.fields["name"].label = _("Contact person")
        self.fields["body"] = forms.ModelChoiceField(
            bodies, label=_("Replying body"), initial=bodies.first() if len(bodies) == 1 else None
        )

    @property
    def about(self) -> list[forms.BoundField]:
        """Which body replies, and whom to ask about it."""
        return [self[name] for name in ("body", "name", "email", "phone")]


def _repliers(call: Call, person: Person) -> Any:
    addressed = Body.objects.filter(invitations__call=call).order_by("name_key")
    if roles_in(person, call.group) & SECRETARIAT:
        return addressed
    return addressed.filter(pk__in=bodies_of(person).values("pk"))


@login_required
def official_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Reply officially to an inquiry, for a body one sits for."""
    person = actor(request)
    call = find(calls.published_to(person), code=code, kind=Call.Kind.INQUIRY)
    bodies = _repliers(call, person)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        call=call,
        questions=calls.questions_visible_to(person).filter(call=call),
        exhibits=calls.exhibits_visible_to(person).filter(call=call),
        bodies=bodies,
    )
    if request.method == "POST" and form.is_valid():
        given = form.sent()
        try:
            receipt = submit_official_reply(
                call=call,
                body=form.cleaned_data["body"],
                answers=given["answers"],
                files=given["files"],
                publication=given["publication"],
                consents=given["consents"],
                contributor=given["contributor"],
                actor=person,
                at=timezone.now(),
            )
            return redirect("receipt", secret=receipt.secret)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    only = bodies.first() if len(bodies) == 1 else None
    verdict = policy.may_reply_for(person, call, only, timezone.now()) if only else None
    context = {
        "frame": "narrow",
        "call": call,
        "form": form,
        "verdict": verdict,
        "official": True,
        "limit": limit_in_megabytes(),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/respond.html", context, status=status)
