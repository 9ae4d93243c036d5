"""Seals in the read-only admin; entries have a page of their own."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import GroupAdmin, ReadOnlyAdmin
from dabir.foundation.record.models import Seal


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """The seals of the administrator's own groups."""

    visible_to = staticmethod(GroupAdmin.visible_to)
    through = "group__in"
    list_display = ("digest", "group", "sequence", "count", "at")
