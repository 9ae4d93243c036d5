"""The original after a copy: asked for, received, compared, put in the copy's place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.proposals.acts import read_document
from dabir.foundation.proposals.policy import may_read
from dabir.stages.mandates.acts import ask_for_original, receive_original
from dabir.stages.mandates.acts.succession import RANK
from dabir.stages.mandates.models import ClauseChange, Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.stages.mandates.queries import visible_to
from dabir.stages.mandates.succession import Pairing, align_wholly
from dabir.web.mandates.asking import Asking, Crumb
from dabir.web.mandates.asking import ask as ask_and_act
from dabir.web.mandates.readings.finding import find_reading
from dabir.web.mandates.succession.forms import OriginalForm, OriginalUploadForm
from dabir.web.mandates.succession.sides import sides
from dabir.web.shared.asking import answered
from dabir.web.shared.fields import choice_field
from dabir.web.shared.pages import actor, find, group_page


def _mandate(request: HttpRequest, group: Group, pk: int) -> Mandate:
    return find(visible_to(request.user).filter(group=group), pk=pk)


def _crumbs(group: Group, mandate: Mandate, label: str) -> list[Crumb]:
    return [
        {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
        {
            "label": mandate.name,
            "url": reverse("mandates:mandate", args=[group.code, mandate.pk]),
        },
        {"label": label},
    ]


@group_page
@require_POST
def ask(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Raise the point that the original is missing, and go on to the letter that asks for it."""
    mandate = _mandate(request, group, pk)
    point = ask_for_original(mandate=mandate, actor=actor(request), at=timezone.now())
    address = reverse("mandates:open_points_letter", args=[group.code])
    return redirect(f"{address}?points={point.pk}")


@group_page
def upload(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Receive the original: it is kept and read, then compared with the copy."""
    mandate = _mandate(request, group, pk)
    may_read(request.user, group).require()
    asking = Asking(
        title=_("The original arrived"),
        text=_(
            "It is kept exactly as it came and compared with the copy. Nothing changes before you "
            "have seen what differs."
        ),
        submit=_("Receive and compare"),
        cancel_url=reverse("mandates:mandate", args=[group.code, mandate.pk]),
        crumbs=_crumbs(group, mandate, _("The original arrived")),
    )

    def act(typed: dict[str, Any]) -> str:
        reading = read_document(
            data=typed["file"].read(),
            name=typed["file"].name,
            group=group,
            actor=actor(request),
            at=timezone.now(),
        )
        return reverse("mandates:receive_original", args=[group.code, mandate.pk, reading.pk])

    form = OriginalUploadForm(request.POST or None, request.FILES or None)
    return ask_and_act(request, form, asking, act)


@group_page
def receive(request: HttpRequest, group: Group, pk: int, reading_pk: int) -> HttpResponse:
    """What differs between the copy and the original; what is taken of it."""
    mandate = _mandate(request, group, pk)
    reading = find_reading(request, group, reading_pk)
    may_take_over(request.user, reading).require()
    pairs = align_wholly(mandate, reading)
    changed = [each for each in pairs if each.outcome == ClauseChange.Outcome.CHANGED]
    added = [each for each in pairs if each.old is None]
    form = _form(request, mandate, changed, added)

    def act(typed: dict[str, Any]) -> Mandate:
        words = {str(each.old.pk): each.after for each in changed if each.old is not None}
        return receive_original(
            mandate=mandate,
            reading=reading,
            standing=typed["standing"],
            corrections={int(key): words[key] for key in typed["corrections"]},
            added=typed["added"],
            actor=actor(request),
            at=timezone.now(),
        )

    if answered(request, form, act) is not None:
        messages.success(request, _("The original has taken the place of the copy."))
        return redirect("mandates:mandate", code=group.code, pk=mandate.pk)
    ticked = set(form["corrections"].value() or ()), set(form["added"].value() or ())
    context = {
        "form": form,
        "mandate": mandate,
        "changed": [
            {"sides": sides(each), "value": each.old.pk, "ticked": str(each.old.pk) in ticked[0]}
            for each in changed
            if each.old is not None
        ],
        "added": [
            {"sides": sides(each), "value": path, "ticked": path in ticked[1]}
            for each in added
            for path in [str((each.new or {})["path"])]
        ],
        "gone": [sides(each) for each in pairs if each.new is None],
        "same": sum(each.outcome in {"same", "moved"} for each in pairs),
        "cancel_url": reverse("mandates:mandate", args=[group.code, mandate.pk]),
        "crumbs": _crumbs(group, mandate, _("The original arrived")),
    }
    return render(request, "mandates/succession/original.html", context)


def _form(
    request: HttpRequest, mandate: Mandate, changed: list[Pairing], added: list[Pairing]
) -> OriginalForm:
    keys = [str(each.old.pk) for each in changed if each.old is not None]
    paths = [str(each.new["path"]) for each in added if each.new is not None]
    rank = RANK[Mandate.Standing(mandate.standing)]
    better = [each for each in Mandate.Standing if RANK[each] > rank]
    form = OriginalForm(
        request.POST or None,
        initial={
            "corrections": keys,
            "added": paths,
            "standing": Mandate.Standing.ORIGINAL,
        },
    )
    choice_field(form, "corrections").choices = [(key, key) for key in keys]
    choice_field(form, "added").choices = [(path, path) for path in paths]
    choice_field(form, "standing").choices = [(each.value, each.label) for each in better]
    return form
