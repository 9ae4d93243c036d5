"""URLs of members, committees, bodies and persons."""

from django.urls import path

from dabir.web.mandates.members import views

urlpatterns = [
    path("members/", views.list_members, name="members"),
    path("members/new/", views.admit, name="admit"),
    path("members/<int:pk>/end/", views.end, name="end_membership"),
    path("committees/new/", views.new_committee, name="new_committee"),
    path("bodies/", views.register, name="bodies"),
    path("bodies/new/", views.new_body, name="new_body"),
    path("persons/new/", views.new_person, name="new_person"),
]
