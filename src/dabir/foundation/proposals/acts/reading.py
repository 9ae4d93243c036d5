"""Having a document read, and setting a reading aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from dabir import __version__
from dabir.domain.outline import UnreadableText, read_outline
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.limits import Limits
from dabir.formats.official import official_weight
from dabir.formats.read_document import Note
from dabir.formats.received import Received, receive
from dabir.foundation.files.keeping import keep_original, read_original
from dabir.foundation.files.models import Original
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.proposals import policy
from dabir.foundation.proposals.drafts import Draft, drafts
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality


def _receive(data: bytes, name: str) -> Received:
    limits = Limits(file_size=settings.UPLOAD_LIMIT)
    try:
        return receive(data, filename=name, weigh=official_weight, limits=limits)
    except Unreadable as error:
        raise Refused(_(error.message) % error.parameters) from error


def _drafts_of(text: str) -> tuple[str, str, list[Draft]]:
    try:
        outline = read_outline(text)
    except UnreadableText as error:
        raise Refused(_("No structure could be read in this text.")) from error
    return outline.kind.value, outline.language.value, list(drafts(outline, text))


@act
def read_document(*, data: bytes, name: str, group: Group, actor: Person, at: datetime) -> Reading:
    """Keep a received document byte for byte, read it, and propose what was found.

    Of a message, the part that most looks like an official text is read; the others can be read
    by `read_part`. Nothing of it holds until somebody confirms it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the file cannot be read as a text; the sentence says why. Nothing is kept then.
    """
    policy.may_read(actor, group).require()
    received = _receive(data, name)
    # What holds no structure is refused before anything is kept.
    found = _drafts_of(received.document.text)
    original = keep_original(data, name=name, group=group, at=at, media_type=_media_type(received))
    reading = _propose(received, found, original=original, group=group, at=at)
    _record(reading, actor=actor, at=at)
    return reading


@act
def read_part(*, reading: Reading, part: str, actor: Person, at: datetime) -> Reading:
    """Read another part of the message that a reading came with, and propose what was found.

    The message is kept once; both readings are of it. What was read before is given back.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no such part, or it cannot be read; the sentence says why.
    """
    reading = lock(reading)
    group = reading.address.group
    policy.may_read(actor, group).require()
    before = Reading.objects.filter(original=reading.original, part=part).order_by("-pk").first()
    if before is not None and before.state != Reading.State.SET_ASIDE:
        record(actor=actor, at=at, about=before, part=part)
        return before
    received = _choose(_receive(read_original(reading.original), reading.original.name), part)
    found = _drafts_of(received.document.text)
    fresh = _propose(received, found, original=reading.original, group=group, at=at)
    _record(fresh, actor=actor, at=at)
    return fresh


def _choose(received: Received, part: str) -> Received:
    for index, each in enumerate(received.parts):
        if each.name == part:
            if each.refusal is not None:
                raise Refused(_(each.refusal.message) % each.refusal.parameters)
            return replace(received, main=index)
    raise Refused(_("The message has no such part."))


def _media_type(received: Received) -> str:
    return "eml" if _is_message(received) else received.document.format


def _is_message(received: Received) -> bool:
    return len(received.parts) > 1 or bool(received.chosen.name)


def _propose(
    received: Received,
    found: tuple[str, str, list[Draft]],
    *,
    original: Original,
    group: Group,
    at: datetime,
) -> Reading:
    document = received.document
    kind, language, proposed = found
    reading = Reading.objects.create(
        address=new_address(Reading, group=group, confidentiality=Confidentiality.SECRETARIAT),
        original=original,
        text=document.text,
        language=language,
        document_kind=kind,
        method=f"dabir.domain.outline {__version__}",
        verified=document.verified,
        part=received.chosen.name,
        parts=_parts(received),
        notes=[_sentence(note) for note in document.notes],
        margins=document.margins,
        read_at=at,
    )
    Proposal.objects.bulk_create(
        Proposal(
            reading=reading,
            order=order,
            kind=draft.kind,
            value=draft.value,
            start=draft.start,
            end=draft.end,
            rule=draft.rule,
            confidence=draft.confidence,
        )
        for order, draft in enumerate(proposed)
    )
    return reading


def _parts(received: Received) -> list[dict[str, Any]]:
    if not _is_message(received):
        return []
    return [
        {
            "name": part.name,
            "refusal": None if part.refusal is None else _sentence(part.refusal),
        }
        for part in received.parts
    ]


def _sentence(said: Note | Unreadable) -> dict[str, Any]:
    return {"code": said.code, "message": said.message, "parameters": said.parameters}


def _record(reading: Reading, *, actor: Person, at: datetime) -> None:
    record(
        actor=actor,
        at=at,
        about=reading,
        sha256=reading.original.sha256,
        size=reading.original.size,
        kind=reading.document_kind,
        proposals=reading.proposals.count(),
        part=reading.part,
    )


@act
def set_reading_aside(*, reading: Reading, reason: str, actor: Person, at: datetime) -> Reading:
    """Set a reading aside: the original is kept, nothing of it is taken over.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was taken over or set aside before.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    advance(reading, "set_aside")
    reading.save(update_fields=["state"])
    record(actor=actor, at=at, about=reading, reason=reason)
    return reading
