"""Pages of the calls stage."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.people.models import Group
from dabir.stages.calls import queries
from dabir.web.shared.pages import find, group_page


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The calls of a group."""
    calls = queries.visible_to(request.user).filter(group=group)
    return render(request, "calls/index.html", {"calls": calls})


@group_page
def call(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One call."""
    found = find(queries.visible_to(request.user), group=group, pk=pk)
    return render(request, "calls/call.html", {"call": found})
