"""URLs of amendments and of originals that follow copies."""

from django.urls import path

from dabir.web.mandates.succession import amending, originals

urlpatterns = [
    path("readings/<int:pk>/amend/", amending.amend, name="amend"),
    path("<int:pk>/ask-original/", originals.ask, name="ask_for_original"),
    path("<int:pk>/original/", originals.upload, name="upload_original"),
    path("<int:pk>/original/<int:reading_pk>/", originals.receive, name="receive_original"),
]
