"""Home, the public start page, and how a reader wants to read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dabir.foundation.people.models import Group, Role
from dabir.foundation.people.queries import groups_of, signed_in
from dabir.web.shared.pages import group_page


def home(request: HttpRequest) -> HttpResponse:
    """The reader's first group; for the public, the open calls."""
    person = signed_in(request.user)
    group = groups_of(person, frozenset(Role)).first() if person else None
    if group is not None:
        return redirect("group", code=group.code)
    return render(request, "start/public.html", {"frame": "narrow"})


@group_page
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """The chain of one group: what waits in each stage."""
    return render(request, "start/group.html")


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """How the reader wants to read."""
    return render(request, "start/preferences.html")
