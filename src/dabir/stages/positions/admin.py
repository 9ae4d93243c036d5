"""Rounds, actors, issues, statements and own positions in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.positions.models import (
    Actor,
    Alignment,
    Issue,
    OwnPosition,
    Round,
    Statement,
)
from dabir.stages.positions.queries import (
    actors_visible_to,
    alignments_visible_to,
    issues_visible_to,
    own_positions_visible_to,
    rounds_visible_to,
    visible_to,
)


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Rounds the administrator may see."""

    visible_to = staticmethod(rounds_visible_to)
    list_display = ("name", "group", "place", "starts_on", "ends_on")


@admin.register(Actor)
class ActorAdmin(ReadOnlyAdmin):
    """Actors the administrator may see; their blocs, some of which may be hidden, left out."""

    visible_to = staticmethod(actors_visible_to)
    list_display = ("name", "kind", "group")
    list_filter = ("kind",)
    search_fields = ("name_key",)
    exclude = ("blocs",)


@admin.register(Issue)
class IssueAdmin(ReadOnlyAdmin):
    """Issues the administrator may see."""

    visible_to = staticmethod(issues_visible_to)
    list_display = ("name", "group")
    search_fields = ("name_key",)
    exclude = ("axis",)


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements the administrator may see; their round, which may be hidden, left out."""

    visible_to = staticmethod(visible_to)
    list_display = ("actor", "issue", "stance", "stated_on")
    list_filter = ("stance",)
    exclude = ("round", "original")


@admin.register(Alignment)
class AlignmentAdmin(ReadOnlyAdmin):
    """Alignments the administrator may see."""

    visible_to = staticmethod(alignments_visible_to)
    list_display = ("actor", "kind", "since", "until")
    list_filter = ("kind",)


@admin.register(OwnPosition)
class OwnPositionAdmin(ReadOnlyAdmin):
    """Own positions the administrator may see; considerations, some hidden, left out."""

    visible_to = staticmethod(own_positions_visible_to)
    list_display = ("issue", "stance", "state", "at")
    list_filter = ("state",)
    exclude = ("considerations",)
