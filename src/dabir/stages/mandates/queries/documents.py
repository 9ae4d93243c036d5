"""Mandates, clauses and axes that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.mandates.models import Axis, Clause, Mandate


def visible_to(reader: Reader) -> QuerySet[Mandate]:
    """Return the mandates the reader may see."""
    return Mandate.objects.filter(seen_by(reader, "address__"))


def clauses_visible_to(reader: Reader) -> QuerySet[Clause]:
    """Return the mandate clauses the reader may see."""
    return Clause.objects.filter(seen_by(reader, "address__"))


def axes_visible_to(reader: Reader) -> QuerySet[Axis]:
    """Return the axes the reader may see."""
    return Axis.objects.filter(seen_by(reader, "address__"))
