"""URLs of the division of labour."""

from django.urls import path

from dabir.web.mandates.division import files, views

urlpatterns = [
    path("matrix/", views.matrix, name="matrix"),
    path("matrix/<slug:ending>/", files.download, name="division"),
]
