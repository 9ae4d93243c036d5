"""The division of labour as files: for spreadsheets one wide table, for paper a list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dabir.formats.documents import Sheet
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits, show_percent
from dabir.stages.mandates.division import LEADS, SUPPORTS, Division
from dabir.stages.mandates.models import Assignment, Duty
from dabir.web.mandates.division.grids import due_words
from dabir.web.mandates.division.views import asked
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.shared.pages import group_page


def division_sheet(group: Group, found: Division, *, wide: bool) -> Sheet:
    """Return the division of labour as a table: one row a duty.

    `wide` gives each body its own column, as a spreadsheet likes; otherwise those who carry the
    duty stand in two columns, as the tables annexed to resolutions have them.
    """
    names = [carrier.name for carrier in found.carriers]
    words = {"": "", **{part.value: str(part.label) for part in Assignment.Part}}
    states = {state.value: str(state.label) for state in Duty.State}
    middle = names if wide else [_("Responsible"), _("Supporting")]
    rows: list[tuple[str, ...]] = []
    for line in found.lines:
        if wide:
            carried = [words[line.parts.get(carrier, "")] for carrier in found.carriers]
        else:
            carried = [
                _(", ").join(carrier.name for carrier in line.carriers(part))
                for part in (LEADS, SUPPORTS)
            ]
        state = states[line.state] + (f" ({_('overdue')})" if line.late else "")
        rows.append(
            (
                show_digits(line.clause),
                line.text,
                *carried,
                due_words(line),
                state,
                show_percent(line.percent),
            )
        )
    return group_sheet(
        group,
        _("Division of labour"),
        columns=(_("Clause"), _("Duty"), *middle, _("Deadline"), _("State"), _("Progress")),
        rows=rows,
        widths=[1.0, 4.0, *([1.0] * len(names) if wide else [2.0, 2.0]), 1.3, 1.0, 0.8],
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The division of labour as a file, narrowed as the page is."""
    _form, found = asked(request, group)
    sheet = division_sheet(group, found, wide=ending != "pdf")
    return as_file(sheet, f"division-{group.code}", ending)
