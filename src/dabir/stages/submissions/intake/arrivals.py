"""What arrives by the form or the API: sealed into one row, and opened again to be taken in.

Used within acts. What is sealed is one JSON text: what was received, word for word as its
fingerprint says, and beside it what is nobody's business: who sends, the secret, names of files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from dabir.foundation.files.keeping import ARRIVING, keep_sealed, read_original, read_sealed
from dabir.foundation.files.sealing import (
    Unsealable,
    new_wrapped,
    open_sealed,
    open_wrapped,
    seal_wrapped,
)
from dabir.foundation.record.acts import canonical
from dabir.stages.calls.models import Call, Exhibit, Invitation, Question
from dabir.stages.calls.policy import is_late
from dabir.stages.submissions.codes import digest_of, new_secret, receipt_of
from dabir.stages.submissions.intake.contents import (
    AnswerDraft,
    Content,
    Contributor,
    FileDraft,
    Incoming,
)
from dabir.stages.submissions.intake.preparing import Prepared, prepare
from dabir.stages.submissions.intake.taking_in import told
from dabir.stages.submissions.models import Answer, Arrival, Submission


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a contributor carries away at once. The secret is nowhere else in the clear."""

    receipt: str
    secret: str
    sha256: str
    received_at: datetime
    held: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An arrival's sealed words. `received` is the text whose hash the receipt shows."""

    received: str
    contributor: Contributor
    secret: str
    files: tuple[dict[str, Any], ...]
    invitation: int | None = None
    draft: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What was received, apart from its receipt and moment: the same for the same form."""
        content: dict[str, Any] = json.loads(self.received)
        return {
            name: value for name, value in content.items() if name not in {"receipt", "received_at"}
        }


def make_arrival(
    call: Call,
    content: Content,
    contributor: Contributor,
    *,
    at: datetime,
    road: str = Submission.Road.FORM,
    once: str = "",
    held: bool = False,
    invitation: Invitation | None = None,
    draft: str = "",
) -> tuple[Arrival, Acknowledged]:
    """Seal what was sent into a row that is not saved yet; its files are durable already.

    `draft` is the secret of the draft that it was written in; its digest is kept, so that the draft
    is forgotten when this is taken in.
    """
    secret, wrapped = new_secret(), new_wrapped()
    receipt = receipt_of(secret)
    received = canonical(content.canonical(call=call.code, receipt=receipt, at=at))
    digest = sha256(received.encode()).hexdigest()
    sealed = {
        "received": received,
        "contributor": contributor.tidied().stated,
        "secret": secret,
        "files": [
            {
                "name": file.name,
                "path": keep_sealed(file.data, wrapped=wrapped, name=f"{receipt}-{number}"),
                "format": file.format,
                "media_type": file.media_type,
                "sha256": file.sha256,
                "text": file.text,
                "verified": file.verified,
            }
            for number, file in enumerate(content.files, start=1)
        ],
        "invitation": invitation.pk if invitation else None,
        "draft": digest_of(draft) if draft else "",
    }
    arrival = Arrival(
        call_id=call.pk,
        receipt=receipt,
        secret_digest=digest_of(secret),
        once=once or None,
        wrapped=wrapped,
        sealed=seal_wrapped(wrapped, json.dumps(sealed, ensure_ascii=False).encode()),
        sha256=digest,
        road=road,
        state=Arrival.State.HELD if held else Arrival.State.WAITING,
        late=is_late(call, at),
        received_at=at,
    )
    return arrival, Acknowledged(receipt, secret, digest, at, held)


def receipt_in(path: str) -> str:
    """Return the receipt of the arrival whose file lies there; "" for the file of a row."""
    place = Path(path)
    return place.name.rpartition("-")[0] if place.parts[0] == ARRIVING.name else ""


def opened(arrival: Arrival) -> Opened:
    """Open an arrival: one that waits by its own key, one taken in by its submission's.

    Raises:
        Erased: its key was destroyed.
        Unsealable: it was changed, or belongs to another installation.
    """
    if arrival.submission is None:
        text = open_wrapped(arrival.wrapped, arrival.sealed)
    else:
        text = open_sealed(arrival.submission.key, arrival.sealed)
    content = json.loads(text)
    return Opened(
        content["received"],
        Contributor(**content["contributor"]),
        content["secret"],
        tuple(content["files"]),
        content["invitation"],
        content["draft"],
    )


def acknowledged(arrival: Arrival) -> Acknowledged:
    """Return what its contributor carried away, for a form that is sent a second time.

    Raises:
        Erased: its key was destroyed.
    """
    return Acknowledged(
        arrival.receipt,
        opened(arrival).secret,
        arrival.sha256,
        arrival.received_at,
        arrival.state == Arrival.State.HELD,
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """An arrival that only has to be written: opened, cut and sealed anew before anything waits."""

    arrival: Arrival
    prepared: Prepared
    draft: str


def make_ready(waiting: QuerySet[Arrival]) -> list[Ready]:
    """Prepare waiting arrivals to be taken in; best outside the transaction that does it.

    Raises:
        Unsealable: one was changed since it came; its receipt is in the message.
    """
    arrivals = list(waiting.select_related("call__group", "call__address"))
    return [
        Ready(arrival, prepare(one), found.draft)
        for arrival, (one, found) in zip(arrivals, _incoming(arrivals), strict=True)
    ]


def _incoming(arrivals: Sequence[Arrival]) -> list[tuple[Incoming, Opened]]:
    calls = {arrival.call for arrival in arrivals}
    questions = {
        str(one.address_id): one for one in Question.objects.filter(call__in=calls)
    }  # by address, as the canonical text names them
    exhibits = {str(one.uid): one for one in Exhibit.objects.filter(call__in=calls)}
    found = [(arrival, opened(arrival)) for arrival in arrivals]
    named = Invitation.objects.in_bulk({one.invitation for _arrival, one in found} - {None})
    return [
        (
            Incoming(
                call=arrival.call,
                content=told(_content(one, arrival, questions, exhibits)),
                contributor=one.contributor,
                received_at=arrival.received_at,
                road=arrival.road,
                invitation=named.get(one.invitation) if one.invitation else None,
                receipt=arrival.receipt,
                secret=one.secret,
                wrapped=bytes(arrival.wrapped or b""),
                sha256=arrival.sha256,
            ),
            one,
        )
        for arrival, one in found
    ]


def _content(
    found: Opened,
    arrival: Arrival,
    questions: dict[str, Question],
    exhibits: dict[str, Exhibit],
) -> Content:
    if sha256(found.received.encode()).hexdigest() != arrival.sha256:
        raise Unsealable(arrival.receipt)
    said = json.loads(found.received)
    return Content(
        answers=tuple(_answers(said["answers"], questions, exhibits)),
        files=tuple(_file(one, arrival) for one in found.files),
        sector=said["sector"],
        province=said["province"],
        language=said["language"],
        publication=said["publication"],
        consents=frozenset(said["consents"]),
    )


def _answers(
    said: Iterable[dict[str, Any]], questions: dict[str, Question], exhibits: dict[str, Exhibit]
) -> Iterable[AnswerDraft]:
    for one in said:
        answer = AnswerDraft(
            one["text"],
            question=questions[one["question"]] if one["question"] else None,
            exhibit=exhibits[one["exhibit"]] if one["exhibit"] else None,
            item=one.get("item"),
            part=one.get("part", Answer.Part.COMMENT),
        )
        if "range" in one:
            language, start, end = one["range"]
            answer = replace(answer, range_language=language, start=start, end=end)
        yield answer


def _file(kept: dict[str, Any], arrival: Arrival) -> FileDraft:
    return FileDraft(
        data=read_sealed(kept["path"], wrapped=bytes(arrival.wrapped or b"")),
        **kept,
    )


def copy_of(found: Submission | Arrival) -> bytes:
    """Return what was received, byte for byte as its fingerprint says.

    Raises:
        Erased: it was erased.
        Missing, Altered, Unsealable: it can no longer be read as it came.
    """
    if isinstance(found, Submission):
        if found.original is not None:
            return read_original(found.original)
        found = Arrival.objects.select_related("submission__key").get(submission=found)
    return opened(found).received.encode()
