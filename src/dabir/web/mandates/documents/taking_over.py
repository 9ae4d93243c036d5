"""Taking over a confirmed document: what it is to the group, what was received, what it lacks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.domain.outline.amending_acts import amending_acts
from dabir.domain.outline.open_points import quotation
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import agreed, agreed_one, agreed_proposals
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import raise_open_point, take_over_mandate
from dabir.stages.mandates.models import Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.stages.mandates.queries import visible_to
from dabir.web.mandates.documents.forms import TakeOverForm
from dabir.web.mandates.open_points.found import Read, point_labels, read_again
from dabir.web.mandates.readings.calls import take_over_call
from dabir.web.mandates.readings.finding import crumbs, find_reading
from dabir.web.mandates.tabs import Tab
from dabir.web.shared.asking import answered
from dabir.web.shared.fields import choice_field, model_field
from dabir.web.shared.pages import actor, group_page

Part = Mandate.Part


def proposed_part(reading: Reading, reader: Reader) -> Mandate.Part:
    """Return what the document seems to be to the group."""
    group = reading.address.group
    others = visible_to(reader).filter(group=group)
    if _asked_for(reading) is not None:
        return Part.ANNEX
    if any(amending_acts(str(value["text"])) for value in agreed(reading, "clause")):
        return Part.AMENDMENT if others.exists() else Part.MANDATE
    adopted = agreed_one(reading, "date")
    if others.exists() and adopted and group.formed_on and adopted < group.formed_on.isoformat():
        return Part.BACKGROUND
    issued_by_others = agreed_one(reading, "issuer") or group.higher_body_id
    if group.formed_on is not None and not issued_by_others and not others.exists():
        return Part.CONSTITUTION
    return Part.MANDATE


def _asked_for(reading: Reading) -> Mandate | None:
    """Return the mandate of which the received file is the annex that was asked for."""
    asked = reading.original.open_points.filter(kind="annex_absent", mandate__isnull=False)
    point = asked.select_related("mandate").first()
    return point.mandate if point is not None else None


def part_labels() -> dict[Mandate.Part, str]:
    """Return what a document can be to a group, with a short name for each."""
    return {
        Part.MANDATE: _("Mandate"),
        Part.CONSTITUTION: _("Constitution"),
        Part.AMENDMENT: pgettext("an instrument", "Amendment"),
        Part.ANNEX: _("Later annex"),
        Part.BACKGROUND: _("Background document"),
    }


def part_words(part: Mandate.Part) -> str:
    """Return what taking a document over as this part does."""
    return {
        Part.MANDATE: _(
            "It creates the group or gives it work: members get their seats, duties their carriers."
        ),
        Part.CONSTITUTION: _(
            "The group itself issued it: it has no other issuer. Members get their seats, duties "
            "their carriers."
        ),
        Part.AMENDMENT: _(
            "It changes a document that was taken over before: its clauses are compared with the "
            "old ones, and you decide what becomes of each clause and each duty."
        ),
        Part.ANNEX: _("It belongs to a document that was taken over before, and came later."),
        Part.BACKGROUND: _(
            "It is older than the group, or stands beside its mandate: its clauses can be cited; "
            "it gives no seats, and only the duties that you tick."
        ),
    }[part]


def _done(part: Mandate.Part) -> str:
    """Return what is said once the document is taken over."""
    if part == Part.BACKGROUND:
        return _("The document is filed: its clauses can be cited.")
    if part == Part.ANNEX:
        return _("The annex is taken over.")
    return _("The mandate is taken over: members have their seats, duties their carriers.")


def _standing_words(read: Read) -> str:
    found = read.standing
    if found is None or not found.evidence:
        return ""
    shown = _(", ").join(f"«{' '.join(each.value.split())}»" for each in found.evidence[:3])
    return _("Proposed because of these words: %(words)s") % {"words": shown}


@group_page
def take_over(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Say what a confirmed document is to the group, and take it over; a call becomes a call."""
    found = find_reading(request, group, pk)
    may_take_over(request.user, found).require()
    if (agreed_one(found, "document_kind") or found.document_kind) == "call":
        return take_over_call(request, group, found)
    typed = request.GET.get("part", "")
    part = Part(typed) if typed in Part.values else proposed_part(found, request.user)
    read = read_again(found)
    form = _form(request, group, found, part, read)
    if request.method == "POST" and part == Part.AMENDMENT and form.is_valid():
        address = reverse("mandates:amend", args=[group.code, found.pk])
        return redirect(f"{address}?of={form.cleaned_data['concerns'].pk}")
    made = answered(request, form, lambda said: _take_over(request, found, part, read, said))
    if made is not None:
        messages.success(request, _done(part))
        return redirect("mandates:mandate", code=group.code, pk=made.pk)
    here = reverse("mandates:take_over", args=[group.code, found.pk])
    back = reverse("mandates:reading", args=[group.code, found.pk])
    waiting = found.proposals.filter(state=Proposal.State.OPEN).count()
    context = {
        "form": form,
        "part": part,
        "parts": [
            Tab(label, f"{here}?part={each}", each == part) for each, label in part_labels().items()
        ],
        "what": part_words(part),
        "waiting": show_digits(waiting) if waiting else "",
        "submit": (
            _("Compare the clauses") if part == Part.AMENDMENT else _("Take over the document")
        ),
        "cancel_url": back,
        "action": f"{here}?part={part}",
        "crumbs": crumbs(group, {"label": found.original.name, "url": back}),
    }
    return render(request, "mandates/documents/take_over.html", context)


def _form(
    request: HttpRequest, group: Group, found: Reading, part: Mandate.Part, read: Read
) -> TakeOverForm:
    standing = read.standing.value if read.standing else Mandate.Standing.ORIGINAL
    form = TakeOverForm(
        request.POST or None,
        initial={
            "names": {group.language: agreed_one(found, "title") or found.original.name},
            "standing": standing,
            "concerns": _asked_for(found),
            "confidentiality": Confidentiality.GROUP,
        },
    )
    form.fields["standing"].help_text = _standing_words(read)
    others = visible_to(request.user).filter(group=group)
    if part in {Part.AMENDMENT, Part.ANNEX}:
        model_field(form, "concerns").queryset = others.exclude(part=Part.BACKGROUND)
    else:
        del form.fields["concerns"]
    choice_field(form, "points").choices = list(enumerate(point_labels(found, read.points)))
    duties = agreed_proposals(found, "duty") if part == Part.BACKGROUND else []
    choice_field(form, "duties").choices = [
        (each.pk, str(each.agreed["text"]))  # type: ignore[index]
        for each in duties
    ]
    kept = {"concerns"} if part == Part.AMENDMENT else set(form.fields)
    kept -= {name for name in ("points", "duties") if not choice_field(form, name).choices}
    for name in set(form.fields) - kept:
        del form.fields[name]
    return form


@transaction.atomic
def _take_over(
    request: HttpRequest, found: Reading, part: Mandate.Part, read: Read, said: dict[str, Any]
) -> Mandate:
    person, at = actor(request), timezone.now()
    mandate = take_over_mandate(
        reading=found,
        names=said["names"],
        notified_on=said["notified_on"],
        standing=said["standing"],
        confidentiality=said["confidentiality"],
        part=part,
        concerns=said.get("concerns"),
        duties=[int(key) for key in said.get("duties", ())] if part == Part.BACKGROUND else None,
        actor=person,
        at=at,
    )
    raise_points(request, mandate, read, said.get("points", ()))
    return mandate


def raise_points(
    request: HttpRequest, mandate: Mandate, read: Read, chosen: list[str] | tuple[str, ...]
) -> None:
    """Raise the open points that were ticked, each with the words that show it."""
    assert mandate.reading is not None  # noqa: S101 (it was just taken over from its reading)
    for place in chosen:
        point = read.points[int(place)]
        raise_open_point(
            group=mandate.group,
            mandate=mandate,
            kind=point.kind,
            values=point.values,
            quote=quotation(mandate.reading.text, point.span),
            span=(point.span.start, point.span.end),
            actor=actor(request),
            at=timezone.now(),
        )
