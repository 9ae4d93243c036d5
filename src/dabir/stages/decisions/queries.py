"""Meetings, agendas, decisions, minutes, action items and submittals that a reader may see."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.decisions.models import (
    ActionItem,
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    Submittal,
)


def visible_to(reader: Reader) -> QuerySet[Meeting]:
    """Return the meetings the reader may see."""
    return Meeting.objects.filter(seen_by(reader, "address__")).select_related("group", "address")


def agenda_visible_to(reader: Reader) -> QuerySet[AgendaItem]:
    """Return the items of agendas the reader may see."""
    return AgendaItem.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "meeting__address__")
    ).select_related("meeting__group", "presenter", "version__text", "address")


def decisions_visible_to(reader: Reader) -> QuerySet[Decision]:
    """Return the decisions the reader may see, of meetings they may see."""
    return Decision.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "meeting__address__")
    ).select_related("meeting__group", "item", "version__text", "address")


def minutes_visible_to(reader: Reader) -> QuerySet[Minutes]:
    """Return the minutes the reader may see, of meetings they may see."""
    return Minutes.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "meeting__address__")
    ).select_related("meeting__group", "approved_by", "address")


def actions_visible_to(reader: Reader) -> QuerySet[ActionItem]:
    """Return the action items the reader may see, with the duty each became."""
    return ActionItem.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "item__meeting__address__")
    ).select_related("item__meeting__group", "body", "duty", "decision", "address")


def submittals_visible_to(reader: Reader) -> QuerySet[Submittal]:
    """Return the submittals to higher bodies that the reader may see."""
    return Submittal.objects.filter(seen_by(reader, "address__")).select_related(
        "text__group", "version", "higher_body", "decision", "letter", "answer_letter", "address"
    )


def agenda_of(meeting: Meeting, reader: Reader) -> list[AgendaItem]:
    """Return the agenda with its decisions and action items, as far as the reader may see."""
    decisions = decisions_visible_to(reader)
    items = agenda_visible_to(reader).filter(meeting=meeting)
    return list(
        items.prefetch_related(
            "amendments",
            Prefetch("decisions", decisions),
            Prefetch("actions", actions_visible_to(reader)),
        )
    )


def latest_action_items(reader: Reader, group: Group) -> QuerySet[ActionItem]:
    """Return the group's action items, those due first at the top."""
    return actions_visible_to(reader).filter(item__meeting__group=group).order_by("due_on", "pk")


def total(reader: Reader, group: Group) -> int:
    """Return how many decisions of the group the reader may see."""
    seen = (seen_by(reader, "address__"), seen_by(reader, "meeting__address__"))
    return Decision.objects.filter(*seen, meeting__group=group).count()
