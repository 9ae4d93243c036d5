"""The tabs of the stage's pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    label: str
    url: str
    current: bool
    count: int | None = None


def tabs(group: Group, current: str) -> list[Tab]:
    """Return the tabs, with the current one marked."""
    return [
        Tab(label, reverse(f"mandates:{name}", args=[group.code]), name == current)
        for name, label in (
            ("index", _("Documents")),
            ("open_points", _("Open points")),
            ("duties", _("Duties")),
            ("matrix", _("Division of labour")),
            ("follow_up", _("Follow-up")),
            ("members", _("Members")),
            ("bodies", _("Bodies and persons")),
        )
    ]
