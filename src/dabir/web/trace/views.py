"""Where an item comes from and what became of it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.people.models import Group
from dabir.web.shared.pages import group_page


def trace(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """Both directions from one item, as far as the reader may see."""
    return render(request, "trace/trace.html")


@group_page
def coverage(request: HttpRequest, group: Group) -> HttpResponse:
    """Which invited groups, clauses and questions have been heard, and which have not."""
    return render(request, "trace/coverage.html")
