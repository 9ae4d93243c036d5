"""A submission as a page shows it: answer by answer, passage by passage."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dabir.foundation.trace.kinds import Named
from dabir.stages.submissions.models import Answer, Disposition, Passage, Redaction, Submission


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; `ground` says why others do not read it, "" when they do."""

    text: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with what a page says beside it."""

    passage: Any
    pieces: tuple[Piece, ...]
    disposition: Disposition | None
    grounds: tuple[str, ...]
    met: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer with its passages in order.

    `follows` when it is another part of the comment above it.
    """

    answer: Answer
    passages: tuple[ReadPassage, ...]
    follows: bool = False


def pieces_of(passage: Passage, redactions: list[Redaction]) -> tuple[Piece, ...]:
    """Return the whole of a passage, what is redacted in it marked with its ground."""
    text = passage.text
    grounds = [""] * len(text)
    for redaction in redactions:
        for at in range(redaction.start, min(redaction.end, len(text))):
            grounds[at] = str(redaction.get_ground_display())
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or grounds[at] != grounds[start]:
            pieces.append(Piece(text[start:at], grounds[start]))
            start = at
    return tuple(pieces)


def passages_of(submission: Submission) -> list[Passage]:
    """Return all passages of a submission that was loaded with `queries.with_passages`."""
    return [passage for answer in submission.answers.all() for passage in answer.passages.all()]


def answers_of(
    submission: Submission,
    *,
    everything: bool,
    dispositions: Mapping[int, Disposition] | None = None,
    fates: Mapping[uuid.UUID, list[Named]] | None = None,
) -> list[ReadAnswer]:
    """Return the answers of a submission that was loaded with `queries.with_passages`.

    `everything` shows what is redacted, marked; otherwise words that are left out are gone.
    `dispositions` by passage id; without them the ones that hold.
    """
    found: list[ReadAnswer] = []
    for answer in submission.answers.all():
        passages = tuple(
            _read(passage, everything, dispositions, fates) for passage in answer.passages.all()
        )
        if passages:
            above = found[-1].answer if found else None
            follows = above is not None and _one_comment(above, answer)
            found.append(ReadAnswer(answer, passages, follows))
    return found


def _one_comment(above: Answer, answer: Answer) -> bool:
    return answer.item is not None and (above.exhibit_id, above.item) == (
        answer.exhibit_id,
        answer.item,
    )


def _read(
    passage: Any,
    everything: bool,
    dispositions: Mapping[int, Disposition] | None,
    fates: Mapping[uuid.UUID, list[Named]] | None,
) -> ReadPassage:
    redactions: list[Redaction] = passage.holding_redactions
    holding = passage.holding[0] if passage.holding else None
    return ReadPassage(
        passage=passage,
        pieces=pieces_of(passage, redactions) if everything else (Piece(passage.shown),),
        disposition=holding if dispositions is None else dispositions.get(passage.pk),
        grounds=tuple(dict.fromkeys(str(one.get_ground_display()) for one in redactions)),
        met=tuple((fates or {}).get(passage.address_id, ())),
    )
