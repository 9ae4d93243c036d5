"""Background work in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.foundation.work.models import Work
from dabir.foundation.work.queries import visible_to


@admin.register(Work)
class WorkAdmin(ReadOnlyAdmin):
    """Every piece of work, with its state, its attempts and its last error."""

    visible_to = staticmethod(visible_to)
    list_display = ("key", "name", "queue", "state", "attempts", "done", "total", "asked_at")
    list_filter = ("state", "queue", "name")
    search_fields = ("key",)
