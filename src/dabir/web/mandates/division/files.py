"""The division of labour as files, narrowed as the page is.

For spreadsheets one wide table. For paper either the matrix, on as many sheets as its columns need,
or the list with the responsible and the supporting bodies in two columns, as the tables annexed to
resolutions have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.formats.documents import Sheet
from dabir.formats.reports import Band, NewPage, Part, Prose, Report, Table
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import preferences, show_day, show_digits, show_percent
from dabir.stages.mandates.division import LEADS, SUPPORTS, Carrier, Division, Line
from dabir.stages.mandates.models import Assignment, Duty
from dabir.web.mandates.division.grids import bands_of, columns_of_sheets, due_words
from dabir.web.mandates.division.views import asked
from dabir.web.mandates.sheets import REPORT_WRITERS, as_file, group_sheet, report_as_file
from dabir.web.shared.pages import group_page

FORMS = ("matrix", "list")


def _state(line: Line) -> str:
    words = str(Duty.State(line.state).label)
    return f"{words} ({_('overdue')})" if line.late else words


def division_sheet(group: Group, found: Division) -> Sheet:
    """Return the division of labour for spreadsheets: a row a duty, a column a body."""
    words = {"": "", **{part.value: str(part.label) for part in Assignment.Part}}
    names = [carrier.name for carrier in found.carriers]
    rows = [
        (
            show_digits(line.clause),
            line.text,
            line.axis.name if line.axis else "",
            due_words(line),
            _state(line),
            show_percent(line.percent),
            *(words[line.parts.get(carrier, "")] for carrier in found.carriers),
        )
        for line in found.lines
    ]
    columns = (
        _("Clause"),
        _("Duty"),
        _("Axis"),
        _("Deadline"),
        _("State"),
        _("Progress"),
        *names,
    )
    return group_sheet(
        group,
        _("Division of labour"),
        columns=columns,
        rows=rows,
        widths=[1.0, 4.0, 1.5, 1.3, 1.0, 0.8, *([1.0] * len(names))],
        kept=2,
    )


def _marks() -> dict[str, str]:
    """Return what stands in a cell of the printed matrix: a letter, as tables on paper have it."""
    return {
        "": "",
        LEADS: pgettext("mark of the responsible body in a printed matrix", "R"),
        SUPPORTS: pgettext("mark of a supporting body in a printed matrix", "S"),
    }


def _matrix_parts(found: Division, rows: str, paper: str) -> list[Part]:
    marks = _marks()
    legend = _("%(lead)s: responsible; %(support)s: supporting.") % {
        "lead": marks[LEADS],
        "support": marks[SUPPORTS],
    }
    parts: list[Part] = [Prose(text=legend, quiet=True)]
    sheets = list(columns_of_sheets(len(found.carriers), paper))
    for number, columns in enumerate(sheets, start=1):
        caption = ""
        if len(sheets) > 1:
            caption = _("Bodies %(first)s to %(last)s of %(all)s") % {
                "first": show_digits(columns.start + 1),
                "last": show_digits(min(columns.stop, len(found.carriers))),
                "all": show_digits(len(found.carriers)),
            }
        parts.append(_matrix(found, found.carriers[columns], rows, marks, caption))
        if number < len(sheets):
            parts.append(NewPage())
    return parts


def _matrix(
    found: Division, carriers: Sequence[Carrier], rows: str, marks: dict[str, str], caption: str
) -> Table:
    printed: list[tuple[str, ...] | Band] = []
    for label, lines, _missing in bands_of(found, rows):
        printed.append(Band(text=label))
        for line in lines:
            due = f"{due_words(line)} ({_('overdue')})" if line.late else due_words(line)
            cells = (marks[line.parts.get(carrier, "")] for carrier in carriers)
            printed.append((show_digits(line.clause), line.text, due, *cells))
    tallies = [found.by_carrier[carrier] for carrier in carriers]
    sums = [
        "\n".join(
            f"{mark} {show_digits(count)}"
            for mark, count in ((marks[LEADS], each.leads), (marks[SUPPORTS], each.supports))
            if count
        )
        for each in tallies
    ]
    return Table(
        caption=caption,
        columns=(_("Clause"), _("Duty"), _("Deadline"), *(carrier.name for carrier in carriers)),
        rows=tuple(printed),
        widths=(1.3, 7.0, 2.7, *([1.0] * len(carriers))),
        turned_from=3,
        marked=(marks[LEADS],),
        foot=("", _("Total"), "", *sums),
    )


def _list(found: Division, rows: str) -> Table:
    printed: list[tuple[str, ...] | Band] = []
    for label, lines, _missing in bands_of(found, rows):
        printed.append(Band(text=label))
        printed += [
            (
                show_digits(line.clause),
                line.text,
                _(", ").join(carrier.name for carrier in line.carriers(LEADS)),
                _(", ").join(carrier.name for carrier in line.carriers(SUPPORTS)),
                due_words(line),
                _state(line),
            )
            for line in lines
        ]
    return Table(
        columns=(
            _("Clause"),
            _("Duty"),
            _("Responsible"),
            _("Supporting"),
            _("Deadline"),
            _("State"),
        ),
        rows=tuple(printed),
        widths=(0.8, 4.2, 2.2, 2.6, 1.3, 1.2),
    )


def division_report(group: Group, found: Division, *, form: str, rows: str, paper: str) -> Report:
    """Return the division of labour for paper, as a matrix or as a list."""
    today = timezone.localdate()
    language = preferences().language
    parts: list[Part] = (
        [_list(found, rows)] if form == "list" else _matrix_parts(found, rows, paper or "a4")
    )
    if found.idle:
        idle = _("With a seat and without a duty here: %(bodies)s.")
        parts.append(Prose(text=idle % {"bodies": _(", ").join(found.idle)}, quiet=True))
    return Report(
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        title=_("Division of labour"),
        kicker=group.name,
        subtitle=_("%(group)s, as of %(day)s") % {"group": group.name, "day": show_day(today)},
        paper="a3" if paper == "a3" else "a4",
        landscape=True,
        parts=tuple(parts),
        day=today,
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The division of labour as a file."""
    filtered, found = asked(request, group)
    name = f"division-{group.code}"
    if ending not in REPORT_WRITERS:
        return as_file(division_sheet(group, found), name, ending)
    form = request.GET.get("form", "matrix")
    if form not in FORMS:
        raise Http404
    report = division_report(
        group,
        found,
        form=form,
        rows=filtered.chosen("rows") or found.better_grouping,
        paper=filtered.chosen("paper"),
    )
    return report_as_file(report, name, ending)
