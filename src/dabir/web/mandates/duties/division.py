"""The division of labour: bodies × duties or axes, on the page, on paper and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.formats.documents import Sheet
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_day, show_digits, show_percent
from dabir.stages.mandates.models import Assignment, Axis, Duty
from dabir.stages.mandates.queries import axes_visible_to, duties_visible_to
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.mandates.wording import within_words
from dabir.web.shared.pages import group_page

Carrier = Body | Group
PARTS = (Assignment.Part.RESPONSIBLE, Assignment.Part.SUPPORTING)


def _carrier(assignment: Assignment) -> Carrier:
    carrier = assignment.body or assignment.committee
    assert carrier is not None  # noqa: S101 (a constraint of the table)
    return carrier


def _carriers(duties: Sequence[Duty]) -> list[Carrier]:
    """Return who carries anything, those with the most duties first."""
    counts: dict[Carrier, int] = {}
    for duty in duties:
        for assignment in duty.assignments.all():
            carrier = _carrier(assignment)
            counts[carrier] = counts.get(carrier, 0) + 1
    return sorted(counts, key=lambda carrier: (-counts[carrier], str(carrier)))


def _due(duty: Duty) -> str:
    return show_day(duty.due_on) if duty.due_on else within_words(duty.within, duty.anchor)


def _cells(duty: Duty, carriers: Sequence[Carrier]) -> list[dict[str, Any]]:
    parts = {_carrier(one): str(one.get_part_display()) for one in duty.assignments.all()}
    return [{"text": parts.get(carrier, ""), "center": True} for carrier in carriers]


def _by_duty(duties: Sequence[Duty], carriers: Sequence[Carrier]) -> list[dict[str, Any]]:
    return [
        {
            "label": duty.text,
            "clause": show_digits(duty.clause.path) if duty.clause else "",
            "due": _due(duty),
            "state": str(duty.get_state_display()),
            "url": reverse("mandates:duty", args=[duty.group.code, duty.pk]),
            "cells": _cells(duty, carriers),
        }
        for duty in duties
    ]


def _by_axis(
    group: Group, duties: Sequence[Duty], axes: Sequence[Axis], carriers: Sequence[Carrier]
) -> list[dict[str, Any]]:
    """Return a row a carrier, with how many duties it carries on each axis."""
    address = reverse("mandates:duties", args=[group.code])
    columns = [*(axis.pk for axis in axes), None]
    counts: dict[tuple[Carrier, int | None, str], int] = {}
    for duty in duties:
        for one in duty.assignments.all():
            key = (_carrier(one), duty.axis_id, one.part)
            counts[key] = counts.get(key, 0) + 1
    rows = []
    for carrier in carriers:
        cells = []
        for column in columns:
            words = [
                f"{label}: {show_digits(counts[carrier, column, part])}"
                for part, label in ((part.value, part.label) for part in PARTS)
                if (carrier, column, part) in counts
            ]
            url = f"{address}?show=all&body={carrier.pk}" if isinstance(carrier, Body) else ""
            url = f"{url}&axis={column}" if url and column else url
            cells.append({"text": _(", ").join(words), "url": url if words else ""})
        rows.append({"label": str(carrier), "cells": cells})
    return rows


def _duties(request: HttpRequest, group: Group) -> list[Duty]:
    seen = duties_visible_to(request.user).filter(group=group)
    return list(
        seen.exclude(state=Duty.State.RELEASED)
        .select_related("clause", "group", "axis", "reporting_to")
        .order_by("clause__order", "pk")
    )


@group_page
def matrix(request: HttpRequest, group: Group) -> HttpResponse:
    """Who does what with whom, by when."""
    by = request.GET.get("by", "duties")
    if by not in {"duties", "axes"}:
        raise Http404
    duties = _duties(request, group)
    carriers = _carriers(duties)
    axes = list(axes_visible_to(request.user).filter(group=group))
    address = reverse("mandates:matrix", args=[group.code])
    context: dict[str, Any] = {
        "tabs": tabs(group, "matrix"),
        "by": by,
        "ways": [
            Tab(_("by duty"), address, by == "duties"),
            Tab(_("by axis"), f"{address}?by=axes", by == "axes"),
        ],
        "carriers": carriers,
        "axes": axes,
    }
    if by == "axes":
        context["rows"] = _by_axis(group, duties, axes, carriers)
        columns = [{"label": axis.name} for axis in axes]
        context["columns"] = [*columns, {"label": _("on no axis")}]
        context["corner"] = _("Body")
    else:
        context["rows"] = _by_duty(duties, carriers)
        context["columns"] = [{"label": str(carrier)} for carrier in carriers]
        context["corner"] = _("Duty")
    return render(request, "mandates/duties/matrix.html", context)


def division_sheet(group: Group, duties: Sequence[Duty], *, wide: bool) -> Sheet:
    """Return the division of labour as a table: one row a duty.

    `wide` gives each body its own column, as a spreadsheet likes; otherwise those who carry the
    duty stand in two columns, as the tables annexed to resolutions have them.
    """
    carriers = _carriers(duties)
    head = [_("Clause"), _("Duty")]
    names = [str(carrier) for carrier in carriers]
    tail = [_("Deadline"), _("State"), _("Progress")]
    middle = names if wide else [_("Responsible"), _("Supporting")]
    widths = [1.0, 4.0, *([1.0] * len(names) if wide else [2.0, 2.0]), 1.3, 1.0, 0.8]
    rows: list[tuple[str, ...]] = []
    for duty in duties:
        if wide:
            carried = [cell["text"] for cell in _cells(duty, carriers)]
        else:
            carried = [
                _(", ").join(
                    str(_carrier(one)) for one in duty.assignments.all() if one.part == part
                )
                for part in PARTS
            ]
        rows.append(
            (
                show_digits(duty.clause.path) if duty.clause else "",
                duty.text,
                *carried,
                _due(duty),
                str(duty.get_state_display()),
                show_percent(duty.percent),
            )
        )
    return group_sheet(
        group,
        _("Division of labour"),
        columns=(*head, *middle, *tail),
        rows=rows,
        widths=widths,
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The division of labour as a file."""
    sheet = division_sheet(group, _duties(request, group), wide=ending != "pdf")
    return as_file(sheet, f"division-{group.code}", ending)
