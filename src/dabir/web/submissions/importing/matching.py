"""Saying what the columns of a file are, with its first rows before one's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.rows import Row
from dabir.foundation.people.models import Group
from dabir.stages.calls import queries as calls
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import check_import, map_import
from dabir.stages.submissions.intake.importing import SAMPLE, opened
from dabir.stages.submissions.intake.mapping import (
    Applying,
    Mapping,
    RowDraft,
    RowProblem,
    guess,
)
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.importing.forms import ColumnsForm
from dabir.web.submissions.secrets import private

SHOWN = 3
"""Rows whose cells stand beside each column, and that are shown as they would be taken in."""
CELL = 160


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: what is chosen for it, and what its first rows hold."""

    field: forms.BoundField
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A row as it would be taken in, or why it would not."""

    number: int
    draft: RowDraft | None
    problems: tuple[RowProblem, ...]


@private
@group_page
def columns(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Match the columns of a file; what is chosen is checked over every row at once."""
    source = find(queries.imports_of_group(request.user, group), pk=pk)
    may = policy.may_move_import(request.user, source, "map")
    if not may:
        return redirect("submissions:import", group.code, source.pk)
    try:
        with opened(source) as rows:
            sample = list(islice(rows, SAMPLE))
    except Unreadable as error:
        raise Refused(_(error.message) % error.parameters) from error
    questions = list(calls.questions_visible_to(request.user).filter(call=source.call))
    exhibits = list(calls.exhibits_visible_to(request.user).filter(call=source.call))
    chosen = (
        Mapping.from_json(source.mapping)
        if source.mapping
        else guess(
            source.columns,
            [row.values for row in sample],
            questions=questions,
            exhibits=exhibits,
        )
    )
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        names=source.columns,
        questions=questions,
        exhibits=exhibits,
        guessed=chosen,
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.mapping()
        if "preview" not in request.POST and not request.htmx:  # type: ignore[attr-defined]
            try:
                map_import(source=source, mapping=chosen, actor=actor(request), at=timezone.now())
                check_import(source=source, actor=actor(request), at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("submissions:import", group.code, source.pk)
    first = [row for row in sample if row.problem is None][:SHOWN]
    apply = Applying(chosen, source.call, at=timezone.now(), questions=questions, exhibits=exhibits)
    context = {
        "source": source,
        "form": form,
        "columns": [_column(field, first) for field in form.chosen],
        "first": first,
        "previews": [_preview(apply, row) for row in sample[:SHOWN]],
        "crumbs": [
            Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])),
            Crumb(_("Imports"), reverse("submissions:imports", args=[group.code])),
            Crumb(_("Match the columns")),
        ],
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "submissions/importing/previews.html", context)
    status = 422 if form.errors else 200
    return render(request, "submissions/importing/columns.html", context, status=status)


def _column(field: forms.BoundField, rows: list[Row]) -> Column:
    name = str(field.label)
    return Column(field, tuple((row.number, row.values.get(name, "")[:CELL]) for row in rows))


def _preview(apply: Applying, row: Row) -> Preview:
    read = apply(row)
    if isinstance(read, RowProblem):
        return Preview(row.number, None, (read,))
    return Preview(row.number, read, read.notes)
