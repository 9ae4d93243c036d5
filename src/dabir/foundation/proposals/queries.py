"""Readings that a person may see, and what of them was agreed."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.trace.queries import seen_by

IN_PLACE = (F("start").asc(nulls_last=True), "order", "pk")
"""The order of the text; what stands nowhere in it comes last."""

AGREED = (Proposal.State.ACCEPTED, Proposal.State.CORRECTED)


def _count(**which: Any) -> Coalesce:
    """Count the proposals of a reading apart: grouping by its text would take minutes."""
    counted = (
        Proposal.objects.filter(reading=OuterRef("pk"), **which)
        .order_by()
        .values("reading")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(counted), 0)


def visible_to(reader: Reader) -> QuerySet[Reading]:
    """Return the readings the reader may see, with how many proposals wait in each."""
    return (
        Reading.objects.filter(seen_by(reader, "address__"))
        .select_related("original", "address__group")
        .annotate(waiting=_count(state=Proposal.State.OPEN), proposed=_count())
        .order_by("-pk")
    )


def agreed_proposals(reading: Reading, kind: str) -> list[Proposal]:
    """Return the accepted or corrected proposals of a kind, in the order of the text."""
    return list(reading.proposals.filter(kind=kind, state__in=AGREED).order_by(*IN_PLACE))


def agreed(reading: Reading, kind: str) -> list[Any]:
    """Return the agreed values of a kind, in the order of the text."""
    return [proposal.agreed for proposal in agreed_proposals(reading, kind)]


def agreed_one(reading: Reading, kind: str) -> Any:
    """Return the agreed value of a kind of which a document has one, or None."""
    return next(iter(agreed(reading, kind)), None)
