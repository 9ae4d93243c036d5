"""Bringing in many submissions from one file."""

from django.urls import path

from dabir.web.submissions.importing import downloads, matching, views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/columns/", matching.columns, name="import_columns"),
    path("imports/<int:pk>/run/", views.run, name="import_run"),
    path("imports/<int:pk>/stop/", views.stop, name="import_stop"),
    path("imports/<int:pk>/check/", views.check, name="import_check"),
    path("imports/<int:pk>/problems.csv", downloads.problems, name="import_problems_csv"),
    path("imports/<int:pk>/kept-out.csv", downloads.kept_out, name="import_kept_out_csv"),
]
