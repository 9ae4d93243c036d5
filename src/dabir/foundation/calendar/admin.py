"""Holiday calendars in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.calendar.models import HolidayCalendar
from dabir.foundation.calendar.queries import visible_to
from dabir.foundation.people.admin import ReadOnlyAdmin


@admin.register(HolidayCalendar)
class HolidayCalendarAdmin(ReadOnlyAdmin):
    """The calendars that the administrator may see. Feeds are nobody's but their owners'."""

    visible_to = staticmethod(visible_to)
    list_display = ("__str__", "group", "country")
