"""Texts in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.queries import amendments_visible_to, versions_visible_to, visible_to


@admin.register(Text)
class TextAdmin(ReadOnlyAdmin):
    """Texts the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "group", "kind", "language", "state")
    list_filter = ("state", "kind")
    search_fields = ("name_key",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Versions the administrator may see."""

    visible_to = staticmethod(versions_visible_to)
    list_display = ("text", "symbol", "at", "by")


@admin.register(Amendment)
class AmendmentAdmin(ReadOnlyAdmin):
    """Amendments the administrator may see."""

    visible_to = staticmethod(amendments_visible_to)
    list_display = ("text", "number", "proposer", "base", "state")
    list_filter = ("state",)
