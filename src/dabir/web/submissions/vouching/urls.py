"""Asking whether submissions are theirs, below a group's address."""

from django.urls import path

from dabir.web.submissions.vouching import views

urlpatterns = [
    path("confirmations/calls/<int:call>/", views.confirmations, name="confirmations"),
    path("<int:pk>/confirmation/", views.ask, name="ask_theirs"),
]
