"""Themes, in their tree."""

from __future__ import annotations

from django.db import models

from dabir.foundation.naming import Named
from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models import Axis


class Theme(Addressable, Named):
    """A theme found in the submissions (موضوع), in a tree of two levels; it may hang on an axis."""

    KIND = "themes.theme"

    group = models.ForeignKey(Group, models.PROTECT, related_name="themes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="themes")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
