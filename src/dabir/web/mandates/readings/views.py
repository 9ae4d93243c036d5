"""Receiving a document, and confirming what was read in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.proposals.acts import read_document, set_reading_aside
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.policy import may_confirm, may_read
from dabir.foundation.proposals.queries import agreed_one
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.acts import take_over_call
from dabir.stages.mandates.acts import take_over_mandate
from dabir.stages.mandates.models import Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.readings.cards import family
from dabir.web.mandates.readings.desk import address, addresses, missing_annexes, open_desk
from dabir.web.mandates.readings.finding import crumbs, find_reading
from dabir.web.mandates.readings.forms import TakeOverCallForm, TakeOverForm, UploadForm
from dabir.web.mandates.readings.keys import keys
from dabir.web.mandates.readings.received import what_came
from dabir.web.mandates.readings.reshaping import ADDABLE
from dabir.web.mandates.wording import DOCUMENT_KINDS, PROPOSAL_KINDS
from dabir.web.shared.pages import actor, group_page


@group_page
def upload(request: HttpRequest, group: Group) -> HttpResponse:
    """Receive a document: it is kept byte for byte, read, and waits for confirmation."""
    may_read(request.user, group).require()
    index = reverse("mandates:index", args=[group.code])
    asking = Asking(
        title=_("Receive a document"),
        text=_(
            "A resolution, an order, bylaws or a call. It is kept exactly as it came; "
            "what is read in it are proposals, which you confirm one by one or together."
        ),
        submit=_("Receive and read"),
        cancel_url=index,
        crumbs=crumbs(group, {"label": _("Receive a document")}),
    )

    def act(typed: dict[str, Any]) -> str:
        reading = read_document(
            data=typed["file"].read(),
            name=typed["file"].name,
            group=group,
            actor=actor(request),
            at=timezone.now(),
        )
        return address(request, reading)

    return ask(request, UploadForm(request.POST or None, request.FILES or None), asking, act)


@group_page
def reading(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The confirming desk: the source on one side, what was read of it on the other."""
    found = find_reading(request, group, pk)
    desk = open_desk(request, found)
    query = desk.query()
    context = addresses(found) | what_came(found) | {
        "reading": found,
        "desk": desk,
        "cards": desk.cards(),
        "segments": desk.source(),
        "query": query,
        "missing_annexes": missing_annexes(found, desk.proposals),
        "kind": DOCUMENT_KINDS.get(found.document_kind, found.document_kind),
        "may_confirm": may_confirm(request.user, found),
        "may_take_over": may_take_over(request.user, found),
        "take_over_url": reverse("mandates:take_over", args=[group.code, found.pk]),
        "file_url": reverse("file", args=[found.original.address_id]),
        "addable": [(kind, PROPOSAL_KINDS[kind], family(kind)) for kind in ADDABLE],
        "keys": keys(),
        "mandate": Mandate.objects.filter(reading=found).first(),
        "crumbs": crumbs(group, {"label": found.original.name}),
    }
    return render(request, "mandates/readings/reading.html", context)


@group_page
def take_over(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make a mandate, or a call, of what was confirmed."""
    found = find_reading(request, group, pk)
    may_take_over(request.user, found).require()
    if (agreed_one(found, "document_kind") or found.document_kind) == "call":
        return _take_over_call(request, group, found)
    waiting = found.proposals.filter(state=Proposal.State.OPEN).count()
    text = (
        _("%(count)s proposals are undecided: they stay in the reading and are not taken over.")
        % {"count": show_digits(waiting)}
        if waiting
        else _("Everything is decided.")
    )
    asking = Asking(
        title=_("Take over the mandate"),
        text=text,
        submit=_("Take over"),
        cancel_url=address(request, found),
        done=_("The mandate is taken over: members have their seats, duties their carriers."),
        crumbs=crumbs(group, {"label": found.original.name, "url": address(request, found)}),
    )
    title = agreed_one(found, "title") or found.original.name
    form = TakeOverForm(
        request.POST or None,
        initial={
            "names": {group.language: title},
            "standing": Mandate.Standing.ORIGINAL,
            "confidentiality": Confidentiality.GROUP,
        },
    )

    def act(typed: dict[str, Any]) -> str:
        mandate = take_over_mandate(
            reading=found,
            names=typed["names"],
            notified_on=typed["notified_on"],
            standing=typed["standing"],
            confidentiality=typed["confidentiality"],
            actor=actor(request),
            at=timezone.now(),
        )
        return reverse("mandates:mandate", args=[group.code, mandate.pk])

    return ask(request, form, asking, act)


def _take_over_call(request: HttpRequest, group: Group, found: Reading) -> HttpResponse:
    asking = Asking(
        title=_("Take over the call"),
        text=_("A draft call is made, with its deadline, its address and whom it invites."),
        submit=_("Take over"),
        cancel_url=address(request, found),
        done=_("The call is drafted. Nobody sees it before it is opened."),
        crumbs=crumbs(group, {"label": found.original.name, "url": address(request, found)}),
    )
    form = TakeOverCallForm(request.POST or None, initial={"code": f"{group.code}-{found.pk}"[:60]})

    def act(typed: dict[str, Any]) -> str:
        call = take_over_call(
            reading=found, code=typed["code"], actor=actor(request), at=timezone.now()
        )
        return reverse("calls:call", args=[group.code, call.pk])

    return ask(request, form, asking, act)


@group_page
def set_aside(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set a reading aside: the file stays, nothing of it is taken over."""
    found = find_reading(request, group, pk)
    may_confirm(request.user, found).require()
    index = reverse("mandates:index", args=[group.code])
    asking = Asking(
        title=_("Set the document aside"),
        text=_("The file is kept. Nothing that was read in it is taken over."),
        submit=_("Set aside"),
        cancel_url=address(request, found),
        done=_("The document is set aside."),
        danger=True,
        crumbs=crumbs(group, {"label": found.original.name, "url": address(request, found)}),
    )

    def act(typed: dict[str, Any]) -> str:
        set_reading_aside(
            reading=found, reason=typed["reason"], actor=actor(request), at=timezone.now()
        )
        return index

    return ask(request, ReasonForm(request.POST or None), asking, act)
