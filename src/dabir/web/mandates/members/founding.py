"""Founding a working group."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dabir.stages.mandates.acts import constitute_group, found_group
from dabir.stages.mandates.policy import may_constitute_group, may_found_group
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.members.forms import ConstitutionForm, GroupForm
from dabir.web.mandates.members.views import ask_for_person
from dabir.web.mandates.tabs import Tab
from dabir.web.shared.pages import actor


def ways(current: str) -> list[Tab]:
    """Return the ways in which a group comes about, with the current one marked."""
    return [
        Tab(label, reverse(name), name == current)
        for name, label in (
            ("found_group", _("By a mandate")),
            ("constitute_group", _("It constitutes itself")),
        )
    ]


@login_required
def found(request: HttpRequest) -> HttpResponse:
    """Found a working group; its mandate is received afterwards."""
    may_found_group(request.user).require()
    person = actor(request)
    asking = Asking(
        title=_("Found a working group"),
        text=_(
            "A body above the group founds it: its mandate is received afterwards, and gives the "
            "members their seats."
        ),
        submit=_("Found the group"),
        cancel_url="/",
        done=_("The group is founded. Receive its mandate next."),
        crumbs=[{"label": _("Found a working group")}],
        tabs=ways("found_group"),
    )
    form = GroupForm(
        request.POST or None, initial={"secretary": person, "language": get_language()}
    )

    def act(typed: dict[str, Any]) -> str:
        group = found_group(actor=person, at=timezone.now(), **typed)
        # To whom has no role in it the group does not exist, even where they founded it.
        seated = typed["secretary"] == person
        return reverse("mandates:index", args=[group.code]) if seated else reverse("home")

    return ask(request, form, asking, act)


@login_required
def secretary(request: HttpRequest) -> HttpResponse:
    """Register a person before there is a group that could register them."""
    may_found_group(request.user).require()
    founding = reverse("found_group")
    asking = Asking(
        title=_("Register a person"),
        submit=_("Register"),
        cancel_url=founding,
        done=_("The person is registered."),
        crumbs=[
            {"label": _("Found a working group"), "url": founding},
            {"label": _("Register a person")},
        ],
    )
    return ask_for_person(request, asking)


@login_required
def constitute(request: HttpRequest) -> HttpResponse:
    """Let a group constitute itself, with its founders and its own text."""
    may_constitute_group(request.user).require()
    person = actor(request)
    asking = Asking(
        title=_("Found a working group"),
        text=_(
            "Bodies found the group by themselves, at a founding meeting. Its own text is its "
            "mandate, and no body stands above it."
        ),
        submit=_("Found the group"),
        cancel_url="/",
        done=_("The group has constituted itself. Confirm what was read in its founding text."),
        crumbs=[{"label": _("Found a working group")}],
        tabs=ways("constitute_group") if may_found_group(person) else (),
    )
    form = ConstitutionForm(
        request.POST or None,
        request.FILES or None,
        initial={"secretary": person, "language": get_language()},
    )
    if not person.is_administrator:
        del form.fields["secretary"]

    def act(typed: dict[str, Any]) -> str:
        file = typed.pop("file")
        reading = constitute_group(
            actor=person,
            at=timezone.now(),
            file=(file.name, file.read()) if file else None,
            **{"secretary": person, **typed},
        )
        seated = typed.get("secretary", person) == person
        code = reading.address.group.code
        return reverse("mandates:reading", args=[code, reading.pk]) if seated else reverse("home")

    return ask(request, form, asking, act)
