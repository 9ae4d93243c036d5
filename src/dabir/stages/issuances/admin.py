"""Issuances and demands in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.issuances.models import Demand, Issuance
from dabir.stages.issuances.queries import demands_visible_to, visible_to


@admin.register(Issuance)
class IssuanceAdmin(ReadOnlyAdmin):
    """Issuances that the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "number", "group", "mode", "issued_on", "state")
    list_filter = ("state", "mode")


@admin.register(Demand)
class DemandAdmin(ReadOnlyAdmin):
    """Demands that the administrator may see."""

    visible_to = staticmethod(demands_visible_to)
    list_display = ("text", "body", "reply_by", "state")
    list_filter = ("state",)
