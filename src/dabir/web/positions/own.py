"""The group's own positions: drafting, circulating, approving, declaring."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader, bodies_of
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.positions.acts import (
    approve_position,
    change_position,
    circulate_position,
    declare_position,
    draft_position,
    return_position,
)
from dabir.stages.positions.models import Approval, OwnPosition
from dabir.stages.positions.policy import (
    may_answer,
    may_change,
    may_declare,
    may_move,
    may_position,
)
from dabir.stages.positions.queries import own_positions_visible_to
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.positions.forms import (
    ApproveForm,
    CirculateForm,
    DeclareForm,
    OwnPositionForm,
    ReturnForm,
)
from dabir.web.positions.views import crumbs, shown, tabs
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page, is_key

TONES = {
    OwnPosition.State.DRAFT: "",
    OwnPosition.State.CIRCULATED: "wait",
    OwnPosition.State.APPROVED: "accent",
    OwnPosition.State.RETURNED: "bad",
    OwnPosition.State.DECLARED: "good",
}


def _positions(reader: Reader, group: Group) -> QuerySet[OwnPosition]:
    return own_positions_visible_to(reader).filter(issue__group=group)


def _page(group: Group, position: OwnPosition) -> str:
    return reverse("positions:own", args=[group.code, position.pk])


def _below(group: Group, position: OwnPosition | None = None) -> list[Crumb]:
    ours = Crumb(_("Our positions"), reverse("positions:own_positions", args=[group.code]))
    if position is None:
        return crumbs(group, ours)
    return crumbs(group, ours, Crumb(position.issue.name, _page(group, position)))


@group_page
def own_positions(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's own positions that the reader may see, by issue."""
    reader = actor(request)
    mine = set(bodies_of(reader).values_list("pk", flat=True))
    found = []
    for position in _positions(reader, group).order_by("issue__order", "pk"):
        approvals = list(position.approvals.all())
        given = [one for one in approvals if one.answer == Approval.Answer.APPROVED]
        awaited = position.state == OwnPosition.State.CIRCULATED and any(
            one.body_id in mine and one.answer == Approval.Answer.AWAITED for one in approvals
        )
        found.append(
            {
                "position": position,
                "stance": shown(position.stance),
                "tone": TONES[OwnPosition.State(position.state)],
                "given": len(given),
                "asked": len(approvals),
                "awaits_me": awaited,
            }
        )
    context = {
        "positions": found,
        "tabs": tabs(group, "own_positions"),
        "may_position": offered(may_position(reader, group)),
    }
    return render(request, "positions/own_positions.html", context)


@group_page
def position(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One own position: its words, what it rests on, and who has approved it."""
    reader = actor(request)
    found = find(_positions(reader, group), pk=pk)
    context = {
        "position": found,
        "stance": shown(found.stance),
        "tone": TONES[OwnPosition.State(found.state)],
        "readers": [str(body) for body in found.address.bodies.all()]
        if found.address.confidentiality == Confidentiality.BODIES
        else [],
        "grounds": considerations_visible_to(reader).filter(own_positions=found),
        "approvals": [
            (approval, bool(may_answer(reader, approval))) for approval in found.approvals.all()
        ],
        "may_change": offered(may_change(reader, found)),
        "may_circulate": offered(may_move(reader, found, "circulate")),
        "may_declare": offered(may_declare(reader, found)),
        "crumbs": _below(group, found),
    }
    return render(request, "positions/own.html", context)


@group_page
def draft(request: HttpRequest, group: Group) -> HttpResponse:
    """Draft an own position; ``?issue=`` is filled in."""
    person = actor(request)
    may_position(person, group).require()
    form = OwnPositionForm(request.POST or None, group=group, reader=person)
    if is_key(request.GET.get("issue", "")):
        form.initial["issue"] = request.GET["issue"]
    made = answered(
        request, form, lambda said: draft_position(actor=person, at=timezone.now(), **said)
    )
    if made is not None:
        messages.success(request, _("The draft is saved. Only the secretariat sees it."))
        return redirect(_page(group, made))
    return ask(
        request,
        form,
        heading=_("Draft a position"),
        submit=_("Save the draft"),
        cancel_url=reverse("positions:own_positions", args=[group.code]),
        crumbs=_below(group),
        intro=_("A position stays internal until every competent body has approved it."),
        draft_key=f"position-{group.code}-{person.pk}",
    )


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Reword a position that does not circulate."""
    person = actor(request)
    found = find(_positions(person, group), pk=pk)
    may_change(person, found).require()
    form = OwnPositionForm(request.POST or None, group=group, reader=person, position=found)
    return ask_and_do(
        request,
        form,
        lambda said: change_position(position=found, actor=person, at=timezone.now(), **said),
        done=_("The position is reworded. Only the secretariat sees it."),
        to=_page(group, found),
        heading=_("Reword the position"),
        submit=_("Save"),
        cancel_url=_page(group, found),
        crumbs=_below(group, found),
    )


@group_page
def circulate(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Send a position to the competent bodies."""
    person = actor(request)
    found = find(_positions(person, group), pk=pk)
    may_move(person, found, "circulate").require()
    form = CirculateForm(request.POST or None, group=group, position=found)
    return ask_and_do(
        request,
        form,
        lambda said: circulate_position(position=found, actor=person, at=timezone.now(), **said),
        done=_("The position is sent to the competent bodies."),
        to=_page(group, found),
        heading=_("Send for approval"),
        submit=_("Send"),
        cancel_url=_page(group, found),
        crumbs=_below(group, found),
        intro=_("Approvals given before are asked for again: the words may have changed."),
    )


@group_page
def declare(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Declare an approved position, once asked."""
    person = actor(request)
    found = find(_positions(person, group), pk=pk)
    may_declare(person, found).require()
    form = DeclareForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: declare_position(position=found, actor=person, at=timezone.now(), **said),
        done=_("The position is declared."),
        to=_page(group, found),
        heading=_("Declare the position"),
        submit=_("Declare"),
        cancel_url=_page(group, found),
        crumbs=_below(group, found),
        intro=found.text,
    )


def _approval(reader: Reader, group: Group, pk: int) -> Approval:
    return find(
        Approval.objects.filter(position__in=_positions(reader, group)).select_related(
            "position__issue__group", "body"
        ),
        pk=pk,
    )


@group_page
def approve(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Approve a position for one's body."""
    person = actor(request)
    approval = _approval(person, group, pk)
    may_answer(person, approval).require()
    form = ApproveForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: approve_position(approval=approval, actor=person, at=timezone.now(), **said),
        done=_("Your body's approval is noted."),
        to=_page(group, approval.position),
        heading=_("Approve for %(body)s") % {"body": approval.body},
        submit=_("Approve"),
        cancel_url=_page(group, approval.position),
        crumbs=_below(group, approval.position),
        intro=approval.position.text,
    )


@group_page
def send_back(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Return a position to the secretariat, with what should be changed."""
    person = actor(request)
    approval = _approval(person, group, pk)
    may_answer(person, approval).require()
    form = ReturnForm(request.POST or None)
    return ask_and_do(
        request,
        form,
        lambda said: return_position(approval=approval, actor=person, at=timezone.now(), **said),
        done=_("The position is returned to the secretariat."),
        to=_page(group, approval.position),
        heading=_("Return for %(body)s") % {"body": approval.body},
        submit=_("Return"),
        cancel_url=_page(group, approval.position),
        crumbs=_below(group, approval.position),
        intro=approval.position.text,
    )
