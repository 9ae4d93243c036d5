"""What can be made of a submission before anything is written: keys, seals, digests, passages.

This is most of the work of taking one in, and none of it needs the database: a slice of an import
is prepared first and then written in a short transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from dabir.domain.language.passages import Span
from dabir.domain.language.search_key import search_key
from dabir.foundation.files.sealing import new_wrapped, seal_wrapped
from dabir.foundation.record.acts import canonical
from dabir.stages.submissions.codes import new_receipt, new_secret
from dabir.stages.submissions.identities import Sealed
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, Incoming
from dabir.stages.submissions.intake.cutting import spans_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of an answer, with its search key."""

    span: Span
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Said:
    """An answer and its passages; `file` is the number of the file it was read from, from 0."""

    answer: AnswerDraft
    pieces: tuple[Piece, ...]
    file: int | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission that only has to be written."""

    incoming: Incoming
    contributor: Contributor
    receipt: str
    secret: str
    wrapped: bytes
    identity: bytes
    sha256: str
    original: bytes | None
    said: tuple[Said, ...]

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return sum(len(one.pieces) for one in self.said)


def prepare(incoming: Incoming) -> Prepared:
    """Prepare a submission: its receipt, its own key, who sent it sealed under that, its passages.

    Numbers that were given out before are kept.
    """
    content = incoming.content
    receipt = incoming.receipt or new_receipt()
    secret = incoming.secret or new_secret()
    wrapped = incoming.wrapped or new_wrapped()
    contributor = incoming.contributor.tidied()
    sealed = Sealed(
        contributor, secret, tuple(file.name for file in content.files), incoming.received
    )
    original = incoming.original
    if original is None and not incoming.sha256:
        original = canonical(
            content.canonical(call=incoming.call.code, receipt=receipt, at=incoming.received_at)
        ).encode()
    return Prepared(
        incoming=incoming,
        contributor=contributor,
        receipt=receipt,
        secret=secret,
        wrapped=wrapped,
        identity=seal_wrapped(wrapped, sealed.written),
        sha256=incoming.sha256 or hashlib.sha256(original or b"").hexdigest(),
        original=original,
        said=tuple(_said(incoming)),
    )


def _said(incoming: Incoming) -> Iterator[Said]:
    for answer in incoming.content.answers:
        yield Said(answer, _pieces(answer))
    for number, file in enumerate(incoming.content.files):
        if file.text:
            answer = AnswerDraft(file.text)
            yield Said(answer, _pieces(answer), number, file.verified)


def _pieces(answer: AnswerDraft) -> tuple[Piece, ...]:
    found = []
    for span in spans_of(answer.text, answer.part):
        text = answer.text[span.start : span.end]
        found.append(Piece(span, text, search_key(text)))
    return tuple(found)
