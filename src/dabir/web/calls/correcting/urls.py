"""Corrections of a published call."""

from django.urls import path

from dabir.web.calls.correcting import views

urlpatterns = [
    path("<int:pk>/questions/<int:question>/correct/", views.question, name="correct_question"),
    path(
        "<int:pk>/invitations/<int:invitation>/correct/",
        views.invitation,
        name="correct_invitation",
    ),
    path("<int:pk>/received/", views.received, name="show_received"),
]
