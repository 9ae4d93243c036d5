"""Acts of issuing (ابلاغ), acknowledging and revoking."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.docx_writing import write_docx
from dabir.formats.html_writing import write_html
from dabir.formats.pdf_writing import write_pdf
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.models import Original
from dabir.foundation.letters.numbering import next_number
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.record.sealing import seal_now
from dabir.foundation.trace.linking import link, new_address, restrict
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.issuances import policy
from dabir.stages.issuances.acts.preparing import readers_of
from dabir.stages.issuances.document import as_document, machine_readable
from dabir.stages.issuances.models import Issuance, IssuedClause, Recipient
from dabir.stages.issuances.telling import tell_recipients
from dabir.stages.texts.acts import issue_text
from dabir.stages.texts.models import Text

CODE_BYTES = 16
"""128 random bits: a verification code cannot be guessed."""

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@act
def issue(*, issuance: Issuance, actor: Person, at: datetime) -> Issuance:
    """Issue a prepared document: numbered, dated, sealed, written, sent and opened to its readers.

    The number is the next of the group's gapless series and the day that of `at` in the group's
    time zone. The record is sealed first, so that the document prints a seal that covers its
    number; then its PDF, DOCX and HTML are written and kept byte for byte, and their hashes
    recorded. Each clause is kept as issued and linked to the draft clause it came from.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is issued already, its text is not approved, or it has no recipient.
    """
    issuance = lock(issuance)
    text = lock(issuance.version.text)
    policy.may_issue(actor, issuance).require()
    advance(issuance, "issue")
    level, bodies = readers_of(issuance)
    issuance.number = next_number(group=issuance.group, name="issuance", at=at)
    issuance.issued_on = at.astimezone(ZoneInfo(issuance.group.time_zone)).date()
    issuance.verification = secrets.token_urlsafe(CODE_BYTES)
    issuance.save()
    restrict(issuance.address, level, bodies)
    if text.state == Text.State.APPROVED:
        issue_text(text=text, actor=actor, at=at)
    clauses = _keep_clauses(issuance, actor, at, level, bodies)
    record(actor=actor, at=at, about=issuance, number=issuance.number, day=issuance.issued_on)
    seal = seal_now(issuance.group, at)
    issuance.seal = seal.digest if seal else ""
    files = _write(issuance, clauses)
    for name, data in files.items():
        kept = _keep(issuance, name, data, at=at, level=level, bodies=bodies)
        setattr(issuance, name, kept)
    issuance.save()
    issuance.recipients.update(sent_at=at)
    record(
        actor=actor,
        at=at,
        about=issuance,
        number=issuance.number,
        files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        seal=issuance.seal,
        told=tell_recipients(issuance, at),
    )
    seal_now(issuance.group, at)
    return issuance


def _keep_clauses(
    issuance: Issuance,
    actor: Person,
    at: datetime,
    level: Confidentiality,
    bodies: list[Body],
) -> list[IssuedClause]:
    kept: list[IssuedClause] = []
    language = issuance.language
    for clause in issuance.version.clauses.prefetch_related("wordings"):
        wording = next((one for one in clause.wordings.all() if one.language == language), None)
        issued = IssuedClause.objects.create(
            address=new_address(
                IssuedClause, group=issuance.group, confidentiality=level, bodies=bodies
            ),
            issuance=issuance,
            clause=clause,
            order=clause.order,
            depth=clause.depth,
            label=clause.citations.get(language, ""),
            mark=clause.marks.get(language, ""),
            heading=wording.heading if wording else "",
            text=wording.text if wording else "",
        )
        link(clause, issued, Relation.ISSUES, by=actor, at=at)
        if issuance.decision is not None:
            link(issuance.decision, issued, Relation.ISSUES, by=actor, at=at)
        kept.append(issued)
    for origin in (issuance.version, issuance.decision, issuance.submittal):
        if origin is not None:
            link(origin, issuance, Relation.ISSUES, by=actor, at=at)
    return kept


def _write(issuance: Issuance, clauses: list[IssuedClause]) -> dict[str, bytes]:
    document = as_document(issuance, clauses)
    return {
        "pdf": write_pdf(document, attachments=[machine_readable(issuance, clauses)]),
        "docx": write_docx(document),
        "html": write_html(document).encode(),
    }


def _keep(
    issuance: Issuance,
    name: str,
    data: bytes,
    *,
    at: datetime,
    level: Confidentiality,
    bodies: list[Body],
) -> Original:
    original = keep_original(
        data,
        name=f"{issuance.number.replace('/', '-')}.{name}",
        group=issuance.group,
        at=at,
        media_type=MEDIA[name],
        confidentiality=level,
    )
    if bodies:
        restrict(original.address, level, bodies)
    link(issuance, original, Relation.ISSUES, by=None, at=at)
    return original


@act
def acknowledge(*, recipient: Recipient, actor: Person, at: datetime) -> Recipient:
    """Acknowledge receipt for a body.

    Raises:
        NotPermitted: the actor neither represents the body nor is in the secretariat.
        NotNow: it is acknowledged already, or the document is not in force.
    """
    recipient = lock(recipient)
    policy.may_acknowledge(actor, recipient).require()
    recipient.acknowledged_at = at
    recipient.acknowledged_by = actor
    recipient.save()
    record(actor=actor, at=at, about=recipient.issuance, body=recipient.body_id)
    return recipient


@act
def revoke_issuance(*, issuance: Issuance, reason: str, actor: Person, at: datetime) -> Issuance:
    """Revoke a document: its page and its verification say so from now on.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not issued, or revoked already.
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("Please give a reason: it stands on the document's page."))
    issuance = lock(issuance)
    policy.may_revoke(actor, issuance).require()
    advance(issuance, "revoke")
    issuance.revoked_reason = reason.strip()
    issuance.revoked_on = at.astimezone(ZoneInfo(issuance.group.time_zone)).date()
    issuance.save()
    told = tell_recipients(issuance, at)
    record(actor=actor, at=at, about=issuance, reason=issuance.revoked_reason, told=told)
    seal_now(issuance.group, at)
    return issuance
