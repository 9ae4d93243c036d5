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
        Tab(label, reverse(name, args=[group.code]), name.removeprefix("mandates:") == current)
        for name, label in (
            ("mandates:index", _("Documents")),
            ("mandates:open_points", _("Open points")),
            ("mandates:duties", _("Duties")),
            ("mandates:deadlines", _("Deadlines")),
            ("mandates:matrix", _("Division of labour")),
            ("mandates:follow_up", _("Follow-up")),
            ("timeline", _("Time picture")),
            ("mandates:members", _("Members")),
            ("mandates:bodies", _("Bodies and persons")),
        )
    ]
