"""Making an export of codes, as whoever asked for it sees them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone

from dabir.domain.language.direction import direction
from dabir.formats.row_writing import csv_lines, write_workbook
from dabir.foundation.files.streams import keep_stream
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.work.pieces import Piece
from dabir.jobs.codes.discourse import write_as_discourse
from dabir.jobs.codes.qda import write_as_codebook, write_as_project
from dabir.jobs.codes.tables import columns, rows_of
from dabir.stages.calls.models import Call
from dabir.stages.submissions.exports import erasures_of
from dabir.stages.themes.acts import keep_codes_export
from dabir.stages.themes.exporting import MEDIA_TYPES, Form


class ErasedMeanwhile(Exception):
    """Something was erased while an export was made: it is made anew, without it."""


def make(piece: Piece) -> dict[str, Any]:
    """Make the export of codes of the argument `call` in the form of `form`, as `by` sees them.

    Raises:
        ErasedMeanwhile: it may hold what was erased since it began.
    """
    call = Call.objects.select_related("group").get(pk=piece.arguments["call"])
    form = Form(piece.arguments["form"])
    actor = Person.objects.get(pk=piece.arguments["by"])
    erased = erasures_of(call.group)
    with tempfile.TemporaryFile() as file:
        with reading_as(Preferences.of_language(piece.arguments["language"])):
            write(file, call, form, actor, named=piece.arguments["named"])
        file.seek(0)
        streamed = keep_stream(file)
    result: dict[str, Any] = {}
    with piece.finishing(result):
        # The piece is locked here, and whoever erases locks it too: nothing comes in between.
        if erasures_of(call.group) != erased:
            raise ErasedMeanwhile(call.code)
        original = keep_codes_export(
            call=call,
            streamed=streamed,
            name=f"{call.code}-codes.{form}",
            media_type=MEDIA_TYPES[form],
            actor=actor,
            at=timezone.now(),
        )
        result |= {"original": original.pk, "address": str(original.address_id)}
    return result


def write(file: BinaryIO, call: Call, form: Form, actor: Person, *, named: bool) -> None:
    """Write the codes on a call as the actor sees them; `named` names who coded."""
    if form in {Form.CSV, Form.XLSX}:
        heads, rows = columns(), rows_of(call, actor, named=named)
        if form == Form.CSV:
            file.writelines(csv_lines(heads, rows))
        else:
            write_workbook(file, heads, rows, rtl=direction(heads[0]) == "rtl")
    elif form == Form.QDPX:
        write_as_project(file, call, actor, named=named, at=timezone.now())
    elif form == Form.QDC:
        write_as_codebook(file, call, actor)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "codes.dna"
            write_as_discourse(path, call, actor)
            with path.open("rb") as made:
                while part := made.read(2**20):
                    file.write(part)
