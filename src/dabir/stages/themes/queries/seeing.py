"""Themes, codes and considerations that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.themes.models import Code, Consideration, Support, Theme


def visible_to(reader: Reader) -> QuerySet[Theme]:
    """Return the themes the reader may see."""
    return Theme.objects.filter(seen_by(reader, "address__")).select_related("axis", "parent")


def codes_visible_to(reader: Reader) -> QuerySet[Code]:
    """Return the codes on passages that the reader may see, under themes that they may see."""
    return Code.objects.filter(
        seen_by(reader, "passage__address__"), seen_by(reader, "theme__address__")
    ).select_related("passage__submission", "theme")


def considerations_visible_to(reader: Reader) -> QuerySet[Consideration]:
    """Return the considerations the reader may see."""
    return Consideration.objects.filter(seen_by(reader, "address__")).select_related(
        "dimension", "theme", "address"
    )


def supports_visible_to(reader: Reader) -> QuerySet[Support]:
    """Return what stands behind considerations, as far as the reader may see the passages."""
    return Support.objects.filter(seen_by(reader, "passage__address__")).select_related(
        "passage__submission"
    )


def total(reader: Reader, group: Group) -> int:
    """Return how many considerations of the group the reader may see."""
    return Consideration.objects.filter(seen_by(reader, "address__"), group=group).count()
