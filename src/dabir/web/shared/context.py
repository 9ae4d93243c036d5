"""What every page's frame shows: the group, the navigation, the groups to switch to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.letters.queries import open_referrals
from dabir.foundation.people.models import Group, Role
from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.queries import groups_of, signed_in


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main navigation. `stage` (1 … 8) hangs it on the chain."""

    label: str
    url: str
    section: str
    icon: str = ""
    stage: int = 0
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """One group in the group switcher."""

    name: str
    url: str
    current: bool


def stage_labels() -> tuple[tuple[str, str], ...]:
    """Return the eight stages in the order of the chain: key and label."""
    return (
        ("mandates", _("Mandates")),
        ("calls", _("Calls")),
        ("submissions", _("Submissions")),
        ("themes", _("Themes")),
        ("positions", _("Positions")),
        ("texts", _("Texts")),
        ("decisions", _("Decisions")),
        ("issuances", _("Issuances")),
    )


def navigation(request: HttpRequest, group: Group) -> list[Entry]:
    """Return the entries for a group: home and tray, the chain, then letters and record."""
    here = request.path
    person = signed_in(request.user)
    tray = reverse("tray")
    home = reverse("group", args=[group.code])
    waiting = open_referrals(person).count() if person else 0
    entries = [
        Entry(_("Home"), home, "start", icon="home", current=here == home),
        Entry(_("Tray"), tray, "start", icon="tray", current=here == tray, count=waiting),
    ]
    for number, (key, label) in enumerate(stage_labels(), start=1):
        url = reverse(f"{key}:index", args=[group.code])
        entries.append(Entry(label, url, "chain", stage=number, current=here.startswith(url)))
    for name, label, icon in (
        ("coverage", _("Coverage"), "coverage"),
        ("letters:index", _("Letters"), "letters"),
        ("group_calendar", _("Calendar"), "calendar"),
        ("record", _("Record"), "record"),
    ):
        url = reverse(name, args=[group.code])
        entries.append(Entry(label, url, "around", icon=icon, current=here.startswith(url)))
    return entries


@dataclass(frozen=True, slots=True)
class UserLink:
    """One entry of the menu of the signed-in person."""

    label: str
    url: str
    icon: str
    current: bool


def user_links(request: HttpRequest) -> list[UserLink]:
    """Return what the signed-in person may do for themselves, or for the installation."""
    entries = [
        (_("How I read"), "preferences", "settings"),
        (_("Calendar feeds"), "feeds", "calendar"),
    ]
    if permits_administration(request.user):
        entries += [
            (_("Found a working group"), "found_group", "add"),
            (_("Register a person"), "found_person", "add"),
            (_("Holiday calendars"), "calendars", "calendar"),
        ]
    return [
        UserLink(label, reverse(name), icon, request.path == reverse(name))
        for label, name, icon in entries
    ]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's context; pages of no group have no navigation."""
    person = signed_in(getattr(request, "user", None))
    if person is None:
        return {}
    mine = list(groups_of(person, frozenset(Role)))
    group: Group | None = getattr(request, "group", None) or (mine[0] if mine else None)
    links = user_links(request)
    if group is None:
        return {"user_links": links}
    return {
        "user_links": links,
        "group": group,
        "groups": [
            GroupEntry(other.name, reverse("group", args=[other.code]), other == group)
            for other in mine
        ],
        "navigation": navigation(request, group),
    }
