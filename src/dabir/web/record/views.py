"""The record of acts and its seals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.people.models import Group
from dabir.web.shared.pages import group_page


@group_page
def record(request: HttpRequest, group: Group) -> HttpResponse:
    """The acts of a group, newest first."""
    return render(request, "record/record.html")
