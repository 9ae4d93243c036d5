"""URLs of the files pages."""

from django.urls import path

from dabir.web.texts.files import receiving, views, zero

urlpatterns = [
    path("<int:pk>/exchange/", views.exchange, name="exchange"),
    path("<int:pk>/exchange/version/", views.version_file, name="version_file"),
    path("<int:pk>/exchange/compilation/", views.compiled_file, name="compiled_file"),
    path("<int:pk>/exchange/changes/", views.between_file, name="between_file"),
    path("<int:pk>/exchange/send/", receiving.receive, name="receive"),
    path("<int:pk>/exchange/received/<int:file>/", receiving.received, name="received"),
    path(
        "<int:pk>/exchange/received/<int:file>/aside/",
        receiving.received_aside,
        name="received_aside",
    ),
    path("<int:pk>/draft/file/", zero.upload, name="draft_upload"),
    path("<int:pk>/draft/file/<int:file>/", zero.draft_file, name="draft_received"),
    path(
        "<int:pk>/draft/file/<int:file>/aside/", zero.draft_file_aside, name="draft_received_aside"
    ),
    path(
        "<int:pk>/redline/<int:before>/<int:after>/<slug:ending>/",
        views.redline_file,
        name="redline_file",
    ),
]
