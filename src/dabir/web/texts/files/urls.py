"""URLs of the files pages."""

from django.urls import path

from dabir.web.texts.files import views

urlpatterns = [
    path(
        "<int:pk>/redline/<int:before>/<int:after>/<slug:ending>/",
        views.redline_file,
        name="redline_file",
    ),
]
