"""What came with a reading: the parts of a message, and what is to be known about the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.proposals.acts import read_part
from dabir.foundation.proposals.models import Reading
from dabir.web.mandates.readings.finding import find_reading
from dabir.web.shared.pages import actor, group_page

SHOWN_ELSEWHERE = {"unverified-layout"}
"""Notes that the page says in words of its own."""


@dataclass(frozen=True)
class PartLine:
    """One part of a message on the page: its name, and why it was not read, or that it is."""

    name: str
    refusal: str
    shown: bool


def sentence(said: dict[str, Any]) -> str:
    """Return a kept sentence in the reader's language and digits."""
    parameters = {
        name: show_digits(value) if isinstance(value, int) else value
        for name, value in said["parameters"].items()
    }
    # Numbers come as the reader's digits, and so as text. The message is no literal: it stands in
    # the catalogue of whoever said it.
    return translated(said["message"]).replace(")d", ")s") % parameters


def what_came(reading: Reading) -> dict[str, Any]:
    """Return what the page says of the file: remarks, heads and feet of pages, other parts."""
    return {
        "remarks": [
            sentence(note) for note in reading.notes if note["code"] not in SHOWN_ELSEWHERE
        ],
        "margins": reading.margins,
        "came": [
            PartLine(
                name=part["name"],
                refusal=sentence(part["refusal"]) if part["refusal"] else "",
                shown=part["name"] == reading.part,
            )
            for part in reading.parts
        ],
    }


@group_page
@require_POST
def part(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Read another part of the message that a reading came with."""
    fresh = read_part(
        reading=find_reading(request, group, pk),
        part=request.POST.get("part", ""),
        actor=actor(request),
        at=timezone.now(),
    )
    return redirect(reverse("mandates:reading", args=[group.code, fresh.pk]))
