"""Taking over a confirmed call."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.foundation.people.models import Group
from dabir.foundation.proposals.models import Reading
from dabir.stages.calls import acts
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.readings.finding import crumbs
from dabir.web.mandates.readings.forms import TakeOverCallForm
from dabir.web.shared.pages import actor


def take_over_call(request: HttpRequest, group: Group, found: Reading) -> HttpResponse:
    """Ask for the short address of the call, and make a draft call of the reading."""
    back = reverse("mandates:reading", args=[group.code, found.pk])
    asking = Asking(
        title=_("Take over the call"),
        text=_("A draft call is made, with its deadline, its address and whom it invites."),
        submit=pgettext("a document", "Take over"),
        cancel_url=back,
        done=_("The call is drafted. Nobody sees it before it is opened."),
        crumbs=crumbs(group, {"label": found.original.name, "url": back}),
    )
    form = TakeOverCallForm(request.POST or None, initial={"code": f"{group.code}-{found.pk}"[:60]})

    def act(typed: dict[str, Any]) -> str:
        call = acts.take_over_call(
            reading=found, code=typed["code"], actor=actor(request), at=timezone.now()
        )
        return reverse("calls:call", args=[group.code, call.pk])

    return ask(request, form, asking, act)
