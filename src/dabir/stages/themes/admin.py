"""Themes and considerations in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.themes.models import Code, Consideration, Support, Theme
from dabir.stages.themes.queries import (
    codes_visible_to,
    considerations_visible_to,
    supports_visible_to,
    visible_to,
)


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    """Themes the administrator may see; what they stand under may be hidden and is left out."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "group", "order")
    exclude = ("parent", "axis", "merged_into")
    search_fields = ("name_key",)


@admin.register(Consideration)
class ConsiderationAdmin(ReadOnlyAdmin):
    """Considerations the administrator may see; their theme, which may be hidden, left out."""

    visible_to = staticmethod(considerations_visible_to)
    list_display = ("number", "kind", "state", "dimension", "group")
    exclude = ("theme",)
    list_filter = ("kind", "state")


@admin.register(Code)
class CodeAdmin(ReadOnlyAdmin):
    """Codes on passages the administrator may see; not their words, which may be redacted."""

    visible_to = staticmethod(codes_visible_to)
    list_display = ("theme", "stance", "at")
    list_filter = ("stance",)
    fields = ("theme", "stance", "by", "at")


@admin.register(Support)
class SupportAdmin(ReadOnlyAdmin):
    """What stands behind considerations; not its words, which may be redacted."""

    visible_to = staticmethod(supports_visible_to)
    list_display = ("consideration_id", "opposes", "start", "end")
    fields = ("opposes", "start", "end")
    list_display_links = ("consideration_id",)
