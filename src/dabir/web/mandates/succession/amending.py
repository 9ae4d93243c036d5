"""An amendment beside the document that it changes: what becomes of each clause and each duty."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import agreed_one
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import take_over_amendment
from dabir.stages.mandates.acts.succession import DutyDecided
from dabir.stages.mandates.counting import anchor_in, counts_working_days
from dabir.stages.mandates.models import Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.stages.mandates.queries import duties_visible_to, visible_to
from dabir.stages.mandates.succession import (
    SURE,
    DutyPairing,
    Succession,
    compare,
    duty_pairings,
)
from dabir.web.mandates.open_points.found import read_again
from dabir.web.mandates.readings.finding import crumbs, find_reading
from dabir.web.mandates.succession.forms import AmendmentForm, with_sure
from dabir.web.mandates.succession.sides import sides
from dabir.web.shared.pages import actor, find, group_page, is_key


@group_page
def amend(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Compare an amendment with the document it changes, decide on everything, take it over."""
    reading = find_reading(request, group, pk)
    may_take_over(request.user, reading).require()
    of = request.GET.get("of", "")
    mandate = find(visible_to(request.user).filter(group=group), pk=int(of) if is_key(of) else 0)
    succession = compare(mandate, reading)
    standing = duties_visible_to(request.user).filter(clause__mandate=mandate)
    duties, unmatched = duty_pairings(list(standing.order_by("pk")), succession, reading)
    form = _form(request, reading, succession, duties, unmatched)
    accepting = request.method == "POST" and "accept_sure" in request.POST
    if request.method == "POST" and not accepting and form.is_valid():
        made = _take_over(request, reading, mandate, form)
        if made is not None:
            messages.success(request, _("The amendment is taken over."))
            return redirect("mandates:mandate", code=group.code, pk=made.pk)
    back = reverse("mandates:reading", args=[group.code, reading.pk])
    context = {
        "form": form,
        "accepting": accepting,
        "mandate": mandate,
        "whole": succession.whole,
        "rows": [
            {"sides": sides(pairing), "field": form[f"pair-{place}"]}
            for place, pairing in enumerate(succession.pairs)
        ],
        "duties": [_row(form, each) for each in duties],
        "added": form["added"] if "added" in form.fields else None,
        "last": [form[name] for name in AmendmentForm.base_fields],
        "sure": sum(pairing.sure for pairing in succession.pairs),
        "cancel_url": reverse("mandates:take_over", args=[group.code, reading.pk]),
        "crumbs": crumbs(group, {"label": reading.original.name, "url": back}),
    }
    return render(request, "mandates/succession/amend.html", context)


def _row(form: AmendmentForm, each: DutyPairing) -> dict[str, Any]:
    key = f"duty-{each.duty.pk}"
    read: dict[str, Any] = dict(each.read.agreed) if each.read else {}  # type: ignore[call-overload]
    carriers = f"{key}-carriers"
    return {
        "duty": each.duty,
        "pairing": each.pairing,
        "proposed": {"keep": _("keep"), "change": _("change"), "end": pgettext("a duty", "end")}[
            each.fate
        ],
        "percent": round(each.confidence * 100),
        "bodies": _(", ").join(read.get("bodies") or ()),
        "field": form[key],
        "text": form[f"{key}-text"],
        "due": form[f"{key}-due"],
        "carriers": form[carriers] if carriers in form.fields else None,
        "reason": form[f"{key}-reason"],
        "details": each.fate != "keep" or bool(form[f"{key}-reason"].errors),
    }


def _form(
    request: HttpRequest,
    reading: Reading,
    succession: Succession,
    duties: list[DutyPairing],
    unmatched: list[Proposal],
) -> AmendmentForm:
    group = reading.address.group
    data: Any = request.POST or None
    if data is not None and "accept_sure" in data:
        data = with_sure(data, succession, duties, SURE)
    standing = read_again(reading).standing
    return AmendmentForm(
        data,
        succession=succession,
        duties=duties,
        added=[(each.pk, str(each.agreed["text"])) for each in unmatched],  # type: ignore[index]
        initial={
            "names": {group.language: agreed_one(reading, "title") or reading.original.name},
            "standing": standing.value if standing else Mandate.Standing.ORIGINAL,
            "confidentiality": Confidentiality.GROUP,
        },
    )


def _fates(form: AmendmentForm) -> list[DutyDecided]:
    typed = form.cleaned_data
    found = []
    for each in form.duties:
        key = f"duty-{each.duty.pk}"
        read: dict[str, Any] = dict(each.read.agreed) if each.read else {}  # type: ignore[call-overload]
        changes: dict[str, Any] = {}
        carriers = None
        if typed[key] == "change":
            text = typed[f"{key}-text"] or each.duty.text
            changes = {"text": text, "due_on": typed[f"{key}-due"]}
            if read:
                words = read.get("due_text") or ""
                changes |= {
                    "due_text": words,
                    "within": read.get("within") or "",
                    "anchor": anchor_in(words),
                    "working_days": counts_working_days(words),
                }
            if typed.get(f"{key}-carriers"):
                carriers = read.get("bodies") or (), read.get("supporting") or ()
        reason = typed[f"{key}-reason"]
        found.append(DutyDecided(each.duty, typed[key], reason, changes, carriers))
    return found


def _take_over(
    request: HttpRequest, reading: Reading, mandate: Mandate, form: AmendmentForm
) -> Mandate | None:
    """Call the act; None, with the refusal in the form, where it will not have it."""
    typed = form.cleaned_data
    try:
        return take_over_amendment(
            reading=reading,
            amends=mandate,
            clauses=form.decided(),
            duties=_fates(form),
            new_duties=[int(key) for key in typed.get("added", ())],
            whole=form.succession.whole,
            names=typed["names"],
            notified_on=typed["notified_on"],
            standing=typed["standing"],
            confidentiality=typed["confidentiality"],
            actor=actor(request),
            at=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(None, ValidationError(str(refusal)))
        return None
