"""Exports of codes."""

from django.urls import path

from dabir.web.themes.exporting import views

urlpatterns = [
    path("coding/exports/", views.exports, name="coding_exports"),
    path("coding/exports/<int:pk>/", views.take, name="take_codes_file"),
]
