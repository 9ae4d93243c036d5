"""Reading long files of texts: changed copies that came back, and files of zero drafts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.work.pieces import Piece
from dabir.stages.texts.files.coming_in import read_file, read_incoming
from dabir.stages.texts.files.long_files import plain
from dabir.stages.texts.files.told import in_the_source
from dabir.stages.texts.files.zero_files import fill, read_zero
from dabir.stages.texts.models import DraftFile, FileReading, Version


def read_changed(piece: Piece) -> dict[str, Any]:
    """Read the file of the reading in the argument `reading`, against the versions it names.

    A file that is refused says why on its page. A killed worker leaves nothing behind, and the next
    one reads it from the beginning.
    """
    reading = FileReading.objects.select_related("received__original", "received__text__group").get(
        pk=piece.arguments["reading"]
    )
    received = reading.received
    versions = list(
        Version.objects.filter(pk__in=piece.arguments["versions"])
        .select_related("text__group")
        .order_by("order")
    )
    base = next((each for each in versions if each.pk == piece.arguments["base"]), None)
    said = {int(place): uid for place, uid in piece.arguments["said"]}
    outcome, refusal = None, ""
    piece.tell(0, 2, {})
    with in_the_source():
        try:
            read = read_file(read_original(received.original), received.original.name)
            piece.tell(1, 2, {})
            outcome = plain(read_incoming(received, versions, base=base, said=said, read=read))
        except Refused as refused:
            refusal = str(refused)
    with piece.finishing({"refused": bool(refusal)}):
        FileReading.objects.filter(pk=reading.pk).update(
            outcome=outcome, refusal=refusal, at=timezone.now()
        )
    return {"refused": bool(refusal)}


def read_draft(piece: Piece) -> dict[str, Any]:
    """Read the file in the argument `file` as the proposal of a zero draft.

    Read before, or set aside meanwhile, it is left as it is.
    """
    file = DraftFile.objects.select_related("original", "text__group").get(
        pk=piece.arguments["file"]
    )
    read, refusal = None, ""
    piece.tell(0, 1, {})
    if file.read_at is None and file.waits:
        with in_the_source():
            try:
                read = read_zero(read_original(file.original), file.original.name, file.text)
            except Refused as refused:
                refusal = str(refused)
    with piece.finishing({"refused": bool(refusal)}):
        file = DraftFile.objects.select_for_update().get(pk=file.pk)
        if file.read_at is None and (read is not None or refusal):
            fill(file, read, refusal=refusal, at=timezone.now())
    return {"refused": bool(refusal)}
