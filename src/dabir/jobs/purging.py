"""Letting go of the traces that erased words leave in the search index."""

from __future__ import annotations

from typing import Any

from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.intake.indexing import merge_index


def purge_words(piece: Piece) -> dict[str, Any]:
    """Merge the index until none of its segments holds a word that was taken out of it."""
    more, steps = True, piece.done
    while more:
        with piece.step():
            more = merge_index(first=steps == 0)
        steps += 1
    return {"steps": steps}
