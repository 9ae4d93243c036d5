"""Runs of the analysis."""

from django.urls import path

from dabir.web.themes.analysing import views

urlpatterns = [
    path("analysis/", views.runs, name="runs"),
    path("analysis/calls/<int:call>/new/", views.new, name="new_run"),
    path("analysis/<int:pk>/", views.run, name="run"),
    path("analysis/<int:pk>/stop/", views.stop, name="stop_run"),
]
