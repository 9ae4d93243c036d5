"""Sending answers to many passages at once, in slices."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.foundation.people.models import Person
from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.acts import answer_slice
from dabir.stages.submissions.acts.answering import SLICE
from dabir.stages.submissions.models import AnswerBatch


def send(piece: Piece) -> dict[str, Any]:
    """Send the batch of the argument `batch` in the name of `by`.

    Each slice is a transaction of its own and a step: an attempt that is cut short is gone on
    with where it ended, and nobody is answered twice.
    """
    batch = AnswerBatch.objects.get(pk=piece.arguments["batch"])
    actor = Person.objects.get(pk=piece.arguments["by"])
    slices = batch.answers.filter(left_out=False).count() // SLICE + 1
    while batch.state == AnswerBatch.State.SENDING:
        with piece.step(of=slices):
            answer_slice(batch=batch, actor=actor, at=timezone.now())
        batch.refresh_from_db()
    return {"passages": batch.passages, "unreached": batch.unreached}
