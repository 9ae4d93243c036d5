"""Letters, referrals and the tray."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.people.models import Group
from dabir.web.shared.pages import group_page


@login_required
def tray(request: HttpRequest) -> HttpResponse:
    """What was referred to me, what I owe, what I must read."""
    return render(request, "letters/tray.html")


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The letters of a group."""
    return render(request, "letters/index.html")
