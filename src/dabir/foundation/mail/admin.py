"""Mails in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.queries import visible_to
from dabir.foundation.people.admin import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The mails that the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("subject", "to", "state", "recorded_at", "sent_at")
    list_filter = ("state",)
