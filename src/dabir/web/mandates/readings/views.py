"""Receiving a document, and confirming what was read in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.proposals.acts import (
    accept_confident,
    accept_proposal,
    add_proposal,
    correct_proposal,
    decline_proposal,
    read_document,
    set_reading_aside,
)
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.policy import may_confirm, may_read
from dabir.foundation.proposals.queries import agreed_one, visible_to
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.acts import take_over_call
from dabir.stages.mandates.acts import take_over_mandate
from dabir.stages.mandates.models import Mandate
from dabir.stages.mandates.policy import may_take_over
from dabir.web.mandates.asking import Asking, Crumb, ask
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.readings.forms import TakeOverCallForm, TakeOverForm, UploadForm
from dabir.web.mandates.readings.page import (
    marked_text,
    missing_annexes,
    sections,
    show,
    sure_and_open,
)
from dabir.web.mandates.readings.proposal_forms import form_for
from dabir.web.mandates.wording import DOCUMENT_KINDS, PROPOSAL_KINDS
from dabir.web.shared.pages import actor, find, group_page

ADDABLE = tuple(kind for kind in PROPOSAL_KINDS if kind != "impossible_date")


def _crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    index = reverse("mandates:index", args=[group.code])
    return [{"label": _("Mandates"), "url": index}, *more]


def _reading(request: HttpRequest, group: Group, pk: int) -> Reading:
    return find(visible_to(request.user).filter(address__group=group), pk=pk)


def _address(reading: Reading, anchor: str = "") -> str:
    page = reverse("mandates:reading", args=[reading.address.group.code, reading.pk])
    return f"{page}#{anchor}" if anchor else page


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
        crumbs=_crumbs(group, {"label": _("Receive a document")}),
    )

    def act(typed: dict[str, Any]) -> str:
        reading = read_document(
            data=typed["file"].read(),
            name=typed["file"].name,
            group=group,
            actor=actor(request),
            at=timezone.now(),
        )
        return _address(reading)

    return ask(request, UploadForm(request.POST or None, request.FILES or None), asking, act)


def _context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    group = reading.address.group
    proposals = list(reading.proposals.all())
    decided = sum(proposal.state != Proposal.State.OPEN for proposal in proposals)
    return {
        "reading": reading,
        "segments": marked_text(reading, proposals),
        "sections": sections(proposals),
        "missing_annexes": missing_annexes(reading, proposals),
        "decided": decided,
        "total": len(proposals),
        "sure": sure_and_open(proposals),
        "kind": DOCUMENT_KINDS.get(reading.document_kind, reading.document_kind),
        "may_confirm": may_confirm(request.user, reading),
        "may_take_over": may_take_over(request.user, reading),
        "take_over_url": reverse("mandates:take_over", args=[group.code, reading.pk]),
        "file_url": reverse("file", args=[reading.original.address_id]),
        "addable": [(kind, PROPOSAL_KINDS[kind]) for kind in ADDABLE],
    }


@group_page
def reading(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The confirmation page: the source on one side, what was read of it on the other."""
    found = _reading(request, group, pk)
    context = _context(request, found)
    context["mandate"] = Mandate.objects.filter(reading=found).first()
    context["crumbs"] = _crumbs(group, {"label": found.original.name})
    return render(request, "mandates/readings/reading.html", context)


def _proposal(request: HttpRequest, group: Group, pk: int) -> Proposal:
    seen = visible_to(request.user).filter(address__group=group)
    proposals = Proposal.objects.filter(reading__in=seen.values("pk"))
    return find(proposals.select_related("reading__address__group"), pk=pk)


@group_page
@require_POST
def decide(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Accept or decline one proposal; htmx gets its card and what changed around it."""
    proposal = _proposal(request, group, pk)
    act = {"accept": accept_proposal, "decline": decline_proposal}[event]
    proposal = act(proposal=proposal, actor=actor(request), at=timezone.now())
    if request.htmx:  # type: ignore[attr-defined]
        found = _reading(request, group, proposal.reading_id)
        context = _context(request, found) | {"each": show(proposal)}
        return render(request, "mandates/readings/decided.html", context)
    return redirect(_address(proposal.reading, f"proposal-{proposal.pk}"))


@group_page
@require_POST
def accept_sure(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Accept everything that the reader is sure of."""
    found = _reading(request, group, pk)
    count = accept_confident(reading=found, actor=actor(request), at=timezone.now())
    messages.success(request, _("%(count)s proposals accepted.") % {"count": show_digits(count)})
    return redirect(_address(found, "proposals"))


@group_page
def correct(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put another value in place of what was read."""
    proposal = _proposal(request, group, pk)
    may_confirm(request.user, proposal.reading).require()
    back = _address(proposal.reading, f"proposal-{proposal.pk}")
    label = PROPOSAL_KINDS.get(proposal.kind, proposal.kind)
    asking = Asking(
        title=_("Correct: %(what)s") % {"what": label},
        submit=_("Save the correction"),
        cancel_url=back,
        crumbs=_crumbs(group, {"label": proposal.reading.original.name, "url": back}),
    )
    form = form_for(proposal.kind, proposal.reading, request.POST or None, old=proposal.agreed)

    def act(_typed: dict[str, Any]) -> str:
        correct_proposal(
            proposal=proposal, value=form.new_value(), actor=actor(request), at=timezone.now()
        )
        return back

    return ask(request, form, asking, act)


def _span(reading: Reading, quote: str) -> tuple[int | None, int | None]:
    start = reading.text.find(quote) if quote else -1
    return (start, start + len(quote)) if start >= 0 else (None, None)


@group_page
def add(request: HttpRequest, group: Group, pk: int, kind: str) -> HttpResponse:
    """Add a fact that the reader missed."""
    found = _reading(request, group, pk)
    may_confirm(request.user, found).require()
    if kind not in ADDABLE:
        raise Http404
    back = _address(found)
    asking = Asking(
        title=_("Add: %(what)s") % {"what": PROPOSAL_KINDS[kind]},
        submit=_("Add"),
        cancel_url=back,
        crumbs=_crumbs(group, {"label": found.original.name, "url": back}),
    )
    form = form_for(kind, found, request.POST or None, asks_words=True)

    def act(typed: dict[str, Any]) -> str:
        start, end = _span(found, typed.get("quote", "").strip())
        added = add_proposal(
            reading=found,
            kind=kind,
            value=form.new_value(),
            start=start,
            end=end,
            actor=actor(request),
            at=timezone.now(),
        )
        return _address(found, f"proposal-{added.pk}")

    return ask(request, form, asking, act)


@group_page
def take_over(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Make a mandate, or a call, of what was confirmed."""
    found = _reading(request, group, pk)
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
        cancel_url=_address(found),
        done=_("The mandate is taken over: members have their seats, duties their carriers."),
        crumbs=_crumbs(group, {"label": found.original.name, "url": _address(found)}),
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
        cancel_url=_address(found),
        done=_("The call is drafted. Nobody sees it before it is opened."),
        crumbs=_crumbs(group, {"label": found.original.name, "url": _address(found)}),
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
    found = _reading(request, group, pk)
    may_confirm(request.user, found).require()
    index = reverse("mandates:index", args=[group.code])
    asking = Asking(
        title=_("Set the document aside"),
        text=_("The file is kept. Nothing that was read in it is taken over."),
        submit=_("Set aside"),
        cancel_url=_address(found),
        done=_("The document is set aside."),
        danger=True,
        crumbs=_crumbs(group, {"label": found.original.name, "url": _address(found)}),
    )

    def act(typed: dict[str, Any]) -> str:
        set_reading_aside(
            reading=found, reason=typed["reason"], actor=actor(request), at=timezone.now()
        )
        return index

    return ask(request, ReasonForm(request.POST or None), asking, act)
