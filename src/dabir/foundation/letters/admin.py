"""Letters and referrals in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.letters.models import Letter, Referral, Series
from dabir.foundation.letters.queries import referrals_visible_to, visible_to
from dabir.foundation.people.admin import GroupAdmin, ReadOnlyAdmin


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """The letters that the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("number", "subject", "kind", "state", "dated_on", "group")
    list_filter = ("kind", "state", "urgency")
    search_fields = ("search_key",)


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    """The referrals that the administrator may see."""

    visible_to = staticmethod(referrals_visible_to)
    list_display = ("to", "by", "purpose", "state", "due_on", "at")
    list_filter = ("state", "purpose")


@admin.register(Series)
class SeriesAdmin(ReadOnlyAdmin):
    """The number series of the administrator's own groups."""

    visible_to = staticmethod(GroupAdmin.visible_to)
    through = "group__in"
    list_display = ("group", "name", "year", "pattern", "last")
