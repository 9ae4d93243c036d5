"""Answers to many, below a group's address."""

from django.urls import path

from dabir.web.submissions.answering import views

urlpatterns = [
    path("answers/", views.batches, name="batches"),
    path("answers/calls/<int:call>/new/", views.new, name="new_batch"),
    path("answers/<int:pk>/", views.batch, name="batch"),
    path("answers/<int:pk>/edit/", views.edit, name="edit_batch"),
    path("answers/<int:pk>/<slug:event>/", views.move, name="move_batch"),
]
