"""Readings in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import visible_to


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    """Readings of documents."""

    visible_to = staticmethod(visible_to)
    list_display = ("original", "document_kind", "state", "read_at")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """What was proposed, and what was decided."""

    visible_to = staticmethod(visible_to)
    through = "reading__in"
    list_display = ("reading", "kind", "state", "confidence", "rule")
    list_filter = ("kind", "state")
