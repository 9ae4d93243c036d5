"""Having a document read, and setting a reading aside."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir import __version__
from dabir.domain.outline import UnreadableText, read_outline
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.read_document import ReadDocument
from dabir.formats.reading import read_text
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.proposals import policy
from dabir.foundation.proposals.drafts import Draft, drafts
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality


def _text_of(data: bytes, name: str) -> ReadDocument:
    try:
        return read_text(data, filename=name)
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

    Nothing of it holds until somebody confirms it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the file cannot be read as a text; the sentence says why. Nothing is kept then.
    """
    policy.may_read(actor, group).require()
    document = _text_of(data, name)
    kind, language, found = _drafts_of(document.text)
    original = keep_original(data, name=name, group=group, at=at, media_type=document.format)
    reading = Reading.objects.create(
        address=new_address(Reading, group=group, confidentiality=Confidentiality.SECRETARIAT),
        original=original,
        text=document.text,
        language=language,
        document_kind=kind,
        method=f"dabir.domain.outline {__version__}",
        verified=document.verified,
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
        for order, draft in enumerate(found)
    )
    record(
        actor=actor,
        at=at,
        about=reading,
        sha256=original.sha256,
        size=original.size,
        kind=kind,
        proposals=len(found),
    )
    return reading


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
