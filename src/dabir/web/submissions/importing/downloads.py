"""What an import could not take in, to take away: the problems, and the rows themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from dabir.domain.language.printable import printable
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.sheet_writing import neutralise_formula
from dabir.foundation.people.models import Group
from dabir.stages.submissions import queries
from dabir.stages.submissions.intake.importing import opened
from dabir.stages.submissions.intake.mapping import RowProblem
from dabir.stages.submissions.models import Import
from dabir.web.shared.pages import find, group_page
from dabir.web.submissions.secrets import private

AT_A_TIME = 1_000


@private
@group_page
def problems(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Every problem of every row, as a table."""
    source = find(queries.imports_of_group(request.user, group), pk=pk)
    head = [_("row"), _("column"), _("what is wrong"), _("what becomes of it")]
    # The words are made now, while the reader's language is in force: what streams comes later.
    rows = [
        [str(each.row), each.column, str(each), _("kept out") if each.fatal else _("is taken in")]
        for each in _all_problems(source)
    ]
    return _csv([head, *rows], f"{source.call.code}-problems")


@private
@group_page
def kept_out(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The rows that could not be taken in, as they came, each with the reason before it."""
    source = find(queries.imports_of_group(request.user, group), pk=pk)
    if source.is_erased:
        raise Refused(_("This file was erased, because somebody it names had themselves erased."))
    reasons = {
        each.row: f"{each.column}: {each}" if each.column else str(each)
        for each in _all_problems(source)
        if each.fatal
    }
    head = [_("row"), _("what is wrong"), *source.columns]
    return _csv(_kept_out(source, head, reasons), f"{source.call.code}-kept-out")


def _all_problems(source: Import) -> Iterator[RowProblem]:
    after = 0
    while found := queries.problems_of(source, after=after, most=AT_A_TIME):
        whole = [each for each in found if each.row < found[-1].row]
        if len(found) < AT_A_TIME or not whole:
            yield from found
            after = found[-1].row
            continue
        # A row may have several problems: the last one comes whole with the next.
        yield from whole
        after = whole[-1].row


def _kept_out(
    source: Import, head: Sequence[str], reasons: dict[int, str]
) -> Iterator[Sequence[str]]:
    yield head
    if not reasons:
        return
    with opened(source) as rows:
        for row in rows.rows_from(min(reasons)):
            if row.number in reasons:
                cells = [row.values.get(column, "") for column in source.columns]
                # Of a row that was not even read, what stands there.
                yield [str(row.number), reasons[row.number], *([row.raw] if row.raw else cells)]


def _csv(rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Hand a table over row by row; no cell of it can act as a formula."""
    response = StreamingHttpResponse(_written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    return response  # type: ignore[return-value]  # both are answers to a request


def _written(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    # Spreadsheet programs take a file for UTF-8 by this mark alone.
    mark = "\ufeff"
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(
            [neutralise_formula(printable(cell)) for cell in row]
        )
        yield (mark + line.getvalue()).encode()
        mark = ""
