"""URLs of members, committees, bodies and persons."""

from django.urls import path, register_converter

from dabir.web.mandates.events import ClosingConverter
from dabir.web.mandates.members import nominations, seats, views

register_converter(ClosingConverter, "nomination_end")

urlpatterns = [
    path("members/", views.list_members, name="members"),
    path("members/new/", views.admit, name="admit"),
    path("members/<int:pk>/end/", views.end, name="end_membership"),
    path("members/<int:pk>/renew/", seats.renew, name="renew_term"),
    path("members/ask/", seats.ask_bodies, name="ask_nominations"),
    path("members/facts/", views.facts, name="group_facts"),
    path("members/files/<slug:ending>/", seats.download, name="members_file"),
    path("seats/<int:pk>/", seats.seat, name="seat"),
    path("seats/<int:pk>/change/", seats.change, name="change_seat"),
    path("seats/<int:pk>/nominate/", nominations.nominate, name="nominate"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/accept/", nominations.accept, name="accept_nomination"),
    path(
        "nominations/<int:pk>/<nomination_end:event>/",
        nominations.close,
        name="close_nomination",
    ),
    path("committees/new/", views.new_committee, name="new_committee"),
    path("bodies/", views.register, name="bodies"),
    path("bodies/new/", views.new_body, name="new_body"),
    path("persons/new/", views.new_person, name="new_person"),
]
