"""URLs of the public pages: calls that anybody may read, and what carries them further."""

from django.urls import path

from dabir.web.calls.public import feeds, paper, sharing, views

urlpatterns = [
    path("calls/", views.calls, name="public_calls"),
    path("calls/feed/atom", feeds.calls_feed, name="calls_feed"),
    path("calls/feed/deadlines.ics", sharing.deadlines_file, name="calls_ics"),
    path("calls/<slug:code>/", views.call, name="public_call"),
    path("c/<slug:code>/", sharing.short_call, name="short_call"),
    path("c/<slug:code>/print/", paper.print_call, name="print_call"),
    path("c/<slug:code>/print.pdf", paper.print_call_pdf, name="print_call_pdf"),
    path("c/<slug:code>/deadline.ics", sharing.calendar_file, name="call_ics"),
    path(
        "c/<slug:code>/picture.<slug:language>.png",
        sharing.picture_file,
        name="call_picture_file",
    ),
]
