"""Making exports, and destroying those whose time is over."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils import timezone

from dabir.domain.language.direction import direction
from dabir.formats.row_writing import csv_lines, json_lines, write_workbook
from dabir.foundation.files.keeping import Missing, read_original
from dabir.foundation.files.sealing import Erased
from dabir.foundation.files.streams import keep_stream
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.work.pieces import Piece
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import destroy_export, keep_export
from dabir.stages.submissions.exports import KEPT_FOR, MEDIA_TYPES, Form, erasures_of, exports_made
from dabir.stages.submissions.models import Attachment, Submission
from dabir.stages.submissions.queries import visible_to
from dabir.stages.submissions.queries.exporting import columns_of, in_slices, object_of, row_of

FILES_AT_ONCE = 50


class ErasedMeanwhile(Exception):
    """Something was erased while an export was made: it is made anew, without it."""


def make(piece: Piece) -> dict[str, Any]:
    """Make the export of the argument `call` in the form of `form`, as `by` reads it.

    Raises:
        ErasedMeanwhile: it may hold what was erased since it began.
    """
    call = Call.objects.select_related("group").get(pk=piece.arguments["call"])
    form = Form(piece.arguments["form"])
    actor = Person.objects.get(pk=piece.arguments["by"])
    erased = erasures_of(call.group)
    with tempfile.TemporaryFile() as file:
        with reading_as(Preferences.of_language(piece.arguments["language"])):
            write(file, call, form, actor)
        file.seek(0)
        streamed = keep_stream(file)
    result: dict[str, Any] = {}
    with piece.finishing(result):
        # The piece is locked here, and whoever erases locks it too: nothing comes in between.
        if erasures_of(call.group) != erased:
            raise ErasedMeanwhile(call.code)
        original = keep_export(
            call=call,
            streamed=streamed,
            name=f"{call.code}.{form}",
            media_type=MEDIA_TYPES[form],
            actor=actor,
            at=timezone.now(),
        )
        result |= {"original": original.pk, "address": str(original.address_id)}
    return result


def write(file: BinaryIO, call: Call, form: Form, actor: Person) -> None:
    """Write everything that the actor may see of what was sent to a call, slice by slice."""
    sent = visible_to(actor).filter(call=call)
    columns = columns_of(call)
    rows = (row_of(one, columns, everything=True) for one in in_slices(sent))
    if form == Form.CSV:
        file.writelines(csv_lines(columns.names, rows))
    elif form == Form.XLSX:
        rtl = direction(columns.names[0]) == "rtl"
        write_workbook(file, columns.names, rows, rtl=rtl)
    elif form == Form.JSONL:
        file.writelines(json_lines(object_of(one, everything=True) for one in in_slices(sent)))
    else:
        _write_archive(file, call, sent)


def _write_archive(file: BinaryIO, call: Call, sent: QuerySet[Submission]) -> None:
    """Write the rows as CSV and JSON lines, and each submission's files below its receipt."""
    columns = columns_of(call)
    rows = (row_of(one, columns, everything=True) for one in in_slices(sent))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("submissions.csv", "w", force_zip64=True) as part:
            part.writelines(csv_lines(columns.names, rows))
        with archive.open("submissions.jsonl", "w", force_zip64=True) as part:
            lines = json_lines(object_of(one, everything=True) for one in in_slices(sent))
            part.writelines(lines)
        for attachment in _attachments(sent):
            try:
                data = read_original(attachment.original)
            except (Erased, Missing):
                continue
            name = f"files/{attachment.submission.receipt}/{attachment.original.name}"
            archive.writestr(name, data)


def _attachments(sent: QuerySet[Submission]) -> Iterator[Attachment]:
    """Yield the files that came, with their neutral names, a few at a time."""
    found = Attachment.objects.filter(submission__in=sent.values("pk")).order_by("pk")
    after = 0
    while part := list(
        found.filter(pk__gt=after).select_related("submission", "original__key")[:FILES_AT_ONCE]
    ):
        yield from part
        after = part[-1].pk


def let_exports_expire(at: datetime) -> int:
    """Destroy the exports that are older than a week; return how many."""
    old = list(exports_made().filter(received_at__lt=at - KEPT_FOR).select_related("key"))
    for original in old:
        destroy_export(original=original, why="expired", at=at)
    return len(old)
