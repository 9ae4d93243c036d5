"""The next version: what it would be, what becomes of every amendment, and how it is made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import Unfit
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import derive_version
from dabir.stages.texts.foresight import foresee
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_derive
from dabir.stages.texts.sentences import cluster_sentence, why_unfit
from dabir.web.shared.asking import answered, offered
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.forms import DeriveForm
from dabir.web.texts.frame import framed, opened, url
from dabir.web.texts.showing import (
    shown_changes,
)


@group_page
def derive(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What the next version would be and what becomes of every amendment; then make it."""
    page = opened(request, group, pk)
    person = actor(request)
    verdict = offered(may_derive(person, page.text))
    if verdict is None:
        may_derive(person, page.text).require()
    fault, foresight = "", None
    try:
        foresight = foresee(page.text)
    except Unfit as error:
        fault = why_unfit(error)
    form = DeriveForm(request.POST or None)
    made = answered(
        request,
        form,
        lambda typed: derive_version(text=page.text, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("%(version)s is made.") % {"version": made})
        return redirect(url("text", page.text))
    context = framed(page, "text", [(_("Make the next version"), "")]) | {
        "form": form,
        "verdict": verdict,
        "fault": fault,
        "foresight": foresight,
        "changes": shown_changes(foresight.before, foresight.after)
        if foresight is not None and foresight.after is not None
        else [],
        "conflicts": [cluster_sentence(foresight.before, each) for each in foresight.conflicts]
        if foresight is not None
        else [],
        "accepted": foresight.accepted if foresight is not None else (),
        "pending": foresight.pending if foresight is not None else (),
        "needs_redraft": Amendment.State.REDRAFT.label,
    }
    return render(request, "texts/derive.html", context)
