"""Mandates: the list, one mandate with its clauses and duties, the axes of the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.models import Reading
from dabir.foundation.proposals.policy import may_read
from dabir.foundation.proposals.queries import visible_to as readings_visible_to
from dabir.stages.mandates.acts import add_axis
from dabir.stages.mandates.models import Clause, ClauseChange, Mandate, OpenPoint
from dabir.stages.mandates.policy import may_assign, may_raise
from dabir.stages.mandates.queries import (
    OPEN_STATES,
    UNSETTLED,
    axes_visible_to,
    clauses_visible_to,
    duties_visible_to,
    open_points_visible_to,
    overdue,
    visible_to,
)
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.documents.forms import AxisForm
from dabir.web.mandates.documents.taking_over import part_labels
from dabir.web.mandates.open_points.views import shown
from dabir.web.mandates.tabs import tabs
from dabir.web.mandates.wording import DOCUMENT_KINDS
from dabir.web.shared.pages import actor, find, group_page

BACKGROUND = Mandate.Part.BACKGROUND
PART_ICONS = {
    Mandate.Part.MANDATE: "mandates",
    Mandate.Part.CONSTITUTION: "mandates",
    Mandate.Part.AMENDMENT: "diff",
    Mandate.Part.ANNEX: "file",
    Mandate.Part.BACKGROUND: "history",
}


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """What constitutes the group: its mandates, what waits for confirmation, how duties stand."""
    reader = request.user
    today = timezone.localdate()
    duties = duties_visible_to(reader).filter(group=group)
    clauses = clauses_visible_to(reader).filter(mandate__group=group)
    open_duties = duties.filter(state__in=OPEN_STATES).count()
    all_duties = duties.count()
    allowed = may_read(reader, group)
    documents = list(
        visible_to(reader)
        .filter(group=group)
        .select_related("issuer", "address")
        .annotate(clause_count=Count("clauses", filter=Q(clauses__in=clauses.values("pk"))))
        .order_by("-adopted_on", "-pk")
    )
    context = {
        "tabs": tabs(group, "index"),
        "mandates": [one for one in documents if one.part != BACKGROUND],
        "background": [one for one in documents if one.part == BACKGROUND],
        "history": history(group, documents),
        "readings": readings_visible_to(reader).filter(
            address__group=group, state=Reading.State.OPEN
        ),
        "axes": axes_visible_to(reader)
        .filter(group=group)
        .select_related("clause")
        .annotate(duty_count=Count("duties", filter=Q(duties__in=duties.values("pk")))),
        "open_duties": open_duties,
        "settled_duties": all_duties - open_duties,
        "overdue_duties": overdue(duties, today).count(),
        "all_duties": all_duties,
        "may_read": allowed,
        "upload_refusal": None if allowed else allowed,
        "upload_url": reverse("mandates:upload", args=[group.code]),
        "may_assign": may_assign(reader, group),
        "kinds": DOCUMENT_KINDS,
        "may_raise": may_raise(reader, group),
        "open_points": open_points_visible_to(reader)
        .filter(group=group, state__in=UNSETTLED)
        .count(),
    }
    return render(request, "mandates/documents/index.html", context)


@group_page
def mandate(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One mandate: its facts, its clauses with the duties they give, its original."""
    reader = request.user
    found = find(
        visible_to(reader)
        .filter(group=group)
        .select_related("issuer", "address", "original__address", "reading__address"),
        pk=pk,
    )
    duties = duties_visible_to(reader)
    clauses = (
        clauses_visible_to(reader)
        .filter(mandate=found)
        .prefetch_related(
            Prefetch("duties", duties.order_by("pk"), "shown_duties"),
            Prefetch("amended_by", _changes(reader, "new"), "later_changes"),
            Prefetch("amends", _changes(reader, "old"), "earlier_changes"),
        )
    )
    original = originals_visible_to(reader).filter(mandates=found).first()
    points = open_points_visible_to(reader).filter(mandate=found).select_related("received")
    context = {
        "mandate": found,
        "clauses": _nested(list(clauses)),
        "facts": _facts(found),
        "concerns": visible_to(reader).filter(later_documents=found).first(),
        "later": visible_to(reader).filter(concerns=found).order_by("adopted_on", "pk"),
        "copies": _copies(request, found),
        "points": shown(request, list(points.order_by("start", "pk"))),
        "may_assign": may_assign(reader, group),
        "may_raise": may_raise(reader, group),
        "may_read": may_read(reader, group),
        "better_can_come": found.standing != Mandate.Standing.ORIGINAL,
        "original_asked": any(
            point.kind == OpenPoint.ORIGINAL and point.state in UNSETTLED for point in points
        ),
        "original": original,
        "original_url": reverse("file", args=[original.address_id]) if original else "",
        "reading": readings_visible_to(reader).filter(mandate=found).first(),
        "today": timezone.localdate(),
        "crumbs": [
            {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
            {"label": found.name},
        ],
    }
    return render(request, "mandates/documents/mandate.html", context)


def _changes(reader: Reader, other: str) -> QuerySet[ClauseChange]:
    """Return changes of clauses whose other side, `"old"` or `"new"`, the reader may see."""
    seen = Q(**{other: None}) | Q(**{f"{other}__in": clauses_visible_to(reader).values("pk")})
    return ClauseChange.objects.filter(
        seen, amendment__in=visible_to(reader).values("pk")
    ).select_related("amendment", f"{other}__mandate")


def _copies(request: HttpRequest, found: Mandate) -> list[dict[str, Any]]:
    """Return the copies that better ones replaced, with their files where the reader sees them."""
    seen = set(originals_visible_to(request.user).values_list("pk", flat=True))
    return [
        {
            "standing": copy.get_standing_display(),
            "replaced_at": copy.replaced_at,
            "name": copy.original.name,
            "size": copy.original.size,
            "url": reverse("file", args=[copy.original.address_id]),
        }
        for copy in found.earlier_copies.select_related("original")
        if copy.original is not None and copy.original_id in seen
    ]


def history(group: Group, mandates: Sequence[Mandate]) -> list[dict[str, str]]:
    """Return the documents of a group and its formation as one line of events, the oldest first."""
    events = [
        (
            one.adopted_on,
            {
                "title": one.name,
                "url": reverse("mandates:mandate", args=[group.code, one.pk]),
                "when": show_day(one.adopted_on),
                "iso": one.adopted_on.isoformat(),
                "note": str(part_labels()[Mandate.Part(one.part)]),
                "icon": PART_ICONS[Mandate.Part(one.part)],
            },
        )
        for one in mandates
        if one.adopted_on is not None
    ]
    if group.formed_on is not None:
        formed = {
            "title": _("The group is formed"),
            "when": show_day(group.formed_on),
            "iso": group.formed_on.isoformat(),
            "icon": "group",
        }
        events.append((group.formed_on, formed))
    return [event for _day, event in sorted(events, key=lambda each: each[0])]


def _nested(clauses: list[Clause]) -> list[dict[str, Any]]:
    """Return the clauses as a tree, those without a visible parent at the top."""
    nodes = {clause.pk: {"clause": clause, "below": []} for clause in clauses}
    top: list[dict[str, Any]] = []
    for clause in clauses:
        above = nodes.get(clause.parent_id) if clause.parent_id else None
        (above["below"] if above else top).append(nodes[clause.pk])  # type: ignore[attr-defined]
    return top


def _facts(found: Mandate) -> list[dict[str, str]]:
    return [
        {
            "label": _("What it is to the group"),
            "value": part_labels()[Mandate.Part(found.part)],
        },
        {"label": _("Kind"), "value": str(DOCUMENT_KINDS.get(found.document_kind, ""))},
        {"label": _("Number"), "value": show_digits(found.number)},
        {
            "label": _("Meeting"),
            "value": show_digits(found.session) if found.session is not None else "",
        },
        {
            "label": _("Issuer"),
            "value": str(found.group)
            if found.part == Mandate.Part.CONSTITUTION
            else str(found.issuer or ""),
        },
        {
            "label": pgettext("day", "Adopted"),
            "value": show_day(found.adopted_on) if found.adopted_on else "",
        },
        {
            "label": _("Notified"),
            "value": show_day(found.notified_on) if found.notified_on else "",
        },
        {"label": _("What was received"), "value": str(found.get_standing_display())},
    ]


@group_page
def new_axis(request: HttpRequest, group: Group) -> HttpResponse:
    """Add an axis to the group's work."""
    may_assign(request.user, group).require()
    index = reverse("mandates:index", args=[group.code])
    asking = Asking(
        title=_("Add an axis"),
        text=_("Duties below the chosen clause come to stand on it."),
        submit=_("Add"),
        cancel_url=index,
        crumbs=[{"label": _("Mandates"), "url": index}, {"label": _("Add an axis")}],
    )
    form = AxisForm(request.POST or None)
    form.fields["clause"].queryset = (  # type: ignore[attr-defined]
        clauses_visible_to(request.user).filter(mandate__group=group)
    )

    def act(typed: dict[str, Any]) -> str:
        add_axis(
            group=group,
            names=typed["names"],
            clause=typed["clause"],
            order=group.axes.count(),
            actor=actor(request),
            at=timezone.now(),
        )
        return index

    return ask(request, form, asking, act)
