"""The addresses of calendar feeds, of holiday calendars, and of how a group counts days."""

from django.urls import path

from dabir.web.calendar import calendars, feed, feeds, practice

urlpatterns = [
    path("feed/<slug:secret>.ics", feed.calendar_feed, name="calendar_feed"),
    path("account/feeds/", feeds.feeds, name="feeds"),
    path("account/feeds/make/", feeds.make, name="make_feed"),
    path("account/feeds/<int:pk>/revoke/", feeds.revoke, name="revoke_feed"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/new/", calendars.new, name="new_calendar"),
    path("calendars/<int:pk>/", calendars.calendar, name="calendar"),
    path("calendars/<int:pk>/edit/", calendars.edit, name="edit_calendar"),
    path("calendars/<int:pk>/copy/", calendars.copy, name="copy_calendar"),
    path("calendars/<int:pk>/official/", calendars.official, name="official_holidays"),
    path("calendars/<int:pk>/import/", calendars.import_list, name="import_holidays"),
    path("calendars/<int:pk>/holidays/new/", calendars.add, name="add_holiday"),
    path(
        "calendars/<int:pk>/holidays/<int:holiday>/confirm/",
        calendars.confirm,
        name="confirm_holiday",
    ),
    path(
        "calendars/<int:pk>/holidays/<int:holiday>/remove/",
        calendars.remove,
        name="remove_holiday",
    ),
    path("g/<slug:code>/calendar/", practice.practice, name="group_calendar"),
    path("g/<slug:code>/calendar/choose/", practice.choose, name="choose_calendar"),
]
