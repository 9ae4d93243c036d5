"""Issuances, issued clauses, demands and replies that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.record.models import Seal
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.trace.queries import seen_by
from dabir.stages.issuances.models import Demand, Issuance, IssuedClause, Recipient, Reply

AWAITED = (Demand.State.SENT, Demand.State.INSUFFICIENT)


def visible_to(reader: Reader) -> QuerySet[Issuance]:
    """Return the issuances the reader may see."""
    return Issuance.objects.filter(seen_by(reader, "address__")).select_related(
        "group", "version__text", "signatory", "issuer", "address"
    )


def clauses_visible_to(reader: Reader) -> QuerySet[IssuedClause]:
    """Return the issued clauses the reader may see."""
    return IssuedClause.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "issuance__address__")
    ).select_related("issuance__group", "address")


def demands_visible_to(reader: Reader) -> QuerySet[Demand]:
    """Return the demands the reader may see."""
    return Demand.objects.filter(seen_by(reader, "address__")).select_related(
        "issuance__group", "clause", "body", "letter", "address"
    )


def replies_visible_to(reader: Reader) -> QuerySet[Reply]:
    """Return the replies the reader may see, to demands they may see."""
    return Reply.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "demand__address__")
    ).select_related("demand__issuance__group", "letter", "original__address", "by", "address")


def recipients_of(issuance: Issuance) -> QuerySet[Recipient]:
    """Return to whom an issuance was sent, and who acknowledged it."""
    return issuance.recipients.select_related("body", "acknowledged_by", "letter")


def published() -> QuerySet[Issuance]:
    """Return what is published: for everybody, the latest first."""
    shown = (Issuance.State.ISSUED, Issuance.State.REVOKED)
    return (
        visible_to(None)
        .filter(state__in=shown, address__confidentiality=Confidentiality.PUBLIC)
        .order_by("-issued_on", "-pk")
    )


def by_code(code: str) -> Issuance | None:
    """Return the issuance whose document carries this verification code.

    The one read that asks nobody who they are: whoever knows the code holds the document.
    """
    if not code:
        return None
    return (
        Issuance.objects.select_related("group", "issuer", "address")
        .filter(verification=code)
        .first()
    )


def latest_seal(group: Group) -> Seal | None:
    """Return the seal over the group's latest acts, which anybody may compare."""
    return Seal.objects.filter(group=group).order_by("-sequence").first()


def total(reader: Reader, group: Group) -> int:
    """Return how many issuances of the group the reader may see."""
    return Issuance.objects.filter(seen_by(reader, "address__"), group=group).count()
