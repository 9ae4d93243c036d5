"""Pages that give what was read another shape: correct, move, merge, split, add, settle a date."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.proposals.acts import (
    add_proposal,
    correct_proposal,
    merge_proposals,
    move_span,
    settle_date,
    split_proposal,
)
from dabir.foundation.proposals.drafts import FLAGGED
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.policy import may_confirm
from dabir.foundation.proposals.shapes import (
    mergeable,
    merged_value,
    moved_value,
    parts_of,
)
from dabir.foundation.proposals.values import Surroundings
from dabir.web.mandates.readings.cards import lines_of, value_words
from dabir.web.mandates.readings.desk import address
from dabir.web.mandates.readings.finding import (
    KEPT,
    answered,
    ask_for_words,
    asked_span,
    find_reading,
    proposal_to_change,
    question,
)
from dabir.web.mandates.readings.proposal_forms import form_for
from dabir.web.mandates.readings.words_forms import SettleForm, SplitForm
from dabir.web.mandates.wording import PROPOSAL_KINDS
from dabir.web.shared.pages import actor, group_page, is_key

OFTEN = ("duty", "clause", "member")
"""What is missed most often stands first."""
ADDABLE = (*OFTEN, *(kind for kind in PROPOSAL_KINDS if kind not in (*FLAGGED, *OFTEN)))
QUOTED = 600
"""As much of the marked words as is shown again before they are saved."""


def _label(kind: str) -> str:
    return str(PROPOSAL_KINDS.get(kind, kind))


def _quote(reading: Reading, span: tuple[int, int]) -> str:
    words = reading.text[slice(*span)].strip()
    return words if len(words) <= QUOTED else f"{words[:QUOTED]} …"


def _kept(request: HttpRequest, **more: object) -> str:
    asked = {name: request.GET[name] for name in KEPT if name in request.GET} | more
    return f"{request.path}?{urlencode(asked)}"


@group_page
def correct(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put another value in place of what was read."""
    proposal = proposal_to_change(request, group, pk)
    if proposal.kind in FLAGGED:
        return redirect("mandates:settle", group.code, pk)
    form = form_for(proposal.kind, proposal.reading, request.POST or None, old=proposal.agreed)

    def act() -> int:
        value = form.new_value()
        return correct_proposal(
            proposal=proposal, value=value, actor=actor(request), at=timezone.now()
        ).pk

    if (made := answered(request, form, act)) is not None:
        return redirect(address(request, proposal.reading, made))
    return question(
        request,
        proposal.reading,
        form,
        title=_("Correct: %(what)s") % {"what": _label(proposal.kind)},
        submit=_("Save the correction"),
        at=proposal.pk,
    )


@group_page
def words(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put what was read on other words of the document; its value is read from them again."""
    proposal = proposal_to_change(request, group, pk)
    title = _("Other words: %(what)s") % {"what": _label(proposal.kind)}
    span = asked_span(request, proposal.reading)
    if span is None:
        return ask_for_words(request, proposal.reading, title=title, proposal=proposal)
    doubt = ""
    try:
        value = moved_value(proposal, *span)
    except Refused as refusal:
        value, doubt = proposal.agreed, str(refusal)
    form = form_for(proposal.kind, proposal.reading, request.POST or None, old=value)

    def act() -> int:
        return move_span(
            proposal=proposal,
            start=span[0],
            end=span[1],
            value=form.new_value(),
            actor=actor(request),
            at=timezone.now(),
        ).pk

    if (made := answered(request, form, act)) is not None:
        return redirect(address(request, proposal.reading, made))
    return question(
        request,
        proposal.reading,
        form,
        title=title,
        submit=_("Save with these words"),
        at=proposal.pk,
        quote=_quote(proposal.reading, span),
        doubt=doubt,
        text=_("This is what the words give. Change it where it is not right."),
    )


@group_page
def merge(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make one of two that stand beside each other."""
    proposal = proposal_to_change(request, group, pk)
    title = _("Merge: %(what)s") % {"what": _label(proposal.kind)}
    others = mergeable(proposal)
    if not others:
        raise Refused(_("Nothing of the same kind stands beside it."))
    chosen = next((one for one in others if str(one.pk) == request.GET.get("with")), others[0])
    first, second = sorted((proposal, chosen), key=lambda one: (one.start or 0, one.pk))
    value = merged_value(first, second)
    form = form_for(proposal.kind, proposal.reading, request.POST or None, old=value)

    def act() -> int:
        return merge_proposals(
            first=first,
            second=second,
            value=form.new_value(),
            actor=actor(request),
            at=timezone.now(),
        ).pk

    if (made := answered(request, form, act)) is not None:
        return redirect(address(request, proposal.reading, made))
    instead = next((one for one in others if one.pk != chosen.pk), None)
    return question(
        request,
        proposal.reading,
        form,
        title=title,
        submit=_("Merge"),
        at=proposal.pk,
        text=_("This is what both give together. Change it where it is not right."),
        pieces=[_piece(first.kind, first.agreed), _piece(second.kind, second.agreed)],
        instead=_kept(request, **{"with": instead.pk}) if instead else "",
        instead_label=_instead(proposal, instead),
    )


def _instead(proposal: Proposal, instead: Proposal | None) -> str:
    if instead is None:
        return ""
    if (instead.start or 0) < (proposal.start or 0):
        return _("Merge with the one before instead")
    return _("Merge with the next one instead")


def _piece(kind: str, value: Any) -> dict[str, Any]:
    return {"words": value_words(kind, value), "lines": lines_of(kind, value)}


@group_page
def split(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Cut one in two; both parts are shown before they are saved."""
    proposal = proposal_to_change(request, group, pk)
    title = _("Split: %(what)s") % {"what": _label(proposal.kind)}
    offset = request.GET.get("place", "") or request.GET.get("words", "")
    asked = SplitForm(request.GET if offset else None, proposal=proposal)
    place = request.GET.get("offset", "")
    if not is_key(place):
        if offset and asked.is_valid():
            return redirect(_kept(request, offset=asked.cleaned_data["place"]))
        return question(
            request,
            proposal.reading,
            asked,
            title=title,
            submit=_("Show both parts"),
            at=proposal.pk,
            method="get",
            kept=[(name, request.GET[name]) for name in KEPT if name in request.GET],
        )
    pieces = [_piece(proposal.kind, part.value) for part in parts_of(proposal, int(place))]
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> int:
        _first, second = split_proposal(
            proposal=proposal, offset=int(place), actor=actor(request), at=timezone.now()
        )
        return second.pk

    if (made := answered(request, form, act)) is not None:
        return redirect(address(request, proposal.reading, made))
    return question(
        request,
        proposal.reading,
        form,
        title=title,
        submit=_("Save both parts"),
        at=proposal.pk,
        pieces=pieces,
    )


@group_page
def add(request: HttpRequest, group: Group, pk: int, kind: str) -> HttpResponse:
    """Add a fact that the reader missed, from its words in the document."""
    found = find_reading(request, group, pk)
    may_confirm(request.user, found).require()
    if kind not in ADDABLE:
        raise Http404
    title = _("Add: %(what)s") % {"what": _label(kind)}
    span = asked_span(request, found)
    bare = "bare" in request.GET or kind == "document_kind"
    if span is None and not bare:
        return ask_for_words(request, found, title=title, otherwise=_kept(request, bare=1))
    value, doubt = None, ""
    if span is not None and kind != "document_kind":
        try:
            value = Surroundings(found).value(kind, *span)
        except Refused as refusal:
            doubt = str(refusal)
    form = form_for(kind, found, request.POST or None, old=value)

    def act() -> int:
        return add_proposal(
            reading=found,
            kind=kind,
            value=form.new_value(),
            start=span[0] if span else None,
            end=span[1] if span else None,
            actor=actor(request),
            at=timezone.now(),
        ).pk

    if (made := answered(request, form, act)) is not None:
        return redirect(address(request, found, made))
    return question(
        request,
        found,
        form,
        title=title,
        submit=_("Add"),
        quote=_quote(found, span) if span else "",
        doubt=doubt,
        text=_("This is what the words give. Change it where it is not right.") if value else "",
    )


@group_page
def settle(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Say which day a date means that the words leave open."""
    proposal = proposal_to_change(request, group, pk)
    if proposal.kind not in FLAGGED:
        raise Http404
    read: Any = proposal.value
    text = read["text"] if isinstance(read, dict) else read
    days = read["days"] if isinstance(read, dict) else []
    in_a_duty = proposal.start is not None and (
        proposal.reading.proposals.filter(
            kind="duty", start__lte=proposal.start, end__gte=proposal.end
        )
        .exclude(state=Proposal.State.DECLINED)
        .exists()
    )
    form = SettleForm(request.POST or None, days=days, meant_as="due" if in_a_duty else "")

    def act() -> int:
        return settle_date(
            proposal=proposal,
            day=form.chosen,
            meant_as=form.cleaned_data["meant_as"],
            actor=actor(request),
            at=timezone.now(),
        ).pk

    if (made := answered(request, form, act)) is not None:
        messages.success(request, _("The day is settled."))
        return redirect(address(request, proposal.reading, made))
    return question(
        request,
        proposal.reading,
        form,
        title=_("Which day is meant?"),
        submit=_("Save the day"),
        at=proposal.pk,
        quote=text,
    )
