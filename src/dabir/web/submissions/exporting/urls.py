"""Exports, below a group's address."""

from django.urls import path

from dabir.web.submissions.exporting import views

urlpatterns = [
    path("exports/calls/<int:call>/", views.exports, name="exports"),
    path("exports/<int:pk>/", views.take, name="take_export_file"),
]
