"""Receiving a document, and confirming what was read in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.proposals.acts import read_document, set_reading_aside
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.policy import may_confirm, may_read
from dabir.stages.mandates.models import Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.open_points.found import told_at_the_desk
from dabir.web.mandates.readings.cards import family
from dabir.web.mandates.readings.desk import address, addresses, open_desk
from dabir.web.mandates.readings.finding import crumbs, find_reading
from dabir.web.mandates.readings.forms import UploadForm
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
    context = (
        addresses(found)
        | what_came(found)
        | {
            "reading": found,
            "desk": desk,
            "cards": desk.cards(),
            "segments": desk.source(),
            "query": query,
            "open_points": told_at_the_desk(found) if found.state == Reading.State.OPEN else [],
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
    )
    return render(request, "mandates/readings/reading.html", context)


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
