"""The handler that makes public versions of files, once their submission is published."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.formats.metadata import ActiveContent, SignedFile, Uncleanable, cleaned
from dabir.foundation.files.keeping import Altered, Missing, read_original
from dabir.foundation.files.sealing import Erased, Unsealable
from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.acts import keep_public_copies
from dabir.stages.submissions.copying import reason_against
from dabir.stages.submissions.models import Attachment, PublicCopy, Submission

Reason = PublicCopy.Reason


def copy_files(piece: Piece) -> dict[str, Any]:
    """Clean the files of a submission of what tells of their authors, and keep the copies."""
    submission = Submission.objects.select_related("call__group", "key").get(
        pk=piece.arguments["submission"]
    )
    attachments = submission.attachments.select_related("original__key", "submission")
    # Cleaning is slow, so it happens before the transaction that keeps what came of it.
    made = {attachment.pk: _cleaned(attachment) for attachment in attachments}
    with piece.finishing({"files": len(made)}):
        keep_public_copies(submission=submission, cleaned=made, at=timezone.now())
    return {"files": len(made)}


def _cleaned(attachment: Attachment) -> bytes | Reason:
    against = reason_against(attachment)
    if against is not None:
        return against
    try:
        data = read_original(attachment.original)
        return cleaned(data, attachment.original.name.rpartition(".")[2])
    except SignedFile:
        return Reason.SIGNED
    except ActiveContent:
        return Reason.ACTIVE
    except (Uncleanable, Erased, Missing, Altered, Unsealable):
        return Reason.DAMAGED
