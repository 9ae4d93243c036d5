"""Themes, codes and considerations that a reader may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.queries import Reader, roles_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.models import Code, Consideration, Support, Theme


def visible_to(reader: Reader) -> QuerySet[Theme]:
    """Return the themes the reader may see."""
    return Theme.objects.filter(seen_by(reader, "address__")).select_related("axis", "parent")


def codes_visible_to(reader: Reader) -> QuerySet[Code]:
    """Return the codes on passages that the reader may see."""
    return Code.objects.filter(seen_by(reader, "passage__address__")).select_related(
        "passage__submission", "theme"
    )


def considerations_visible_to(reader: Reader) -> QuerySet[Consideration]:
    """Return the considerations the reader may see."""
    return Consideration.objects.filter(seen_by(reader, "address__")).select_related(
        "dimension", "theme", "address"
    )


def supports_visible_to(reader: Reader) -> QuerySet[Support]:
    """Return what stands behind considerations, as far as the reader may see the passages."""
    return Support.objects.filter(seen_by(reader, "passage__address__")).select_related(
        "passage__submission"
    )


def uncoded(reader: Reader, group: Group) -> QuerySet[Passage]:
    """Return the passages of accepted submissions that nobody has put under a theme yet.

    Expressions of interest lead to seats, not to themes.
    """
    return Passage.objects.exclude(submission__call__kind=Call.Kind.INTEREST).filter(
        seen_by(reader, "address__"),
        address__group=group,
        submission__state=Submission.State.ACCEPTED,
        codes__isnull=True,
    )


def total(reader: Reader, group: Group) -> int:
    """Return how many considerations of the group the reader may see."""
    return Consideration.objects.filter(seen_by(reader, "address__"), group=group).count()


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits here: passages to code (for the secretariat), considerations to adopt."""
    if not roles_in(reader, group) & SECRETARIAT:
        return []
    proposed = considerations_visible_to(reader).filter(
        group=group, state=Consideration.State.PROPOSED
    )
    found = [
        Waiting(
            "themes",
            _("passages to code"),
            uncoded(reader, group).count(),
            reverse("themes:coding", args=[group.code]),
        ),
        Waiting(
            "themes",
            _("considerations to adopt"),
            proposed.count(),
            reverse("themes:considerations", args=[group.code]),
        ),
    ]
    return [each for each in found if each.count]
