"""Having a document read, and confirming what was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

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
from dabir.foundation.proposals.drafts import SINGLE, SURE, Draft, drafts
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality

PERSON_RULE = "person"
"""The rule of what no rule found but a person added."""


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


def _decide(proposal: Proposal, event: str, actor: Person, at: datetime) -> None:
    advance(proposal, event)
    proposal.decided_by = actor
    proposal.decided_at = at


def _lock(proposal: Proposal, event: str, actor: Person) -> Proposal:
    lock(proposal.reading)
    proposal = lock(proposal)
    policy.may_decide(actor, proposal, event).require()
    return proposal


@act
def accept_proposal(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Confirm a proposal as it stands.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was decided before, or the reading is taken over.
    """
    proposal = _lock(proposal, "accept", actor)
    _decide(proposal, "accept", actor, at)
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, at=at, about=proposal.reading, proposal=proposal.pk)
    return proposal


@act
def accept_confident(
    *, reading: Reading, actor: Person, at: datetime, threshold: float = SURE
) -> int:
    """Confirm every open proposal whose confidence reaches `threshold`; return how many.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    sure = reading.proposals.filter(state=Proposal.State.OPEN, confidence__gte=threshold).exclude(
        kind="impossible_date"
    )
    numbers = list(sure.values_list("pk", flat=True))
    sure.update(state=Proposal.State.ACCEPTED, decided_by=actor, decided_at=at)
    record(actor=actor, at=at, about=reading, proposals=numbers, threshold=threshold)
    return len(numbers)


def checked(kind: str, value: Any) -> Any:
    """Return a person's value in the shape of its kind (see `drafts`).

    Raises:
        Refused: it is empty, no day, or no number.
    """
    if kind in {"date", "deadline"}:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise Refused(_("This is not a day.")) from error
    if kind == "session":
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise Refused(_("This is not a number.")) from error
    if kind in {"clause", "duty"}:
        if not isinstance(value, dict) or not str(value.get("text", "")).strip():
            raise Refused(_("The text is missing."))
        return value
    if not str(value).strip():
        raise Refused(_("The value is missing."))
    return str(value).strip()


@act
def correct_proposal(
    *,
    proposal: Proposal,
    value: Any,
    actor: Person,
    at: datetime,
    start: int | None = None,
    end: int | None = None,
) -> Proposal:
    """Put a person's value in place of a proposal's; the proposed one is kept beside it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
        Refused: the value has not the shape of its kind, or the span lies outside the text.
    """
    proposal = _lock(proposal, "correct", actor)
    proposal.corrected = checked(proposal.kind, value)
    if start is not None and end is not None:
        if not 0 <= start < end <= len(proposal.reading.text):
            raise Refused(_("The marked words lie outside the text."))
        proposal.start, proposal.end = start, end
    _decide(proposal, "correct", actor, at)
    proposal.save()
    record(
        actor=actor,
        at=at,
        about=proposal.reading,
        proposal=proposal.pk,
        proposed=proposal.value,
        corrected=proposal.corrected,
    )
    return proposal


@act
def decline_proposal(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Decline a proposal: it is not taken over.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over.
    """
    proposal = _lock(proposal, "decline", actor)
    _decide(proposal, "decline", actor, at)
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, at=at, about=proposal.reading, proposal=proposal.pk)
    return proposal


@act
def add_proposal(
    *,
    reading: Reading,
    kind: str,
    value: Any,
    actor: Person,
    at: datetime,
    start: int | None = None,
    end: int | None = None,
) -> Proposal:
    """Add a fact that the reader missed; it counts as confirmed by the person who adds it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the reading is taken over, or has a fact of this kind already.
        Refused: the value has not the shape of its kind.
    """
    reading = lock(reading)
    policy.may_confirm(actor, reading).require()
    value = checked(kind, value)
    taken = reading.proposals.filter(kind=kind).exclude(state=Proposal.State.DECLINED)
    if kind in SINGLE and taken.exists():
        raise Refused(_("There is one already: correct it instead."))
    last = reading.proposals.order_by("order").last()
    proposal = Proposal.objects.create(
        reading=reading,
        order=last.order + 1 if last else 0,
        kind=kind,
        value=value,
        start=start,
        end=end,
        rule=PERSON_RULE,
        confidence=1.0,
        state=Proposal.State.ACCEPTED,
        decided_by=actor,
        decided_at=at,
    )
    record(actor=actor, at=at, about=reading, proposal=proposal.pk, kind=kind, value=value)
    return proposal


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
