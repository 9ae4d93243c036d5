"""The next version: what it would be, what becomes of every amendment, and how it is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import Numbering, Unfit
from dabir.domain.drafting.references.binding import Brokenness
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import derive_version
from dabir.stages.texts.compiling.foresight import Foresight, foresee
from dabir.stages.texts.compiling.shown import foreseen_as
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.policy import may_derive
from dabir.stages.texts.sentences import cluster_sentence, language_of_reader, why_unfit
from dabir.web.shared.asking import answered, offered, place_of
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.forms import LANGUAGES, DeriveForm, see_anew
from dabir.web.texts.frame import framed, peeked, url
from dabir.web.texts.showing import (
    shown_changes,
)


@group_page
def derive(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What the next version would be and what becomes of every amendment; then make it."""
    page = peeked(request, group, pk)
    person = actor(request)
    verdict = offered(may_derive(person, page.text))
    if verdict is None:
        may_derive(person, page.text).require()
    fault, foresight = "", None
    try:
        foresight = foresee(
            page.text, renumbering=request.method != "POST" or "renumbering" in request.POST
        )
    except Unfit as error:
        fault = why_unfit(error)
    shown = foreseen_as(foresight) if foresight is not None else ""
    form = DeriveForm(request.POST or None, initial={"renumbering": True, "shown": shown})

    def derived(typed: dict[str, Any]) -> Version:
        seen = typed["shown"]
        # Where it is another one, the page that asks again shows it.
        see_anew(form, {"shown": shown})
        return derive_version(
            text=page.text, actor=person, at=timezone.now(), **(typed | {"shown": seen or None})
        )

    made = answered(request, form, derived)
    if made is not None:
        messages.success(request, _("%(version)s is made.") % {"version": made})
        return redirect(url("text", page.text))
    context = framed(page, "text", [(_("Make the next version"), "")]) | {
        "form": form,
        "draft_key": place_of(request, form),
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
        "bracketed": foresight.bracketed() if foresight is not None else (),
        **(_references(foresight) if foresight is not None and foresight.after else {}),
    }
    return render(request, "texts/compiling/derive.html", context)


def _references(foresight: Foresight) -> dict[str, object]:
    """Return the references that are renumbered or broken, and the translations left behind."""
    after, renumbered = foresight.after, foresight.renumbered
    assert after is not None  # noqa: S101 (the caller asked)
    assert renumbered is not None  # noqa: S101 (it is there with the new version)
    numbering, language = Numbering(after), language_of_reader()
    why = {
        Brokenness.NEVER_THERE: _("no clause has that number"),
        Brokenness.AMBIGUOUS: _("several clauses could be meant"),
        Brokenness.TARGET_DELETED: _("what it points at is taken out"),
        Brokenness.OUT_OF_REACH: _("these words cannot name what it points at any more"),
        Brokenness.TORN: _("what it reaches over does not stand together any more"),
    }
    return {
        "renumbered": [
            {"clause": numbering.citation(each.uid, language), "old": each.old, "new": each.new}
            for each in renumbered.edits
        ],
        "broken": [
            {
                "clause": numbering.citation(each.uid, language),
                "words": each.words,
                "why": why[each.reason],
            }
            for each in foresight.broken
        ],
        "stale": [
            {
                "clause": numbering.citation(each.uid, language),
                "language": dict(LANGUAGES).get(each.language, each.language),
            }
            for each in foresight.stale
        ],
    }
