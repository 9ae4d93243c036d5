"""Pages of the submissions stage."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.people.models import Group
from dabir.web.shared.pages import group_page


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The first page of the stage."""
    return render(request, "submissions/index.html")
